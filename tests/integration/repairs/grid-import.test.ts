/** A utility brings its own grid: points with teams, streets with their middles; then its crew is sent to a fault. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import { moveHome } from './grid.ts';

let hall: RunningHall;
let clerk: DeskMember;
let supervisor: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  [clerk, supervisor] = [await addMember(hall, 'clerk'), await addMember(hall, 'supervisor')];
  await hall.world.household();
});
afterAll(() => hall.close());

const headings = {
  'grid-points': 'code,name,region,area_kind,lat,lon,teams',
  'grid-streets': 'point_code,district,street,area_kind,lat,lon',
};
const upload = (kind: keyof typeof headings, lines: string[]) =>
  hall.call('POST', `/staff/imports?kind=${kind}&name=grid.csv`, {
    cookie: clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: `${[headings[kind], ...lines].join('\n')}\n`,
  });
const rulesOf = (answer: { body: { errors: { line: number; field: string; rule: string }[] } }) =>
  answer.body.errors.map(({ line, field, rule }) => [line, field, rule]);
const board = async () => (await hall.call('GET', '/staff/repairs', { cookie: supervisor.cookie })).body;
const pointOf = async (code: string) =>
  (await board()).points.find((point: { code: string }) => point.code === code);

const east = 'E-1,城东抢修点,weihai,city,37.19,122.06,城东一队；城东二队';
const west = 'W-1,城西抢修点,weihai,rural,37.2,121.9,城西队';

it('points come with their teams, a repeat changes nothing, and a point that moved is taken over', async () => {
  expect((await upload('grid-points', [east, west])).body).toMatchObject({ accepted: 2, rejected: 0 });
  expect((await upload('grid-points', [east, west, west])).body).toMatchObject({
    accepted: 0,
    unchanged: 3,
    rejected: 0,
  });
  const { id } = await pointOf('E-1');
  const teams = async () =>
    (await board()).teams
      .filter((team: { pointId: number }) => team.pointId === id)
      .map(({ name }: { name: string }) => name);
  expect(await teams()).toEqual(['城东一队', '城东二队']);
  const moved = 'E-1,城东抢修点,weihai,city,37.195,122.06,城东三队';
  expect((await upload('grid-points', [moved])).body).toMatchObject({ accepted: 1 });
  expect(await pointOf('E-1')).toMatchObject({ id, lat: 37.195 });
  // A team has orders to its name: none goes by being left out.
  expect(await teams()).toEqual(['城东一队', '城东二队', '城东三队']);
});

it('bad points and streets are reported with line and reason, and the good ones are taken', async () => {
  const points = await upload('grid-points', [
    'N-1,城北抢修点,mars,city,37.3,122.1,',
    'N 1,城北抢修点,weihai,city,37.3,122.1,',
    'N-1,城北抢修点,weihai,town,37.3,122.1,',
    'N-1,城北抢修点,weihai,city,97.3,122.1,',
    'N-1,城北抢修点,weihai,city,37.3,东经122,',
    'N-1,,weihai,city,37.3,122.1,',
    'N-9,城北抢修点,weihai,city,37.3,122.1,城北队;城西队',
    'E-1,城东抢修点,wuhu,city,37.195,122.06,',
    'N-2,城北二点,weihai,remote,37.4,122.2,',
    'N-2,城北三点,weihai,remote,37.4,122.2,',
  ]);
  expect(points.body).toMatchObject({ accepted: 1, rejected: 9 });
  expect(rulesOf(points)).toEqual([
    [2, 'region', 'unknown-region'],
    [3, 'code', 'format-code'],
    [4, 'area_kind', 'one-of'],
    [5, 'lat', 'format-degrees'],
    [6, 'lon', 'format-degrees'],
    [7, 'name', 'required'],
    [8, 'teams', 'team-taken'],
    [9, 'region', 'kept'],
    [11, 'code', 'repeated'],
  ]);
  const streets = await upload('grid-streets', [
    'E-1,文登区,文山路,city,37.19,122.05',
    'X-1,文登区,龙山路,city,37.19,122.05',
    'W-1,文登区,文山路,city,37.19,122.05',
    'E-1,文登区,昆嵛路,city,,122.05',
  ]);
  expect(rulesOf(streets)).toEqual([
    [3, 'point_code', 'unknown-point'],
    [4, 'street', 'repeated'],
    [5, 'lat', 'required'],
  ]);
  expect(streets.body).toMatchObject({ accepted: 1, rejected: 3 });
  expect((await pointOf('E-1')).streets).toEqual(['文登区文山路']);
});

it('comes from a connected system as well, and a street goes over to another point', async () => {
  const administrator = await addMember(hall, 'administrator');
  const at = { cookie: administrator.cookie };
  const system = { code: 'grid', name: '配网系统', scopes: ['grid-points', 'grid-streets'], addresses: [] };
  await hall.call('POST', '/staff/connected-systems', { ...at, key: freshKey(), body: system });
  const made = await hall.call('POST', '/staff/connected-systems/grid/keys', {
    ...at,
    key: freshKey(),
    body: { keyId: 'first' },
  });
  const bring = (kind: string, rows: object[]) =>
    hall.call('POST', `/data/${kind}`, { token: made.body.key, body: { rows } });
  const street = {
    pointCode: 'W-1',
    district: '文登区',
    street: '文山路',
    areaKind: 'rural',
    lat: '37.19',
    lon: '122.05',
  };
  expect((await bring('grid-streets', [street])).body).toMatchObject({ accepted: 1, rejected: 0 });
  expect((await bring('grid-streets', [street])).body).toMatchObject({ accepted: 0, unchanged: 1 });
  expect((await pointOf('E-1')).streets).toEqual([]);
  expect((await pointOf('W-1')).streets).toEqual(['文登区文山路']);
  const refused = await bring('grid-points', [
    { code: 'S-1', name: '城南抢修点', region: 'weihai', areaKind: 'sea', lat: '37', lon: '122' },
  ]);
  expect(rulesOf(refused)).toEqual([[1, 'areaKind', 'one-of']]);
});

it('then a fault on such a street goes to the nearest of the teams that have people', async () => {
  const { teams } = await board();
  for (const name of ['城东一队', '城西队']) {
    const crew = await addMember(hall, 'crew');
    const { id } = teams.find((team: { name: string }) => team.name === name);
    const put = await hall.call('PUT', `/staff/repair-crews/${crew.username}`, {
      cookie: supervisor.cookie,
      body: { teamId: id },
    });
    expect(put.status).toBe(200);
  }
  const home = await hall.world.household();
  await moveHome(hall, home.premisesId, '文登区', '文山路');
  const resident = await hall.world.resident();
  await hall.world.bind(resident, home);
  const reported = await hall.call('POST', '/cases', {
    token: resident.token,
    key: freshKey(),
    body: { kind: 'repair', words: '整栋楼都没电了', accountNo: home.accountNo },
  });
  expect(reported.status).toBe(201);
  // 文山路 at 122.05 is a kilometre from the east and thirteen from the west.
  expect((await board()).orders).toMatchObject([{ status: 'dispatched', team: '城东一队' }]);
});
