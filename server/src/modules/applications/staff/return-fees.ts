/** What was paid for a case that came to nothing goes back, once a second person has looked whether something was done for it. */
import type { Logger } from '../../../infra/logging.ts';
import { businessDate } from '../../../shared/dates.ts';
import { fen } from '../../../shared/money.ts';
import type { CalendarDays } from '../../../shared/working-days.ts';
import type { StaffRefund } from '../../payments/index.ts';
import type { CaseCore } from '../change-case.ts';
import { lastAppealDay } from '../deadlines.ts';
import type { FeesRepository, PaidInVain } from '../fees.repository.ts';

const reason = '业务申请未办结，退还业务费';
/** The longest time to appeal, and then some. */
const lookBackMs = 150 * 86_400_000;
const atOnce = 200;

export function createReturnFees(
  { refund, logger }: { refund: StaffRefund; logger: Logger },
  { book, clock, calendar }: CaseCore,
  fees: FeesRepository,
) {
  async function giveBack(paid: PaidInVain, now: Date, days: CalendarDays): Promise<void> {
    const { caseNo, kindId, paymentNo, tradeNo, amountFen } = paid;
    const { definition } = await book.byId(kindId);
    const appealable = paid.status === 'refused' && !paid.appealed;
    if (appealable && businessDate(now) <= lastAppealDay(definition, paid.endedAt, days)) return;
    const requestKey = `service-fee:${caseNo}:${tradeNo}`;
    const request = { paymentNo, tradeNo, amountFen: fen(amountFen), reason, requestKey, fourEyes: true };
    await refund('system', request, `job:${caseNo}`).catch(error =>
      logger.error(
        { caseNo, paymentNo, err: error },
        'the refund of a fee was not asked for, it is tried again',
      ),
    );
  }

  /** Each refund waits for finance, and is asked for once, by its key: what was rejected is not asked for again. */
  return async function returnFees(signal: AbortSignal): Promise<void> {
    const now = clock.now();
    const { days } = await calendar();
    const since = new Date(now.getTime() - lookBackMs);
    // Those that may still be appealed against stay in the list: what lies behind them is looked at all the same.
    for (let last: PaidInVain | undefined; ; ) {
      const found = await fees.paidInVain(since, last, atOnce);
      for (const paid of found) {
        if (signal.aborted) return;
        await giveBack(paid, now, days);
      }
      if (found.length < atOnce) break;
      last = found.at(-1);
    }
    await fees.voidGivenBack();
  };
}
