/** What a new edition would have meant: the bills of a past month rated by it and by what is in force, side by side. */
import type { StaffActor } from '../../../http/access.ts';
import type { Clock } from '../../../infra/clock.ts';
import { type Audit, staffName } from '../../../shared/audit.ts';
import { addMonths, type BusinessDate, businessDate, type Month, monthOf } from '../../../shared/dates.ts';
import { type TariffBook, type TariffRules, versionOn } from '../../tariffs/index.ts';
import { trySum } from './rate-trial.ts';
import type { TrialBillsRepository } from './trial-bills.repository.ts';

/** More than this says nothing new, and a page waits for the answer. */
const mostBills = 20_000;
const shownExtremes = 5;
const exampleKwh = [100, 200, 300, 400, 600, 1_000];

export interface TrialRequest {
  regionCode: string;
  category: 'residential' | 'commercial';
  month?: Month;
  rules: TariffRules;
}

interface Compared {
  accountNo: string;
  beforeFen: number;
  afterFen: number;
}

interface Dependencies {
  clock: Clock;
  audit: Audit;
  book: TariffBook;
  bills: TrialBillsRepository;
}

export function createTryTariff({ clock, audit, book, bills }: Dependencies) {
  return async function tryTariff(actor: StaffActor, request: TrialRequest, requestId: string) {
    const { regionCode, category, rules } = request;
    const versions = await book.of(regionCode, category);
    const today = businessDate(clock.now());
    const present = versionOn(versions, today).rules;
    const month =
      request.month ?? (await bills.latestMonth(regionCode, category)) ?? addMonths(monthOf(today), -1);
    const compared: Compared[] = [];
    let notRated = 0;
    for await (const bill of bills.bills(regionCode, category, month, mostBills)) {
      const [beforeFen, afterFen] = [trySum(bill, present), trySum(bill, rules)];
      if (beforeFen === undefined || afterFen === undefined) notRated += 1;
      else compared.push({ accountNo: bill.accountNo, beforeFen, afterFen });
    }
    const subject = `tariff:${regionCode}/${category}`;
    await audit.record({
      actor: staffName(actor),
      action: 'tariff.try',
      subject,
      detail: { month, bills: compared.length },
      requestId,
    });
    return { month, notRated, ...summary(compared), examples: examples(month, present, rules) };
  };
}

function summary(compared: readonly Compared[]) {
  const change = ({ beforeFen, afterFen }: Compared) => afterFen - beforeFen;
  const sum = (pick: (one: Compared) => number) => compared.reduce((total, one) => total + pick(one), 0);
  const sorted = [...compared].sort((left, right) => change(right) - change(left));
  return {
    bills: compared.length,
    beforeFen: sum(one => one.beforeFen),
    afterFen: sum(one => one.afterFen),
    dearer: compared.filter(one => change(one) > 0).length,
    cheaper: compared.filter(one => change(one) < 0).length,
    /** Households by how their bill would change, in steps of yuan a month. */
    spread: spreadOf(compared.map(change)),
    mostDearer: sorted.filter(one => change(one) > 0).slice(0, shownExtremes),
    mostCheaper: sorted
      .filter(one => change(one) < 0)
      .slice(-shownExtremes)
      .reverse(),
  };
}

/** Upper ends in fen; the last step is open. */
const steps = [-5_000, -2_000, -500, -1, 0, 499, 1_999, 4_999];

function spreadOf(changes: readonly number[]) {
  return [...steps, null].map((to, index) => {
    const from = index === 0 ? null : steps[index - 1]! + 1;
    const count = changes.filter(fen => (from === null || fen >= from) && (to === null || fen <= to)).length;
    return { fromFen: from, toFen: to, count };
  });
}

/** A month of a household that begins its tier year: what everybody can check by hand. */
function examples(month: Month, before: TariffRules, after: TariffRules) {
  const from = `${month}-01` as BusinessDate;
  const to = `${month}-28` as BusinessDate;
  const sumOf = (kwh: number, timeOfUse: boolean, rules: TariffRules) =>
    trySum(
      {
        from,
        to,
        energy: kwh * 100,
        holding: { from: '2000-01-01' as BusinessDate, to: null },
        options: timeOfUse
          ? [{ kind: 'time-of-use', from: '2000-01-01' as BusinessDate, to: null, people: null }]
          : [],
        content: { readings: halfValley(kwh), lines: [], tier: null, versions: [] },
      },
      rules,
    ) ?? null;
  return exampleKwh.map(kwh => ({
    kwh,
    flatBeforeFen: sumOf(kwh, false, before),
    flatAfterFen: sumOf(kwh, false, after),
    timeOfUseBeforeFen: before.timeOfUse ? sumOf(kwh, true, before) : null,
    timeOfUseAfterFen: after.timeOfUse ? sumOf(kwh, true, after) : null,
  }));
}

function halfValley(kwh: number) {
  const point = { on: '2000-01-01' as BusinessDate, value: 0 };
  const quality = 'actual' as const;
  return [
    {
      assetNo: '',
      register: 'valley' as const,
      from: point,
      to: point,
      multiplier: 1,
      energy: kwh * 50,
      quality,
    },
  ];
}

export type TryTariff = ReturnType<typeof createTryTariff>;
