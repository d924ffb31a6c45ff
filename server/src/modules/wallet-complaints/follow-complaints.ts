/** Asks the wallet about a complaint and brings the case up to it: opened once, each of the customer's words added once. */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import { addDays, businessDate } from '../../shared/dates.ts';
import type { CaseIntake } from '../cases/index.ts';
import type { ComplaintEntry, Complaints, WalletComplaint } from '../payments/index.ts';
import type { PicturesRepository } from './pictures.repository.ts';
import type { WalletComplaintsRepository } from './wallet-complaints.repository.ts';

interface Dependencies {
  complaints: Complaints;
  kept: WalletComplaintsRepository;
  pictures: PicturesRepository;
  intake: CaseIntake;
  clock: Clock;
  logger: Logger;
}

const chunk = 100;
const daysAsked = 3;
const longestWords = 1_900;
/** Another process was first: what this one has written is taken back. */
class Taken extends Error {}

export function createFollowComplaints({ complaints, kept, pictures, intake, clock, logger }: Dependencies) {
  async function follow(complaintId: string): Promise<void> {
    const [told, history] = [await complaints.read(complaintId), await complaints.history(complaintId)];
    const known = await kept.find(complaintId);
    if (!known) await open(told, history);
    else {
      await kept.update(complaintId, told);
      await addWords(complaintId, known.caseNo, history);
    }
    const theirs = history.filter(({ by }) => by === 'customer').flatMap(entry => entry.pictures);
    await pictures.note(complaintId, [...new Set([...told.pictures, ...theirs])]);
  }

  async function open(complaint: WalletComplaint, history: ComplaintEntry[]): Promise<void> {
    const { complaintId, state, paymentNos, amountFen, fullyRefunded, refundAskedFen, toldAt, phone } =
      complaint;
    const paidFor = await kept.paidFor(paymentNos);
    const saying = {
      kind: 'complaint' as const,
      complaintClass: 'business' as const,
      words: `微信支付投诉：${complaint.words}`.slice(0, longestWords),
      ...(phone && /^1\d{10}$/.test(phone) ? { contactPhone: phone } : {}),
      anonymous: false,
      confidential: false,
    };
    const household = paidFor
      ? { accountId: paidFor.accountId, holderPeriodId: paidFor.holderPeriodId }
      : null;
    const also: Parameters<CaseIntake['open']>[2] = async (tx, caseId) => {
      const paymentNo = paidFor?.paymentNo ?? paymentNos[0] ?? null;
      const told = { state, amountFen, fullyRefunded, refundAskedFen, toldAt };
      const row = { complaintId, caseId, paymentNo, ...told };
      if (!(await kept.add(tx, row))) throw new Taken();
      // What was said up to now is what the case was opened with.
      for (const { logId } of history) await kept.addEntry(tx, complaintId, logId);
    };
    await intake.open(saying, 'wallet', also, { household });
  }

  async function addWords(complaintId: string, caseNo: string, history: ComplaintEntry[]): Promise<void> {
    const known = await kept.knownEntries(complaintId);
    for (const { logId, by, words } of history) {
      if (known.has(logId) || by !== 'customer' || words.trim().length < 2) continue;
      const said = { words: words.slice(0, longestWords), atAnyTime: true } as const;
      const added = await intake.add(caseNo, said, async tx => {
        if (!(await kept.addEntry(tx, complaintId, logId))) throw new Taken();
      });
      // One that was taken back takes no words: whoever has it must see all the same that the customer goes on.
      if (!added)
        await intake.note(caseNo, `客户在微信支付继续投诉：${words.slice(0, longestWords)}`, async tx => {
          if (!(await kept.addEntry(tx, complaintId, logId))) throw new Taken();
        });
    }
  }

  const followSafely = (complaintId: string): Promise<boolean> =>
    follow(complaintId).then(
      () => true,
      error => {
        if (error instanceof Taken) return true;
        logger.warn({ complaint: complaintId, err: error }, 'complaint not followed');
        return false;
      },
    );

  return {
    /** What was told by notification and is not done yet. */
    async handleMessages(): Promise<void> {
      const waiting = await kept.waiting(chunk);
      for (const id of new Set(waiting.map(({ complaintId }) => complaintId)))
        if (await followSafely(id)) {
          const ids = waiting.filter(({ complaintId }) => complaintId === id).map(each => each.id);
          await kept.handled(ids, clock.now());
        }
    },

    /** Notifications may be lost: what is open, and what came these days, is asked for as well. */
    async sweep(): Promise<void> {
      const today = businessDate(clock.now());
      const listed = await complaints.list(addDays(today, -daysAsked), today).catch(error => {
        logger.warn({ err: error }, 'complaints could not be listed');
        return [];
      });
      for (const id of new Set([...listed, ...(await kept.open())])) await followSafely(id);
    },
  };
}
