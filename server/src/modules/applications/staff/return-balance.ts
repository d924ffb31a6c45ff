/** What is left of a balance goes back to whom it came from, by the way it came, once its holder has gone. */
import type { Logger } from '../../../infra/logging.ts';
import { fen } from '../../../shared/money.ts';
import type { StaffRefund } from '../../payments/index.ts';
import type { CaseCore } from '../change-case.ts';
import { holding } from '../effects/holding.repository.ts';

const reason = '销户、过户退还余额';
/** As long as one may have been cut off between the end of a holder and the refunds that follow, or as a cheque takes to clear. */
const lookBackMs = 30 * 86_400_000;
const atOnce = 200;

/**
 * Asked for after the commit, as any refund, under the rule of four eyes; each refund once, by its key. What no payment
 * of ours brought in stays on the balance and is finance's to pay out.
 */
export function createReturnBalance(
  { refund, logger }: { refund: StaffRefund; logger: Logger },
  { cases, db, clock }: CaseCore,
) {
  async function returnBalance(by: string, caseNo: string, requestId: string): Promise<void> {
    const ended = Number((await cases.find(caseNo))?.facts.result?.['endedHolding']);
    if (!ended) return;
    for (const { account, amountFen, ...money } of await holding.balanceSources(db.pool, ended)) {
      const { paymentNo, tradeNo } = money;
      const requestKey = `balance:${caseNo}:${tradeNo}:${account}`;
      const balance = { account, holderPeriodId: ended };
      const request = { paymentNo, tradeNo, amountFen: fen(amountFen), reason, requestKey, balance };
      await refund(by, request, requestId).catch(error =>
        logger.error({ caseNo, paymentNo, err: error }, 'the balance was not returned, it is tried again'),
      );
    }
  }

  return {
    returnBalance,
    /** Where somebody was cut off in between. A refund that was asked for, refused or failed is not asked for again. */
    async returnLeft(signal: AbortSignal): Promise<void> {
      const since = new Date(clock.now().getTime() - lookBackMs);
      // Money that no payment of ours brought stays where it is, and its cases in the list: one after the other, to the end.
      for (let after = 0; ; ) {
        const ended = await holding.endedWithBalance(db.pool, since, after, atOnce);
        for (const { caseNo, by } of ended) {
          if (signal.aborted) return;
          await returnBalance(`staff:${by}`, caseNo, `job:${caseNo}`);
        }
        if (ended.length < atOnce) return;
        after = ended.at(-1)!.id;
      }
    },
  };
}
