/** Three hundred homes without power: one fault, one order, and everybody is told exactly once, also when the process dies in the middle. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { freshKey } from '../payments/story.ts';
import { type Crew, crewEverywhere, crewOf, layGrid, moveHome, streets } from './grid.ts';

const people = 300;
const crash = { left: 0 };
let hall: RunningHall;
let crew: Crew;

beforeAll(async () => {
  hall = await startHall({
    crashPoints: {
      reach(name) {
        if (name !== 'repair-batch-told' || crash.left === 0) return;
        crash.left -= 1;
        if (crash.left === 0) throw new Error('the process dies here');
      },
    },
  });
  await layGrid(hall);
});
afterAll(() => hall.close());

const report = (resident: Resident, { accountNo }: Household) =>
  hall.call('POST', '/cases', {
    token: resident.token,
    key: freshKey(),
    body: { kind: 'repair', words: '整栋楼都没电了', accountNo },
  });

/** So many at a time, as a town does. */
async function inTurns<T>(list: readonly T[], width: number, work: (each: T) => Promise<void>) {
  for (let start = 0; start < list.length; start += width)
    await Promise.all(list.slice(start, start + width).map(work));
}

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await hall.owner.query(sql, values)).rows[0].count);
const told = (event: string) =>
  count('SELECT count(DISTINCT person_id) AS count FROM notices WHERE event = $1', [event]);
const noticesOf = (event: string) => count('SELECT count(*) AS count FROM notices WHERE event = $1', [event]);

describe('three hundred reports', () => {
  let orderNo: string;

  const act = async (body: object) => {
    const { version } = (await hall.call('GET', `/staff/crew/orders/${orderNo}`, { cookie: crew.cookie }))
      .body;
    const answer = await hall.call('POST', `/staff/crew/orders/${orderNo}/acts`, {
      cookie: crew.cookie,
      body: { version, ...body },
    });
    expect([body, answer.status]).toEqual([body, 200]);
    // What the process itself would tell dies with it; the job finds the rest.
    await hall.app.idle();
    await hall.app.runJob('tell-reporters');
  };

  it('of one street become one fault with one order for one team', async () => {
    crew = await crewOf(hall, '文登区', '昆嵛路');
    const homes = await Promise.all(Array.from({ length: 30 }, () => hall.world.household()));
    const residents: [Resident, Household][] = [];
    await inTurns(
      Array.from({ length: people }, (_, index) => index),
      4,
      async index => {
        const home = homes[index % homes.length]!;
        const resident = await hall.world.resident();
        await hall.world.bind(resident, home);
        residents.push([resident, home]);
      },
    );
    await inTurns(residents, 25, async ([resident, home]) => {
      expect((await report(resident, home)).status).toBe(201);
    });
    const { rows } = await hall.owner.query(
      'SELECT f.reports, o.order_no, o.status FROM repair_faults f JOIN repair_orders o ON o.fault_id = f.id',
    );
    expect(rows).toEqual([{ reports: people, order_no: expect.any(String), status: 'dispatched' }]);
    orderNo = rows[0].order_no;
    expect(await noticesOf('repair-received')).toBe(people);
  });

  it('hear who is on the way, once, though the process dies after three batches', async () => {
    crash.left = 4;
    await act({ act: 'accept' });
    expect([await told('repair-on-way'), await noticesOf('repair-on-way')]).toEqual([people, people]);
    expect(await count(`SELECT count(*) FROM service_cases WHERE status = 'working'`)).toBe(people);
  });

  it('hear that it is mended, once, and have their cases answered, though it dies again', async () => {
    await act({ act: 'arrive' });
    crash.left = 2;
    const finishing = { act: 'finish', cause: 'transformer', words: '更换台区变压器熔断器' };
    await act(finishing);
    expect([await told('repair-restored'), await noticesOf('repair-restored')]).toEqual([people, people]);
    expect(await count(`SELECT count(*) FROM service_cases WHERE status = 'answered'`)).toBe(people);
    expect(await count(`SELECT count(*) FROM service_case_events WHERE act = 'answer'`)).toBe(people);
    expect(await count('SELECT count(*) FROM repair_tellings WHERE finished_at IS NULL')).toBe(0);
  });
});

it('wherever it is, the nearest free team of all 65 goes, by a calculation of its own', async () => {
  expect(await count('SELECT count(*) FROM grid_points')).toBe(65);
  await crewEverywhere(hall);
  const { rows: teams } = await hall.owner.query<{ id: string; name: string; lat: number; lon: number }>(
    'SELECT t.id, t.name, p.lat, p.lon FROM repair_teams t JOIN grid_points p ON p.id = t.point_id',
  );
  const busy = new Set<string>();
  // Through the ball, not along it: orders places alike and shares no formula with ours.
  const vector = ({ lat, lon }: { lat: number; lon: number }) => {
    const [north, east] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
  };
  const chord = (one: number[], other: number[]) =>
    Math.hypot(...one.map((value, axis) => value - other[axis]!));
  for (const street of streets.filter(
    ({ regionCode }, index) => regionCode === 'weihai' && index % 2 === 0,
  )) {
    const [home, resident] = [await hall.world.household(), await hall.world.resident()];
    await hall.world.bind(resident, home);
    await moveHome(hall, home.premisesId, street.district, street.street);
    const { caseNo } = (await report(resident, home)).body;
    const { repair } = (await hall.call('GET', `/cases/${caseNo}/repair`, { token: resident.token })).body;
    const place = vector(street);
    const free = teams.filter(({ name }) => !busy.has(name));
    const shortest = Math.min(...free.map(team => chord(place, vector(team))));
    const chosen = free.find(({ name }) => name === repair.team);
    expect([street.street, chosen && chord(place, vector(chosen))]).toEqual([
      street.street,
      expect.closeTo(shortest, 9),
    ]);
    busy.add(repair.team);
  }
});
