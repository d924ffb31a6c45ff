/** The trial balance: every account's debits and credits, in fen, both as positive sums. */
export interface TrialBalance {
  accounts: {
    code: string;
    nameZh: string;
    nameEn: string;
    kind: 'asset' | 'liability' | 'income' | 'expense';
    debitFen: number;
    creditFen: number;
    balanceFen: number;
  }[];
  debitFen: number;
  creditFen: number;
}
