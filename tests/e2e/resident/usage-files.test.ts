/** A resident takes a household's energy away as files; opened elsewhere they say what the hall said. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addDays, addMonths, businessDate, monthOf } from '../../../server/src/shared/dates.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { keepOnDevice } from '../../support/kept-on-device.ts';
import type { Household, Resident } from '../../support/world.ts';

let hall: RunningHall;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let home: Household;
let resident: Resident;
/** What the hall's own pages are told. */
let served: Period[];

interface Period {
  /** `2026-10`, or `2026-11-21`. */
  on: string;
  energy: string | null;
}

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  home = await hall.world.household();
  for (const [index, back] of [-4, -3, -2].entries())
    await hall.world.bill(home, {
      month: addMonths(monthOf(businessDate(new Date())), back),
      amountFen: 10_000 + index,
    });
  await readMeter();
  resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true, isDefault: true });
  served = await askForUsage();
  context = await browser.newContext({ viewport: { width: 375, height: 812 }, acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  await keepOnDevice(context, { token: resident.token, language: 'zh' });
  page = await context.newPage();
  await page.goto(`${hall.url}/#/packages/usage/history/index?accountNo=${home.accountNo}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** The register of each of the last 70 days, but for one: its day and the next are not known. */
async function readMeter(): Promise<void> {
  const yesterday = addDays(businessDate(new Date()), -1);
  let register = 1_234_567;
  for (let daysAgo = 70; daysAgo >= 0; daysAgo -= 1) {
    register += 500 + ((daysAgo * 37) % 700);
    if (daysAgo !== 9)
      await hall.owner.query(
        `INSERT INTO readings (meter_id, read_on, total, source) VALUES ($1, $2, $3, 'remote')`,
        [home.meterId, addDays(yesterday, -daysAgo), register],
      );
  }
}

async function askForUsage(): Promise<Period[]> {
  const ask = async (path: string) =>
    (await hall.call('GET', `/households/${home.accountNo}/usage${path}`, { token: resident.token })).body;
  const { months } = (await ask('?months=36')) as { months: { month: string; energy: string | null }[] };
  const { days } = (await ask('/daily?days=62')) as { days: Period[] };
  return [...months.map(({ month, energy }) => ({ on: month, energy })), ...days];
}

async function download(label: RegExp): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: label }).filter({ visible: true }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

const known = (periods: Period[]) =>
  periods.filter((period): period is { on: string; energy: string } => period.energy !== null);
/** In hundredths of a kWh, so that a sum is exact. */
const sum = (energies: string[]) => energies.reduce((total, one) => total + Math.round(Number(one) * 100), 0);

test('there is something to compare: months, days, and days that are not known', () => {
  expect(known(served.filter(({ on }) => on.length === 7)).length).toBeGreaterThanOrEqual(3);
  const days = served.filter(({ on }) => on.length === 10);
  expect(days).toHaveLength(62);
  expect(known(days)).toHaveLength(60);
});

test('the CSV has every month and day, each with the energy that the page was told, and gaps left empty', async () => {
  const { name, text } = await download(/CSV/);
  expect(name).toBe(`usage-${home.accountNo}.csv`);
  expect(text.startsWith('\ufeff')).toBe(true);
  const [head, ...rows] = text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map(line => line.split(','));
  expect(head!.slice(0, 2)).toEqual(['周期 period', '用电 kWh']);
  expect(new Set(rows.map(cells => cells.length))).toEqual(new Set([head!.length]));
  const told = Object.fromEntries(served.map(({ on, energy }) => [on, energy ?? '']));
  const written = Object.fromEntries(rows.map(([on, energy]) => [on!, energy!]));
  expect(Object.entries(written).filter(([on]) => on in told)).toHaveLength(served.length);
  for (const [on, energy] of Object.entries(told))
    expect({ on, energy: written[on] }).toEqual({ on, energy });
  expect(sum(Object.values(written).filter(Boolean))).toBe(sum(known(served).map(({ energy }) => energy)));
});

interface GreenButton {
  root: string;
  /** Of each meter reading: seconds of an interval (0: as long as its month), kind, unit, and the readings it leads to. */
  readings: {
    length: number;
    kind: string;
    unit: string;
    values: { start: number; seconds: number; wh: number }[];
  }[];
  strangers: string[];
}

test('the Green Button file is read by its links, and its watt hours are the kWh that the page was told', async () => {
  const { name, text } = await download(/Green Button/);
  expect(name).toBe(`usage-${home.accountNo}.xml`);
  const { root, readings, strangers } = await page.evaluate<GreenButton>(
    `${readAsAProgramme}(${JSON.stringify(text)})`,
  );
  expect(root).toBe('http://www.w3.org/2005/Atom feed');
  expect(strangers).toEqual([]);
  expect(readings.map(({ length, kind, unit }) => ({ length, kind, unit }))).toEqual([
    { length: 0, kind: '12', unit: '72' },
    { length: 86_400, kind: '12', unit: '72' },
  ]);
  const [months, days] = readings.map(({ values }) => values);
  const midnight = (on: string) => Date.parse(`${on.padEnd(10, '-01')}T00:00:00+08:00`) / 1000;
  for (const [values, periods] of [
    [months!, served.filter(({ on }) => on.length === 7)],
    [days!, served.filter(({ on }) => on.length === 10)],
  ] as const)
    expect(values.map(({ start, wh }) => ({ start, wh })).sort((a, b) => a.start - b.start)).toEqual(
      known([...periods])
        .map(({ on, energy }) => ({ start: midnight(on), wh: Math.round(Number(energy) * 1_000) }))
        .sort((a, b) => a.start - b.start),
    );
  // No interval reaches into the next.
  for (const values of [months!, days!])
    for (const [index, { start }] of values.entries())
      if (index > 0) expect(values[index - 1]!.start + values[index - 1]!.seconds).toBeLessThanOrEqual(start);
});

test('what is stored about the person is a download, too', async () => {
  await page.goto(`${hall.url}/#/packages/account/privacy/index`);
  const { name, text } = await download(/我的数据/);
  expect(name).toBe('dianting-my-data.json');
  expect(JSON.parse(text).bindings).toMatchObject([{ accountNo: home.accountNo }]);
});

/**
 * What a programme does that knows the format: from the usage point by its links to each meter reading, from there to its type and its
 * blocks. Runs in the browser, whose XML reader is a strict one.
 */
const readAsAProgramme = `(xml => {
  const atom = 'http://www.w3.org/2005/Atom';
  const espi = 'http://naesb.org/espi';
  const feed = new DOMParser().parseFromString(xml, 'application/xml').documentElement;
  const all = (one, space, name) => [...one.getElementsByTagNameNS(space, name)];
  const text = (one, name) => all(one, espi, name)[0]?.textContent ?? '';
  const entries = all(feed, atom, 'entry');
  const links = (entry, ...rels) =>
    all(entry, atom, 'link').filter(link => rels.includes(link.getAttribute('rel'))).map(link => link.getAttribute('href'));
  const related = (content, name) => {
    const targets = links(entries.find(one => one.contains(content)), 'related');
    return entries.filter(one => links(one, 'self', 'up').some(href => targets.includes(href))).flatMap(one => all(one, espi, name));
  };
  const number = (one, name) => Number(text(one, name));
  return {
    root: feed.namespaceURI + ' ' + feed.localName,
    strangers: [...feed.querySelectorAll('*')].filter(one => ![atom, espi].includes(one.namespaceURI)).map(one => one.outerHTML),
    readings: related(all(feed, espi, 'UsagePoint')[0], 'MeterReading').map(reading => {
      const [type] = related(reading, 'ReadingType');
      const values = related(reading, 'IntervalBlock').flatMap(block => all(block, espi, 'IntervalReading'));
      return {
        length: number(type, 'intervalLength'),
        kind: text(type, 'kind'),
        unit: text(type, 'uom'),
        values: values.map(one => ({
          start: number(one, 'start'),
          seconds: number(one, 'duration'),
          wh: number(one, 'value') * 10 ** number(type, 'powerOfTenMultiplier'),
        })),
      };
    }),
  };
})`;
