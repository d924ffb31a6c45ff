/** Cards handed over, paid for, or taken back. Numbers and sums go to the audit log, in the same transaction; the books are kept by the database. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import { auditStatement } from '../../infra/with-audit.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { cardNotFound, refusals } from './cards.errors.ts';
import type { CardsRepository } from './cards.repository.ts';

interface Dependencies {
  cards: CardsRepository;
  clock: Clock;
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>;
}

interface Entry {
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export function createSellCards({ cards, clock, inTransaction }: Dependencies) {
  const today = () => businessDate(clock.now());
  const recorded = <T>(
    actor: StaffActor,
    requestId: string,
    act: (tx: PoolClient) => Promise<T>,
    entryOf: (done: T) => Entry,
  ): Promise<T> =>
    refusals(
      inTransaction(async tx => {
        const done = await act(tx);
        await tx.query(auditStatement({ actor: staffName(actor), requestId, ...entryOf(done) }));
        return done;
      }),
    );

  return {
    sell(
      range: { fromSerial: string; toSerial: string; buyer: string },
      actor: StaffActor,
      requestId: string,
    ) {
      const { fromSerial, toSerial, buyer } = range;
      return recorded(
        actor,
        requestId,
        tx => cards.sell(tx, fromSerial, toSerial, buyer, actor.username, today()),
        sale => ({
          action: 'cards.sell',
          subject: `card-sale:${sale.saleNo}`,
          detail: { fromSerial, toSerial, ...sale },
        }),
      );
    },

    async settle(
      saleNo: string,
      bank: { bankReference: string; creditedFen?: number },
      actor: StaffActor,
      requestId: string,
    ) {
      const paidFen = await recorded(
        actor,
        requestId,
        tx => cards.settleSale(tx, saleNo, bank, actor.username, today()),
        paid => ({
          action: 'card-sale.settle',
          subject: `card-sale:${saleNo}`,
          detail: { paidFen: paid, ...bank },
        }),
      );
      return { saleNo, paidFen };
    },

    async repay(saleNo: string, bankReference: string, actor: StaffActor, requestId: string) {
      const repaidFen = await recorded(
        actor,
        requestId,
        tx => cards.repaySale(tx, saleNo, bankReference, actor.username, today()),
        repaid => ({
          action: 'card-sale.repay',
          subject: `card-sale:${saleNo}`,
          detail: { repaidFen: repaid, bankReference },
        }),
      );
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

    takeBack(
      range: { fromSerial: string; toSerial: string; reason: string },
      actor: StaffActor,
      requestId: string,
    ) {
      const { fromSerial, toSerial, reason } = range;
      return recorded(
        actor,
        requestId,
        tx => cards.void(tx, fromSerial, toSerial, actor.username, today()),
        voided => ({
          action: 'cards.void',
          subject: `card:${fromSerial}`,
          detail: { toSerial, reason, ...voided },
        }),
      );
    },

    async detail(serial: string) {
      const card = await cards.detail(serial);
      if (!card) throw cardNotFound();
      return card;
    },

    async unlock(serial: string, reason: string, actor: StaffActor, requestId: string) {
      await recorded(
        actor,
        requestId,
        async tx => {
          if (!(await cards.unlock(tx, serial))) throw cardNotFound();
        },
        () => ({ action: 'card.unlock', subject: `card:${serial}`, detail: { reason } }),
      );
      return (await cards.detail(serial))!;
    },
  };
}

export type SellCards = ReturnType<typeof createSellCards>;
