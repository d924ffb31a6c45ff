/** Bills as residents see them. Everything is asked by holder period, so a new holder never sees the old one's. */
import type { BoundHousehold } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { addMonths, businessDate, type Month, monthOf } from '../../shared/dates.ts';
import { toKwh } from '../../shared/energy.ts';
import type { Language } from '../../shared/errors.ts';
import { fen } from '../../shared/money.ts';
import type { TariffBook } from '../tariffs/index.ts';
import { billTitle, lateFeeTitle } from './bill.ts';
import { billNotFound } from './billing.errors.ts';
import type { BillsRepository, OwedRecord } from './bills.repository.ts';
import type { ReadUsage } from './read-usage.ts';
import { showBill, showBillRow } from './show-bill.ts';

export interface ReadBillsDependencies {
  clock: Clock;
  book: TariffBook;
  bills: BillsRepository;
  usage: ReadUsage;
}

const historyMonths = 36;

export function createReadBills({ clock, book, bills, usage }: ReadBillsDependencies) {
  const today = () => businessDate(clock.now());
  const kwh = (value: number | null) => (value === null ? null : toKwh(value));

  async function list(holderPeriodId: number, range: { from?: Month; to?: Month }) {
    const to = range.to ?? monthOf(today());
    return (await bills.list(holderPeriodId, range.from ?? addMonths(to, -historyMonths), to)).map(
      showBillRow,
    );
  }

  /** What only a household's own people see. */
  async function ownSummary(holderPeriodId: number) {
    const [balances, latest, { asOf, ...month }] = await Promise.all([
      bills.balances(holderPeriodId),
      list(holderPeriodId, {}),
      usage.thisMonth(holderPeriodId),
    ]);
    return {
      ...balances,
      asOf,
      latestBill: latest.find(({ status }) => status !== 'reversed') ?? null,
      thisMonth: {
        month: month.month,
        energy: kwh(month.energy),
        lastMonthEnergy: kwh(month.lastMonthEnergy),
        lastYearEnergy: kwh(month.lastYearEnergy),
      },
    };
  }

  return {
    list,

    /** As the person sees it; staff are none. */
    async find(holderPeriodId: number, billNo: string, personId: string | null, language: Language) {
      const bill = await bills.find({ holderPeriodId, billNo, personId, today: today() });
      if (!bill) throw billNotFound();
      return showBill(bill, await book.editions(bill.content.versions ?? []), language);
    },

    async summary({ accountNo, holderPeriodId, level }: BoundHousehold, language: Language) {
      const owed = await bills.owed(holderPeriodId, clock.now());
      const hidden = { balanceFen: null, prepaidFen: null, asOf: null, latestBill: null, thisMonth: null };
      const own = level === 'full' ? await ownSummary(holderPeriodId) : hidden;
      const overdue = owed.filter(({ dueOn }) => dueOn < today());
      return {
        accountNo,
        ...own,
        owedFen: sumOutstanding(owed),
        overdueFen: sumOutstanding(overdue),
        dueOn: owed.map(({ dueOn }) => dueOn).sort()[0] ?? null,
        openPayables: owed.map(one => showOwed(one, language)),
      };
    },

    /** For payments: the bills among these payables. */
    async describe(payableIds: readonly number[]) {
      const described = await bills.describe(payableIds);
      return described.map(({ outstandingFen, ...payable }) => ({
        ...payable,
        kind: 'bill',
        title: billTitle(payable.month),
        outstandingFen: fen(outstandingFen),
      }));
    },
  };
}

export type ReadBills = ReturnType<typeof createReadBills>;

function outstanding({ amountFen, paidFen }: OwedRecord): number {
  return amountFen - paidFen;
}

function sumOutstanding(owed: OwedRecord[]): number {
  return owed.reduce((sum, one) => sum + outstanding(one), 0);
}

function showOwed(owed: OwedRecord, language: Language) {
  const { payableId, kind, month, amountFen, paidFen, dueOn, locked } = owed;
  return {
    payableId,
    kind,
    title: (kind === 'bill' ? billTitle : lateFeeTitle)(month)[language],
    month,
    amountFen,
    paidFen,
    outstandingFen: outstanding(owed),
    dueOn,
    locked,
  };
}
