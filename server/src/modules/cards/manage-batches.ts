/** Batches of cards: one person asks, another approves; the PINs exist in plain text only between two lines of `approve`. */
import type { StaffActor } from '../../http/access.ts';
import type { Verdict } from '../../http/decision-body.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { addDays, type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { Fen } from '../../shared/money.ts';
import type { PrintedCard, Voucher } from '../payments/index.ts';
import {
  cardBatchDecided,
  cardBatchNotFound,
  cardExportGone,
  cardFourEyes,
  expiryTooSoon,
  printerKeyUnfit,
} from './cards.errors.ts';
import type { BatchRow, CardsRepository } from './cards.repository.ts';

export interface BatchesDependencies {
  cards: CardsRepository;
  voucher: Voucher;
  pinHash(serial: string, pin: string): Buffer;
  clock: Clock;
}

const shortestDays = 365;

export function createCardBatches({ cards, voucher, pinHash, clock }: BatchesDependencies) {
  const entry = (actor: StaffActor, action: string, batchNo: string, requestId: string, detail = {}) => ({
    actor: staffName(actor),
    action,
    subject: `card-batch:${batchNo}`,
    detail,
    requestId,
  });
  const verb = (approve: boolean) => (approve ? 'card-batch.approve' : 'card-batch.reject');

  async function find(batchNo: string): Promise<BatchRow> {
    const batch = await cards.batch(batchNo);
    if (!batch) throw cardBatchNotFound();
    return batch;
  }

  function keyPrint(pem: string): string {
    try {
      return voucher.fingerprint(pem);
    } catch {
      throw printerKeyUnfit();
    }
  }

  return {
    list: () => cards.batches(),

    async request(
      wish: { faceFen: Fen; count: number; expiresOn: BusinessDate; printerKey: string },
      actor: StaffActor,
      requestId: string,
    ): Promise<BatchRow> {
      if (wish.expiresOn < addDays(businessDate(clock.now()), shortestDays)) throw expiryTooSoon();
      const printerKeySha256 = keyPrint(wish.printerKey);
      const { faceFen, count } = wish;
      const batchNo = await cards.request({ ...wish, printerKeySha256, requestedBy: actor.username }, no =>
        entry(actor, 'card-batch.request', no, requestId, { faceFen, count }),
      );
      return find(batchNo);
    },

    async decide(
      batchNo: string,
      { approve, note }: Verdict,
      actor: StaffActor,
      requestId: string,
    ): Promise<BatchRow> {
      const batch = await find(batchNo);
      if (batch.status !== 'requested') throw cardBatchDecided();
      if (batch.requestedBy === actor.username) throw cardFourEyes();
      const now = clock.now();
      const doing = {
        by: actor.username,
        at: now,
        audit: entry(actor, verb(approve), batchNo, requestId, { note }),
      };
      const decided = approve
        ? await cards.generate(batchNo, ...made(batch), doing)
        : await cards.reject(batchNo, doing);
      if (!decided) throw cardBatchDecided();
      return find(batchNo);
    },

    /** Once: the file is forgotten as it is given out. */
    async takeExport(batchNo: string, actor: StaffActor, requestId: string): Promise<Buffer> {
      await find(batchNo);
      const given = {
        by: actor.username,
        at: clock.now(),
        audit: entry(actor, 'card-batch.export', batchNo, requestId),
      };
      const file = await cards.takeExport(batchNo, given);
      if (!file) throw cardExportGone();
      return file;
    },
  };

  function made({ batchNo, count, faceFen, expiresOn, printerKey }: BatchRow) {
    const printed: PrintedCard[] = Array.from({ length: count }, (_, index) => ({
      serial: voucher.serialOf(batchNo, index + 1),
      pin: voucher.newPin(),
      faceFen,
      expiresOn,
    }));
    const hashed = printed.map(({ serial, pin }) => ({ serial, pinHash: pinHash(serial, pin) }));
    return [hashed, voucher.sealForPrinter(printed, printerKey)] as const;
  }
}

export type CardBatches = ReturnType<typeof createCardBatches>;
