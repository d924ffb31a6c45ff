import { z } from 'zod';
import { ImportQuery } from '../staff.schemas.ts';

// What is missing or wrong is said of its row, and the good rows are taken: only a form that is none is refused as a whole.
const text = z.string().max(200).optional();
const day = text.describe('YYYY-MM-DD');
const kwh = text.describe('kWh, at most two decimals');

const AccountRow = z.strictObject({
  accountNo: text,
  region: text,
  category: text.describe('residential | commercial'),
  district: text,
  street: text,
  building: text,
  unit: text,
  room: text,
  transformerArea: text,
  holderName: text,
  holderPhone: text,
  identityNo: text,
  contractNo: text,
  heldFrom: day,
  plan: text.describe('flat | time-of-use'),
  people: z.int().optional().describe('Of a large household'),
  lowIncome: z.boolean().optional(),
});

const MeterRow = z.strictObject({
  assetNo: text,
  accountNo: text,
  installedOn: day,
  digits: z.int().optional().describe('6 unless said'),
  multiplier: z.int().optional().describe('1 unless said'),
  timeOfUse: z.boolean().optional(),
  openingTotalKwh: kwh,
  openingPeakKwh: kwh,
  openingValleyKwh: kwh,
  previousTotalKwh: text.describe('The last reading of the meter that hangs there, in kWh'),
  previousPeakKwh: kwh,
  previousValleyKwh: kwh,
});

const ReadingRow = z.strictObject({
  meterAssetNo: text,
  readOn: day,
  totalKwh: kwh,
  peakKwh: kwh,
  valleyKwh: kwh,
});

const OpeningEnergyRow = z.strictObject({
  accountNo: text,
  usedTo: text.describe('YYYY-MM-DD, the last day of a month: the hall bills from the day after'),
  energyKwh: text.describe('kWh used from the start of the tier year to that day'),
});

const degrees = text.describe('Decimal degrees');
const areaKind = text.describe('city | rural | remote');

const GridPointRow = z.strictObject({
  code: text,
  name: text,
  region: text,
  areaKind,
  lat: degrees,
  lon: degrees,
  teams: text.describe('Names of the teams that stand there, set apart by semicolons'),
});

const GridStreetRow = z.strictObject({
  pointCode: text,
  district: text,
  street: text,
  areaKind,
  lat: degrees,
  lon: degrees,
});

/** At most so many rows a call; more go by file. */
const rows = <Row extends z.ZodType>(row: Row) => z.strictObject({ rows: z.array(row).min(1).max(5_000) });

export const rowsOf = {
  accounts: rows(AccountRow),
  meters: rows(MeterRow),
  readings: rows(ReadingRow),
  'opening-energy': rows(OpeningEnergyRow),
  'grid-points': rows(GridPointRow),
  'grid-streets': rows(GridStreetRow),
};

export const FileQuery = ImportQuery.omit({ kind: true });
