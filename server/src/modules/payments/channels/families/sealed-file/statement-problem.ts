import { StatementProblem } from '../../../gateways/statement.ts';
import type { FileRefused } from '../../file-refused.ts';

const reasons = {
  encoding: 'encoding',
  totals: 'totals',
  mac: 'hash',
  hash: 'hash',
  header: 'wrong-day',
} as const;

/** What is wrong with a sealed file, as reconciliation says it. */
export function statementProblem({ fault, line }: FileRefused): StatementProblem {
  const reason = fault in reasons ? reasons[fault as keyof typeof reasons] : 'row';
  return new StatementProblem(reason, line || null, fault);
}
