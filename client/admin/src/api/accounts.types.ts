/** The customer's file, as /staff/accounts answers it. Sums are integer fen; energy is kWh as a decimal string. */
export interface AccountRow {
  accountNo: string;
  regionCode: string;
  category: string;
  status: string;
  nameMasked: string | null;
  phoneMasked: string | null;
  addressMasked: string;
  owedFen: number;
}

export interface AccountFile {
  account: {
    accountNo: string;
    regionCode: string;
    regionNameZh: string;
    regionNameEn: string;
    category: string;
    status: string;
    addressMasked: string;
    meteringPointCode: string;
    meters: { assetNo: string; installedOn: string; removedOn: string | null; multiplier: number }[];
  };
  holder: {
    contractNo: string;
    from: string;
    prepaid: boolean;
    nameMasked: string | null;
    phoneMasked: string | null;
    identityNoMasked: string | null;
    options: { kind: string; from: string; to: string | null; people: number | null }[];
  } | null;
  money: { owedFen: number; balanceFen: number; prepaidFen: number } | null;
  bills: FileBill[];
  payments: FilePayment[];
  bindings: FileBinding[];
  earlierHolders: { contractNo: string; from: string; to: string; nameMasked: string | null }[];
}

export interface FileBill {
  billNo: string;
  month: string;
  status: string;
  energy: string;
  totalFen: number;
  paidFen: number;
  dueOn: string;
  issuedAt: string;
  estimated: boolean;
}

export interface FilePayment {
  paymentNo: string;
  createdAt: string;
  settledAt: string | null;
  status: string;
  channel: string;
  gateway: string;
  amountFen: number;
  refundedFen: number;
}

export interface FileBinding {
  bindingId: string;
  level: string;
  isHolder: boolean;
  since: string;
  removedAt: string | null;
  removedBy: string | null;
  phoneMasked: string | null;
  providers: string[];
}

export interface Revealed {
  name: string | null;
  phone: string | null;
  identityNo: string | null;
  address: string;
}
