/** The scene of the stories about repairs: a grid, two crews, two clerks, and for each story a home of its own. What is exported changes with them. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import { type Crew, crewOf, layGrid } from './grid.ts';

export const clock = movingClock();
export let hall: RunningHall;
export let clerk: DeskMember;
export let colleague: DeskMember;
export let near: Crew;
export let far: Crew;
export let home: Household;
export let resident: Resident;

/** Before a suite's stories. */
export function setTheScene(): void {
  beforeAll(async () => {
    hall = await startHall({ clock });
    await layGrid(hall);
    [clerk, colleague] = [await addMember(hall, 'clerk'), await addMember(hall, 'clerk')];
    near = await crewOf(hall, '文登区', '昆嵛路');
    far = await crewOf(hall, '环翠区', '昆嵛路');
  });
  afterAll(() => hall.close());

  beforeEach(async () => {
    // What earlier stories left undone keeps nobody busy in this one.
    await hall.owner.query(
      `UPDATE repair_orders SET status = 'cancelled', team_id = NULL, accept_by = NULL, accepted_by = NULL WHERE status NOT IN ('done', 'archived', 'cancelled')`,
    );
    await hall.owner.query(`UPDATE repair_faults SET status = 'cancelled' WHERE status = 'open'`);
    [home, resident] = await newNeighbour();
  });
}

export async function newNeighbour(): Promise<[Household, Resident]> {
  const [household, person] = [await hall.world.household(), await hall.world.resident()];
  await hall.world.bind(person, household, { isHolder: true });
  // The story's time passes by days; nobody in it has to sign in again for that.
  for (const table of ['sessions', 'staff_sessions'])
    await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
  return [household, person];
}

export const words = '家里突然没电了，隔壁也没有';
export const report = async (from = home, by = resident, said = words): Promise<string> => {
  const body = { kind: 'repair', words: said, accountNo: from.accountNo };
  const answer = await hall.call('POST', '/cases', { token: by.token, key: freshKey(), body });
  expect(answer.status).toBe(201);
  return answer.body.caseNo;
};
export const repairOf = async (caseNo: string, by = resident) =>
  (await hall.call('GET', `/cases/${caseNo}/repair`, { token: by.token })).body.repair;
export const board = async () => (await hall.call('GET', '/staff/repairs', { cookie: clerk.cookie })).body;
export const orderOf = async (caseNo: string, by = resident): Promise<string> => {
  const { faultNo } = await repairOf(caseNo, by);
  const { rows } = await hall.owner.query(
    'SELECT order_no FROM repair_orders o JOIN repair_faults f ON f.id = o.fault_id WHERE f.fault_no = $1',
    [faultNo],
  );
  return rows[0].order_no;
};
export const read = async (orderNo: string) =>
  (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: clerk.cookie })).body;
export const crewAct = async (orderNo: string, body: object, by: DeskMember = near) => {
  const { version } = await read(orderNo);
  return hall.call('POST', `/staff/crew/orders/${orderNo}/acts`, {
    cookie: by.cookie,
    body: { version, ...body },
  });
};
export const deskAct = async (orderNo: string, body: object, by: DeskMember = clerk) => {
  const { version } = await read(orderNo);
  return hall.call('POST', `/staff/repairs/${orderNo}/acts`, {
    cookie: by.cookie,
    body: { version, ...body },
  });
};
export const notices = async (caseNo: string): Promise<string[]> =>
  (
    await hall.owner.query(`SELECT event FROM notices WHERE params->>'caseNo' = $1 ORDER BY id`, [caseNo])
  ).rows.map(({ event }) => event);
export const finish = { act: 'finish', cause: 'line', words: '更换烧断的接户线' };
/** From the crew's word to the customer's. @returns the order's number */
export const mend = async (caseNo: string): Promise<string> => {
  const orderNo = await orderOf(caseNo);
  for (const body of [{ act: 'accept' }, { act: 'arrive' }, finish]) await crewAct(orderNo, body);
  await hall.app.idle();
  return orderNo;
};
/** What a clerk does to the case. */
export const actOn = async (caseNo: string, body: object) => {
  const { version } = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
  const request = { cookie: clerk.cookie, body: { version, ...body } };
  return hall.call('POST', `/staff/cases/${caseNo}/acts`, request);
};
