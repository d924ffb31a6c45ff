import type { Job } from '../../infra/jobs.ts';
import { type ApplyBalancesDependencies, applyDueBalances } from './apply-balances.ts';
import { closeExpired } from './close-expired.ts';
import type { Inbox } from './inbox/inbox.ts';
import { type QueryBackDependencies, queryBack } from './query-back.ts';
import { type SendRefundDependencies, sendDueRefunds } from './send-refund.ts';

/** A message is handled within milliseconds; one that is older was left behind by a process that died. */
const leftoverSeconds = 5;

/** What keeps every payment moving, whatever was lost on the way. All of it finds its work in the tables. */
export function paymentJobs(
  inbox: Inbox,
  queries: QueryBackDependencies,
  refunds: SendRefundDependencies,
  balances: ApplyBalancesDependencies,
): Job[] {
  return [
    {
      name: 'handle-inbox',
      lane: 'money',
      everySeconds: 5,
      run: async () => void (await inbox.handleLeftovers(leftoverSeconds)),
    },
    { name: 'query-back', lane: 'money', everySeconds: 5, run: signal => queryBack(queries, signal) },
    { name: 'close-expired', lane: 'money', everySeconds: 10, run: signal => closeExpired(queries, signal) },
    { name: 'send-refunds', lane: 'money', everySeconds: 10, run: signal => sendDueRefunds(refunds, signal) },
    {
      name: 'apply-balances',
      lane: 'money',
      everySeconds: 600,
      run: signal => applyDueBalances(balances, signal),
    },
  ];
}
