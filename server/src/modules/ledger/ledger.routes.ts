import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { LedgerRepository } from './ledger.repository.ts';

const TrialBalance = z.object({
  accounts: z.array(
    z.object({
      code: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      kind: z.enum(['asset', 'liability', 'income', 'expense']),
      debitFen: z.int(),
      creditFen: z.int(),
      balanceFen: z.int(),
    }),
  ),
  debitFen: z.int(),
  creditFen: z.int(),
});

export function ledgerRoutes(ledger: LedgerRepository): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/ledger/trial-balance',
      access: staff('finance', 'supervisor', 'auditor'),
      summary: 'Every account of the books with its debits and credits',
      tag: 'ledger',
      output: TrialBalance,
      async handle() {
        const accounts = await ledger.trialBalance();
        const total = (side: 'debitFen' | 'creditFen') =>
          accounts.reduce((sum, account) => sum + account[side], 0);
        return { accounts, debitFen: total('debitFen'), creditFen: total('creditFen') };
      },
    }),
  ];
}
