/** Large customers: a statement of the month told to their contacts once, and a quarter with advice. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Household, Resident } from '../../support/world.ts';
import type { DeskMember } from '../access/scene.ts';
import { openServiceStory, type ServiceStory } from './service-story.ts';

let story: ServiceStory;
let clerk: DeskMember;
let home: Household;
let resident: Resident;

beforeAll(async () => {
  story = await openServiceStory();
  clerk = await story.member('clerk');
  ({ resident, home } = await story.resident());
  await story.hall.owner.query(`UPDATE supply_accounts SET importance = 'large' WHERE id = $1`, [
    home.accountId,
  ]);
});
afterAll(() => story.hall.close());

const pdf = async (path: string, headers: Record<string, string>) => {
  const reply = await fetch(`${story.hall.url}/api/v1${path}`, { headers });
  return {
    status: reply.status,
    begins: Buffer.from(await reply.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  };
};

it('the statement of a month is told to finance and managers once, and read by the customer and the desk', async () => {
  const path = `/households/${home.accountNo}/statements/2026-09/pdf`;
  expect((await pdf(path, { authorization: `Bearer ${resident.token}` })).status).toBe(404);
  for (const role of ['finance', 'manager', 'operations'])
    await story.send(clerk, `/staff/accounts/${home.accountNo}/contacts`, {
      role,
      name: '王会计',
      phone: '13800002222',
    });
  await story.hall.world.bill(home, { month: '2026-09', amountFen: 1_234_500, dueOn: '2026-10-20' });
  await Promise.all([
    story.hall.app.runJob('tell-large-customers'),
    story.hall.app.runJob('tell-large-customers'),
  ]);
  const { rows } = await story.hall.owner.query(
    `SELECT k.role, n.params FROM notices n JOIN account_contacts k ON k.id = n.contact_id WHERE n.event = 'large-statement' ORDER BY k.role`,
  );
  expect(rows).toEqual([
    { role: 'finance', params: { month: '2026-09', amountFen: 1_234_500 } },
    { role: 'manager', params: { month: '2026-09', amountFen: 1_234_500 } },
  ]);
  expect(await pdf(path, { authorization: `Bearer ${resident.token}` })).toEqual({
    status: 200,
    begins: '%PDF-',
  });
  const desk = `/staff/accounts/${home.accountNo}/statements/2026-09/pdf`;
  expect(await pdf(desk, { cookie: clerk.cookie })).toEqual({ status: 200, begins: '%PDF-' });
});

it('a quarter compares with the one before and advises; of one month the record written last holds', async () => {
  const record = (month: string, maxDemand: number, activeEnergy: number, reactiveEnergy: number) =>
    story.send(clerk, `/staff/accounts/${home.accountNo}/load-months`, {
      month,
      maxDemand,
      activeEnergy,
      reactiveEnergy,
    });
  await record('2026-05', 100, 40_000, 10_000);
  await record('2026-07', 999, 1, 1);
  await record('2026-07', 130, 40_000, 40_000);
  const { body } = await story.get(resident, `/households/${home.accountNo}/quarters/2026-Q3`);
  expect(body).toMatchObject({
    months: [{ month: '2026-07', maxDemand: 130, powerFactor: 707 }],
    now: { maxDemand: 130, powerFactor: 707, loadRate: 41 },
    before: { maxDemand: 100 },
  });
  expect(body.advice).toHaveLength(3);
  const chart = `/staff/accounts/${home.accountNo}/quarters/2026-Q3/pdf`;
  expect(await pdf(chart, { cookie: clerk.cookie })).toEqual({ status: 200, begins: '%PDF-' });
});

it('the desk finds who is large and what they have; the customer is told which papers there are', async () => {
  const list = (q: string) => story.get(clerk, `/staff/large-customers?q=${q}`);
  expect((await list(home.accountNo)).body.customers).toEqual([
    {
      accountNo: home.accountNo,
      name: expect.stringContaining('*'),
      lastBilled: '2026-09',
      lastLoad: '2026-07',
    },
  ]);
  expect((await list('9999999999')).body.customers).toEqual([]);
  const { body } = await story.get(clerk, `/staff/large-customers/${home.accountNo}`);
  expect(body).toMatchObject({
    statements: [{ month: '2026-09', totalFen: 1_234_500, owedFen: 1_234_500 }],
    quarters: ['2026-Q3', '2026-Q2'],
    loads: [
      { month: '2026-07', maxDemand: 130, reactive: 40_000, powerFactor: 707 },
      { month: '2026-05', maxDemand: 100 },
    ],
  });
  expect((await story.get(resident, `/households/${home.accountNo}/large-reports`)).body).toEqual({
    large: true,
    statements: body.statements,
    quarters: body.quarters,
  });
});

it('a household that is no large customer has neither', async () => {
  const other = await story.resident();
  const refused = await story.get(other.resident, `/households/${other.home.accountNo}/quarters/2026-Q3`);
  expect([refused.status, refused.body.error]).toEqual([404, 'large-customer-not-found']);
  const reports = await story.get(other.resident, `/households/${other.home.accountNo}/large-reports`);
  expect(reports.body).toEqual({ large: false, statements: [], quarters: [] });
});

it('the limits of the advice are changed from a day on, by the administrator, with their source', async () => {
  const administrator = await story.member('administrator');
  const rule = {
    name: 'load-rate-percent',
    value: 60,
    validFrom: '2099-01-01',
    source: '大客户服务规定（测试）',
  };
  expect((await story.send(clerk, '/staff/load-rules', rule)).status).toBe(403);
  const set = await story.send(administrator, '/staff/load-rules', rule);
  expect(set.body.rules[0]).toMatchObject({ ...rule, state: 'scheduled' });
  expect(set.body.rules).toHaveLength(4);
  const late = await story.send(administrator, '/staff/load-rules', { ...rule, validFrom: '2021-01-01' });
  expect([late.status, late.body.error]).toEqual([422, 'load-rule-in-the-past']);
});
