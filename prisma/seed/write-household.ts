/** One household as rows: place, meters, people, readings, bills and money. */

import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import type { RegisterReading } from '../../server/src/modules/billing/index.ts';
import type { OptionKind, TariffOption, TariffVersion } from '../../server/src/modules/tariffs/index.ts';
import { addDays, type Month } from '../../server/src/shared/dates.ts';
import { billMonths } from './bill-history.ts';
import type { DemoCalendar } from './calendar.ts';
import type { Cell, Rows } from './copy-tables.ts';
import { type Holder, type HouseholdPlan, planHousehold } from './households.ts';
import { writeMoney } from './money-history.ts';
import { createRandom } from './random.ts';
import { energyBefore, type SimulatedMeters, simulateMeters } from './simulate-meters.ts';

export interface SeedContext {
  seed: number;
  calendar: DemoCalendar;
  rows: Rows;
  cipher: FieldCipher;
  versionsOf(regionCode: string, category: string): TariffVersion[];
  /** Row number of a transformer area, made on first sight. */
  areaId(plan: HouseholdPlan): number;
  /** The demo's person with this phone, if there is one. */
  personOf(phone: string): string | null;
  /** Told of every present holder who is one of the demo's people. */
  onDemoHolder(phone: string, holderPeriodId: number): void;
  billedFrom: Month;
  booksFrom: Month;
  newBillNo(month: Month): string;
}

export function writeHousehold(context: SeedContext, index: number): void {
  const { rows, seed, calendar } = context;
  const plan = planHousehold(seed, index);
  const meters = simulateMeters(plan, calendar, seed, () => rows.id('meters'));
  const accountId = writeSupply(context, plan, meters);
  const before = energyBefore(plan, calendar, seed);
  const random = createRandom(seed + 3, index);
  plan.holders.forEach((holder, place) => {
    const holderPeriodId = writeHolder(context, plan, holder, accountId, place);
    const options = writeOptions(rows, plan, holder, holderPeriodId);
    const versions = context.versionsOf(plan.place.town.regionCode, plan.category);
    const { months } = calendar;
    const bills = billMonths({
      plan,
      meters,
      versions,
      holder: place,
      options,
      months,
      billedFrom: context.billedFrom,
      before,
    });
    const personId = context.personOf(holder.phone);
    const money = { holderPeriodId, accountId, personId, paying: plan.paying, settled: holder.to !== null };
    const { booksFrom, newBillNo } = context;
    writeMoney(rows, bills, money, { booksFrom, newBillNo, until: calendar.until }, random);
  });
  writeReadings(rows, meters);
}

function writeSupply(context: SeedContext, plan: HouseholdPlan, meters: SimulatedMeters): number {
  const { rows } = context;
  const { town, district, street, building, unit, room, accountNo } = plan.place;
  const premisesId = rows.id('premises');
  rows.add('premises', [
    premisesId,
    town.regionCode,
    context.areaId(plan),
    district,
    street,
    building,
    unit,
    room,
  ]);
  const pointId = rows.id('metering_points');
  rows.add('metering_points', [pointId, premisesId, `MP${accountNo}`]);
  for (const { meterId, assetNo, digits, multiplier, timeOfUse, from, to } of meters.installations) {
    rows.add('meters', [meterId, assetNo, digits, multiplier, timeOfUse]);
    const removedOn = to === null ? null : addDays(to, 1);
    rows.add('meter_installations', [rows.id('meter_installations'), meterId, pointId, from, removedOn]);
  }
  const accountId = rows.id('supply_accounts');
  rows.add('supply_accounts', [accountId, accountNo, town.regionCode, pointId, plan.category]);
  return accountId;
}

function writeHolder(
  { rows, cipher, onDemoHolder }: SeedContext,
  plan: HouseholdPlan,
  holder: Holder,
  accountId: number,
  place: number,
): number {
  const customerId = rows.id('customers');
  const sealed = (kind: string, text: string): Cell[] => [cipher.encrypt(text), cipher.hash(kind, text)];
  const { name, phone, identityNo } = holder;
  rows.add('customers', [
    customerId,
    ...sealed('name', name),
    ...sealed('phone', phone),
    ...sealed('identity-no', identityNo),
  ]);
  const holderPeriodId = rows.id('holder_periods');
  const contractNo = `HT${plan.place.accountNo}${String(place + 1).padStart(2, '0')}`;
  rows.add('holder_periods', [holderPeriodId, accountId, customerId, contractNo, holder.from, holder.to]);
  if (holder.to === null) onDemoHolder(phone, holderPeriodId);
  return holderPeriodId;
}

function writeOptions(
  rows: Rows,
  plan: HouseholdPlan,
  holder: Holder,
  holderPeriodId: number,
): TariffOption[] {
  const options: TariffOption[] = [];
  const to = holder.to === null ? null : addDays(holder.to, -1);
  const grant = (kind: OptionKind, from: TariffOption['from'], people: number | null = null) => {
    options.push({ kind, from, to, people });
    rows.add('tariff_options', [rows.id('tariff_options'), holderPeriodId, kind, from, holder.to, people]);
  };
  if (plan.category === 'residential') grant(plan.timeOfUse ? 'time-of-use' : 'flat', holder.from);
  if (plan.lowIncome) grant('low-income', holder.from);
  // Granted in 2022 and renewed every two years, as Shandong asks.
  if (plan.people !== null && holder.to === null)
    for (const year of [2022, 2024, 2026]) grantYears(rows, options, holderPeriodId, plan.people, year);
  return options;
}

function grantYears(
  rows: Rows,
  options: TariffOption[],
  holderPeriodId: number,
  people: number,
  year: number,
): void {
  const from = `${year}-01-01` as TariffOption['from'];
  const end = `${year + 2}-01-01` as TariffOption['from'];
  options.push({ kind: 'large-household', from, to: addDays(end, -1), people });
  rows.add('tariff_options', [
    rows.id('tariff_options'),
    holderPeriodId,
    'large-household',
    from,
    end,
    people,
  ]);
}

function writeReadings(rows: Rows, meters: SimulatedMeters): void {
  for (const [meterId, readings] of meters.readings)
    for (const reading of readings) rows.add('readings', readingRow(meterId, reading));
}

function readingRow(meterId: number, { on, total, peak, valley, quality }: RegisterReading): Cell[] {
  const source = quality === 'actual' ? 'remote' : 'estimate';
  // Meters are read remotely in the first hours of the next day.
  return [meterId, on, total, peak, valley, quality, source, `${on} 16:20:00+00`];
}
