/** One household as rows: place, meters, people, readings, bills and money. */

import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import type { Installation } from '../../server/src/modules/billing/index.ts';
import type { OptionKind, TariffOption, TariffVersion } from '../../server/src/modules/tariffs/index.ts';
import { addDays, type BusinessDate, type Month } from '../../server/src/shared/dates.ts';
import { billMonths } from './bill-history.ts';
import type { DemoCalendar } from './calendar.ts';
import type { Rows } from './copy-tables.ts';
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
  const plan = planHousehold(seed, index, calendar.until);
  const meters = simulateMeters(plan, calendar, seed, () => rows.id('meters'));
  const accountId = writeSupply(context, plan, meters);
  const before = energyBefore(plan, calendar, seed);
  const random = createRandom(seed + 3, index);
  plan.holders.forEach((holder, place) => {
    const holderPeriodId = writeHolder(context, plan, holder, accountId, place);
    const options = writeOptions(rows, plan, holder, holderPeriodId, calendar.until);
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
  const home = { district, street, building, unit, room };
  rows.add('premises', {
    id: premisesId,
    region_code: town.regionCode,
    transformer_area_id: context.areaId(plan),
    ...home,
  });
  const pointId = rows.id('metering_points');
  rows.add('metering_points', { id: pointId, premises_id: premisesId, code: `MP${accountNo}` });
  for (const meter of meters.installations) writeMeter(rows, meter, pointId);
  const accountId = rows.id('supply_accounts');
  const account = { account_no: accountNo, region_code: town.regionCode, category: plan.category };
  rows.add('supply_accounts', { id: accountId, metering_point_id: pointId, ...account });
  return accountId;
}

function writeMeter(rows: Rows, meter: Installation, pointId: number): void {
  const { meterId, assetNo, digits, multiplier, timeOfUse, from, to } = meter;
  rows.add('meters', { id: meterId, asset_no: assetNo, digits, multiplier, time_of_use: timeOfUse });
  rows.add('meter_installations', {
    id: rows.id('meter_installations'),
    meter_id: meterId,
    metering_point_id: pointId,
    installed_on: from,
    removed_on: to === null ? null : addDays(to, 1),
  });
}

function writeHolder(
  { rows, cipher, onDemoHolder }: SeedContext,
  plan: HouseholdPlan,
  holder: Holder,
  accountId: number,
  place: number,
): number {
  const customerId = rows.id('customers');
  const { name, phone, identityNo } = holder;
  rows.add('customers', {
    id: customerId,
    name_enc: cipher.encrypt(name),
    name_hash: cipher.hash('name', name),
    phone_enc: cipher.encrypt(phone),
    phone_hash: cipher.hash('phone', phone),
    identity_no_enc: cipher.encrypt(identityNo),
    identity_hash: cipher.hash('identity-no', identityNo),
  });
  const holderPeriodId = rows.id('holder_periods');
  const contractNo = `HT${plan.place.accountNo}${String(place + 1).padStart(2, '0')}`;
  const period = { contract_no: contractNo, from_date: holder.from, to_date: holder.to };
  rows.add('holder_periods', {
    id: holderPeriodId,
    account_id: accountId,
    customer_id: customerId,
    ...period,
  });
  if (holder.to === null) onDemoHolder(phone, holderPeriodId);
  return holderPeriodId;
}

function writeOptions(
  rows: Rows,
  plan: HouseholdPlan,
  holder: Holder,
  holderPeriodId: number,
  until: BusinessDate,
): TariffOption[] {
  const options: TariffOption[] = [];
  /** `end` is the first day on which the option no longer holds. */
  const grant = (
    kind: OptionKind,
    from: BusinessDate,
    end: BusinessDate | null,
    people: number | null = null,
  ) => {
    options.push({ kind, from, to: end === null ? null : addDays(end, -1), people });
    const option = { kind, from_date: from, to_date: end, people };
    rows.add('tariff_options', {
      id: rows.id('tariff_options'),
      holder_period_id: holderPeriodId,
      ...option,
    });
  };
  if (plan.category === 'residential') grant(plan.timeOfUse ? 'time-of-use' : 'flat', holder.from, holder.to);
  if (plan.lowIncome) grant('low-income', holder.from, holder.to);
  // Granted in 2022 and renewed every two years, as Shandong asks.
  if (plan.people !== null && holder.to === null)
    for (let year = 2022; year <= Number(until.slice(0, 4)); year += 2)
      grant(
        'large-household',
        `${year}-01-01` as BusinessDate,
        `${year + 2}-01-01` as BusinessDate,
        plan.people,
      );
  return options;
}

function writeReadings(rows: Rows, meters: SimulatedMeters): void {
  for (const [meterId, readings] of meters.readings)
    for (const { on, total, peak, valley, quality } of readings) {
      const source = quality === 'actual' ? 'remote' : 'estimate';
      // Meters are read remotely in the first hours of the next day.
      const received_at = `${on} 16:20:00+00`;
      rows.add('readings', {
        meter_id: meterId,
        read_on: on,
        total,
        peak,
        valley,
        quality,
        source,
        received_at,
      });
    }
}
