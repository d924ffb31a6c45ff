/** Cards handed over, paid for, or taken back. Numbers and sums go to the audit log; the books are kept by the database. */
import type { StaffActor } from '../../http/access.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { cardNotFound, refusals } from './cards.errors.ts';
import type { CardsRepository } from './cards.repository.ts';

interface Dependencies {
  cards: CardsRepository;
  clock: Clock;
  audit: Audit;
}

export function createSellCards({ cards, clock, audit }: Dependencies) {
  const today = () => businessDate(clock.now());
  const record = (
    actor: StaffActor,
    action: string,
    subject: string,
    requestId: string,
    detail: Record<string, unknown>,
  ) => audit.record({ actor: staffName(actor), action, subject, detail, requestId });

  return {
    async sell(
      range: { fromSerial: string; toSerial: string; buyer: string },
      actor: StaffActor,
      requestId: string,
    ) {
      const { fromSerial, toSerial, buyer } = range;
      const sale = await refusals(cards.sell(fromSerial, toSerial, buyer, actor.username, today()));
      await record(actor, 'cards.sell', `card-sale:${sale.saleNo}`, requestId, {
        fromSerial,
        toSerial,
        ...sale,
      });
      return sale;
    },

    async settle(
      saleNo: string,
      bank: { bankReference: string; creditedFen?: number },
      actor: StaffActor,
      requestId: string,
    ) {
      const paidFen = await refusals(cards.settleSale(saleNo, bank, actor.username, today()));
      await record(actor, 'card-sale.settle', `card-sale:${saleNo}`, requestId, { paidFen, ...bank });
      return { saleNo, paidFen };
    },

    async repay(saleNo: string, bankReference: string, actor: StaffActor, requestId: string) {
      const repaidFen = await refusals(cards.repaySale(saleNo, bankReference, actor.username, today()));
      await record(actor, 'card-sale.repay', `card-sale:${saleNo}`, requestId, { repaidFen, bankReference });
      return { saleNo, repaidFen };
    },

    slice: cards.sales,

    async sales(page: number, pageSize: number) {
      const [rows, circulation] = await Promise.all([
        pageAndOne(cards.sales, page, pageSize),
        cards.circulation(),
      ]);
      return { sales: rows.slice(0, pageSize), page, hasMore: rows.length > pageSize, circulation };
    },

    async takeBack(
      range: { fromSerial: string; toSerial: string; reason: string },
      actor: StaffActor,
      requestId: string,
    ) {
      const { fromSerial, toSerial, reason } = range;
      const voided = await refusals(cards.void(fromSerial, toSerial, actor.username, today()));
      await record(actor, 'cards.void', `card:${fromSerial}`, requestId, { toSerial, reason, ...voided });
      return voided;
    },

    async detail(serial: string) {
      const card = await cards.detail(serial);
      if (!card) throw cardNotFound();
      return card;
    },

    async unlock(serial: string, reason: string, actor: StaffActor, requestId: string) {
      if (!(await cards.unlock(serial))) throw cardNotFound();
      await record(actor, 'card.unlock', `card:${serial}`, requestId, { reason });
      return (await cards.detail(serial))!;
    },
  };
}

export type SellCards = ReturnType<typeof createSellCards>;
