/** A household as a bound person may see it. */
import type { BindingLevel } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type AddressParts, fullAddress, maskAddress, maskName } from '../../shared/mask.ts';

/** A binding with what it is bound to, as the database has it. */
export interface HouseholdRecord extends AddressParts {
  bindingId: string;
  holderPeriodId: number;
  accountNo: string;
  level: BindingLevel;
  isHolder: boolean;
  nickname: string | null;
  isDefault: boolean;
  regionCode: string;
  category: string;
  nameEnc: Uint8Array;
  owedFen: number;
  openBills: number;
  dueOn: string | null;
  balanceFen: number | null;
  prepaidFen: number | null;
}

export interface HouseholdView {
  accountNo: string;
  level: BindingLevel;
  isHolder: boolean;
  nickname: string | null;
  isDefault: boolean;
  nameMasked: string;
  addressMasked: string;
  name: string | null;
  address: string | null;
  regionCode: string;
  category: string;
  owedFen: number;
  openBills: number;
  dueOn: string | null;
  balanceFen: number | null;
  prepaidFen: number | null;
}

/** Pay-only sees the sum owed and a masked name and address; balance, name and address open with full proof. */
export function viewHousehold(record: HouseholdRecord, cipher: FieldCipher): HouseholdView {
  const full = record.level === 'full';
  const name = cipher.decrypt(record.nameEnc);
  const { accountNo, level, isHolder, nickname, isDefault, regionCode, category, owedFen, openBills, dueOn } =
    record;
  return {
    ...{ accountNo, level, isHolder, nickname, isDefault, regionCode, category, owedFen, openBills, dueOn },
    nameMasked: maskName(name),
    addressMasked: maskAddress(record),
    name: full ? name : null,
    address: full ? fullAddress(record) : null,
    balanceFen: full ? (record.balanceFen ?? 0) : null,
    prepaidFen: full ? (record.prepaidFen ?? 0) : null,
  };
}

/** A phone on file as shown to somebody who has not proved it: two digits, since 3+4 would leave too little to guess. */
export function phoneHint(phone: string): string {
  return `${phone.slice(0, 1)}${'*'.repeat(Math.max(phone.length - 3, 0))}${phone.slice(-2)}`;
}
