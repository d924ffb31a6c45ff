/** A repair as everybody lives it: one report, one order, one team, one arrival, one fix; its clocks, and who may see what. */
import { describe, expect, it } from '@jest/globals';
import { gridPlan } from '../../../prisma/seed/repair-grid.ts';
import { readFacts } from '../../../server/src/modules/stars/star-facts.repository.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import { moveHome } from './grid.ts';
import {
  board,
  clerk,
  clock,
  crewAct,
  deskAct,
  far,
  finish,
  hall,
  home,
  mend,
  near,
  newNeighbour,
  notices,
  orderOf,
  read,
  repairOf,
  report,
  resident,
  setTheScene,
} from './repair-story.ts';

const minute = 60;
setTheScene();

describe('the five ones', () => {
  it('from the report to the answer the customer judges, with a word at each step', async () => {
    const caseNo = await report();
    expect(await repairOf(caseNo)).toMatchObject({ status: 'dispatched', team: near.teamName, crew: null });
    const orderNo = await orderOf(caseNo);

    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    expect(await repairOf(caseNo)).toMatchObject({ status: 'accepted', crew: near.username });
    expect((await crewAct(orderNo, { act: 'arrive' })).status).toBe(200);
    expect((await crewAct(orderNo, finish)).status).toBe(200);
    await hall.app.idle();

    const said = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(said.body).toMatchObject({ status: 'answered', outcome: 'solved', remedy: '更换烧断的接户线' });
    expect(said.body.acts).toContain('accept');
    expect(await notices(caseNo)).toEqual(['repair-received', 'repair-on-way', 'repair-restored']);
    const filed = await deskAct(orderNo, { act: 'archive' });
    expect(filed.body.status).toBe('archived');
    expect(filed.body.events.map(({ act }: { act: string }) => act)).toEqual([
      'open',
      'dispatch',
      'accept',
      'arrive',
      'finish',
      'archive',
    ]);
    const { rows: audited } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action NOT LIKE '%read' ORDER BY id`,
      [`repair:${orderNo}`],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'repair.open',
      'repair.dispatch',
      'repair.accept',
      'repair.arrive',
      'repair.finish',
      'repair.archive',
    ]);
  });

  it('the crew on its way has the case in hand, minute after minute, until it is a crew no longer', async () => {
    const caseNo = await report();
    expect((await crewAct(await orderOf(caseNo), { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    const watched = async () => {
      await hall.app.runJob('watch-cases');
      const { status, owner, events } = (
        await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })
      ).body;
      return { status, owner, left: events.some(({ act }: { act: string }) => act === 'owner-left') };
    };
    expect(await watched()).toEqual({ status: 'working', owner: near.username, left: false });
    const roles = (list: string[]) =>
      hall.owner.query('UPDATE staff_members SET roles = $2 WHERE username = $1', [near.username, list]);
    await roles(['finance']);
    expect(await watched()).toEqual({ status: 'new', owner: null, left: true });
    await roles(['crew']);
  });

  it('reports of one place are one fault with one order; of another street another', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other);
    const [elsewhere, stranger] = await newNeighbour();
    await moveHome(hall, elsewhere.premisesId, '文登区', '青岛路');
    const third = await report(elsewhere, stranger);
    expect(await orderOf(second, other)).toBe(await orderOf(first));
    expect((await repairOf(first)).reports).toBe(2);
    expect(await orderOf(third, stranger)).not.toBe(await orderOf(first));
  });

  it('hours later the fault that is still open, and shown as known, takes the report', async () => {
    const first = await report();
    clock.pass(121 * minute);
    const [otherHome, other] = await newNeighbour();
    expect(await orderOf(await report(otherHome, other), other)).toBe(await orderOf(first));
    expect((await repairOf(first)).reports).toBe(2);
  });

  it('a report of something else is taken out by a dispatcher, and has an order of its own', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other, '我家电表箱冒烟了');
    const orderNo = await orderOf(first);
    const kept = await deskAct(orderNo, { act: 'separate', caseNo: second, words: '不是同一个故障' });
    expect(kept.body.reports).toBe(1);
    expect(await orderOf(second, other)).not.toBe(orderNo);
    const last = await deskAct(orderNo, { act: 'separate', caseNo: first, words: '只剩这一个' });
    expect([last.status, last.body.error]).toEqual([422, 'repair-report-not-in-fault']);
  });

  it('a neighbour never joins what was taken out of the fault, nor what was reported again', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    const second = await report(otherHome, other, '我家电表箱冒烟了');
    const shared = await orderOf(first);
    await deskAct(shared, { act: 'separate', caseNo: second, words: '不是同一个故障' });
    const [thirdHome, third] = await newNeighbour();
    expect(await orderOf(await report(thirdHome, third), third)).toBe(shared);
    for (const body of [{ act: 'accept' }, { act: 'arrive' }, finish]) await crewAct(shared, body);
    await hall.app.idle();
    await hall.call('POST', `/cases/${first}/rating`, {
      token: resident.token,
      body: { stars: 2, satisfied: false, words: '只有我家还没电' },
    });
    const [fourthHome, fourth] = await newNeighbour();
    const { faults } = (
      await hall.call('GET', `/households/${fourthHome.accountNo}/known-faults`, { token: fourth.token })
    ).body;
    expect(faults).toEqual([]);
    const own = await orderOf(await report(fourthHome, fourth), fourth);
    expect([shared, await orderOf(first), await orderOf(second, other)]).not.toContain(own);
  });

  it('whoever comes late hears at once who is on the way', async () => {
    const orderNo = await orderOf(await report());
    await crewAct(orderNo, { act: 'accept' });
    await hall.app.idle();
    const [otherHome, other] = await newNeighbour();
    const late = await report(otherHome, other);
    await hall.app.runJob('tell-reporters');
    expect(await notices(late)).toEqual(['repair-received', 'repair-on-way']);
  });
});

describe('before a report is sent', () => {
  it('the neighbour sees the fault that is known, and the outage that was announced', async () => {
    const known = async (from: Household, by: Resident) =>
      (await hall.call('GET', `/households/${from.accountNo}/known-faults`, { token: by.token })).body;
    expect(await known(home, resident)).toEqual({ faults: [], outages: [] });
    await report();
    const [otherHome, other] = await newNeighbour();
    await hall.owner.query(
      `WITH o AS (INSERT INTO outages (outage_no, kind, status, reason, area, from_at, until_at, version, created_by, created_at, published_at)
         VALUES ('TD20261129900', 'planned', 'published', '线路检修', '昆嵛路', $2::timestamptz + interval '1 hour', $2::timestamptz + interval '5 hours', 1, 'staff:clerk1', $2, $2) RETURNING id)
       INSERT INTO outage_accounts (outage_id, account_id) SELECT id, $1 FROM o`,
      [otherHome.accountId, clock.now()],
    );
    expect(await known(otherHome, other)).toMatchObject({
      faults: [{ reports: 1, status: 'dispatched' }],
      outages: [{ outageNo: 'TD20261129900', reason: '线路检修' }],
    });
    expect((await known(home, resident)).outages).toEqual([]);
  });
});

describe('the clocks', () => {
  const limits = { city: [45, 180], rural: [90, 240], remote: [120, 240] } as const;
  it.each(['city', 'rural', 'remote'] as const)('of a %s area are T2’s', async kind => {
    const street = gridPlan().streets.find(each => each.regionCode === 'weihai' && each.areaKind === kind)!;
    await moveHome(hall, home.premisesId, street.district, street.street);
    const caseNo = await report();
    const { openedAt, arriveDueAt } = await repairOf(caseNo);
    expect(Date.parse(arriveDueAt) - Date.parse(openedAt)).toBe(limits[kind][0] * 60_000);
    const orderNo = await orderOf(caseNo);
    const by = (await read(orderNo)).team === near.teamName ? near : far;
    await crewAct(orderNo, { act: 'accept' }, by);
    clock.pass(7 * minute);
    await crewAct(orderNo, { act: 'arrive' }, by);
    const { arrivedAt, restoreDueAt } = await repairOf(caseNo);
    expect(Date.parse(restoreDueAt) - Date.parse(arrivedAt)).toBe(limits[kind][1] * 60_000);
  });

  it('warn before arrival and restoration are due and escalate after, once each', async () => {
    const orderNo = await orderOf(await report());
    await crewAct(orderNo, { act: 'accept' });
    const acts = async () =>
      (await read(orderNo)).events
        .map(({ act }: { act: string }) => act)
        .filter((act: string) => /warned|late/.test(act));
    const passes = async (minutes: number) => {
      clock.pass(minutes * minute);
      await hall.app.runJob('watch-repairs');
      await hall.app.runJob('watch-repairs');
    };
    await passes(29);
    expect(await acts()).toEqual([]);
    await passes(2);
    expect(await acts()).toEqual(['arrival-warned']);
    expect((await read(orderNo)).urgency).toBe('at-risk');
    await passes(15);
    expect(await acts()).toEqual(['arrival-warned', 'arrival-late']);
    await crewAct(orderNo, { act: 'arrive' });
    expect((await read(orderNo)).urgency).toBe('in-time');
    await passes(166);
    await passes(15);
    expect(await acts()).toEqual([
      'arrival-warned',
      'arrival-late',
      'restoration-warned',
      'restoration-late',
    ]);
    expect((await board()).orders[0]).toMatchObject({ orderNo, urgency: 'overdue', escalated: true });
  });
});

describe('what goes wrong for one', () => {
  const statusOf = async (caseNo: string) =>
    (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body.status;

  it('whoever only telephoned is told by text message who is on the way and that it is mended', async () => {
    const phone = '13900007777';
    const typed = await hall.call('POST', '/staff/cases', {
      cookie: clerk.cookie,
      key: freshKey(),
      body: {
        kind: 'repair',
        source: 'hotline',
        words: '路口变压器冒火花，请来修理',
        place: '昆嵛路与文昌路路口',
        contactPhone: phone,
      },
    });
    expect(typed.status).toBe(201);
    const { rows } = await hall.owner.query(
      `SELECT o.order_no, o.team_id FROM repair_orders o JOIN repair_reports r ON r.fault_id = o.fault_id JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1`,
      [typed.body.caseNo],
    );
    const orderNo = rows[0].order_no;
    if (Number(rows[0].team_id) !== near.teamId)
      await deskAct(orderNo, { act: 'dispatch', teamId: near.teamId, words: '请去路口' });
    const texts = async () => {
      await hall.app.idle();
      await hall.app.runJob('tell-reporters');
      await hall.app.runJob('deliver-outbox');
      const found = await hall.sandbox.get<{ template: string }[] | { messages: { template: string }[] }>(
        `/control/sms?phone=${phone}`,
      );
      return (Array.isArray(found) ? found : found.messages).map(({ template }) => template);
    };
    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(200);
    expect(await texts()).toEqual(['caller-on-way.zh']);
    await crewAct(orderNo, { act: 'arrive' });
    expect((await crewAct(orderNo, finish)).status).toBe(200);
    expect((await texts()).sort()).toEqual(['caller-on-way.zh', 'caller-restored.zh', 'case-rating.zh']);
    expect((await hall.sandbox.lastSms(phone))!.params).toMatchObject({ caseNo: typed.body.caseNo });
  });

  it('whoever calls about a household of another is told, and its holder is not', async () => {
    const phone = '13900008888';
    const body = {
      kind: 'repair',
      source: 'hotline',
      words: '租的房子没电了，请来修理',
      accountNo: home.accountNo,
      contactPhone: phone,
    };
    const request = { cookie: clerk.cookie, key: freshKey(), body };
    const { caseNo } = (await hall.call('POST', '/staff/cases', request)).body;
    const path = `/staff/cases/${caseNo}/repair`;
    const { order } = (await hall.call('GET', path, { cookie: clerk.cookie })).body;
    expect((await crewAct(order.orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    await hall.app.runJob('tell-reporters');
    await hall.app.runJob('deliver-outbox');
    expect((await hall.sandbox.lastSms(phone))!.params).toMatchObject({ caseNo });
    expect(await notices(caseNo)).toEqual([]);
    // Called off, the clerk who typed it in keeps it, and whoever waits for the crew is told that it does not come.
    await deskAct(order.orderNo, { act: 'cancel', words: '房东已找电工修好' });
    await hall.app.idle();
    await hall.app.runJob('deliver-outbox');
    expect(await hall.sandbox.lastSms(phone)).toMatchObject({
      template: 'caller-called-off.zh',
      params: { caseNo },
    });
    const file = (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
    expect(file).toMatchObject({ status: 'working', owner: clerk.username });
    expect(file.events.at(-1).act).toBe('crew-called-off');
    expect(await notices(caseNo)).toEqual([]);
  });

  it('a place chosen on a map is a street: the crew next to it goes, and a second report there joins', async () => {
    const { rows } = await hall.owner.query(
      `SELECT lat, lon FROM grid_areas WHERE district = '文登区' AND street = '昆嵛路'`,
    );
    const position = { latitude: rows[0].lat + 0.0001, longitude: rows[0].lon + 0.0001 };
    const said = { kind: 'repair', words: '路边电杆斜了，请来看看', position };
    const pole = async (by: Resident) => {
      const request = { token: by.token, key: freshKey(), body: said };
      return (await hall.call('POST', '/cases', request)).body.caseNo as string;
    };
    const [, second] = await newNeighbour();
    const [first, again] = [await pole(resident), await pole(second)];
    expect(await repairOf(first)).toMatchObject({ status: 'dispatched', team: near.teamName, reports: 2 });
    const orderNo = await orderOf(first);
    expect(await orderOf(again, second)).toBe(orderNo);
    await crewAct(orderNo, { act: 'accept' });
    const addresses = await hall.call('POST', `/staff/crew/orders/${orderNo}/addresses`, {
      cookie: near.cookie,
    });
    expect(addresses.body.addresses[0]).toMatchObject({ caseNo: first, position });
    // Beyond every street of ours it waits for a dispatcher.
    const away = { ...said, position: { latitude: 10, longitude: 10 } };
    const beyond = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body: away });
    expect(await repairOf(beyond.body.caseNo)).toMatchObject({ status: 'waiting', team: null });
  });

  it('two reports of one fault are one piece of work for whoever mends it, and late when the answer is', async () => {
    const first = await report();
    const [otherHome, other] = await newNeighbour();
    await report(otherHome, other);
    clock.pass(40 * 24 * 60 * minute);
    await mend(first);
    const { rows } = await hall.owner.query(
      `SELECT e.detail FROM service_case_events e JOIN service_cases c ON c.id = e.case_id WHERE c.case_no = $1 AND e.act = 'answer'`,
      [first],
    );
    expect(rows).toEqual([{ detail: { outcome: 'solved', inTime: false, order: await orderOf(first) } }]);
    const month = {
      from: new Date(clock.now().getTime() - 60_000),
      until: new Date(clock.now().getTime() + 60_000),
    };
    const { rows: answers } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM service_case_events WHERE act = 'answer' AND actor = $1 AND at >= $2`,
      [`staff:${near.username}`, month.from],
    );
    expect(answers[0].count).toBe(2);
    expect(await readFacts(hall.owner, month, near.username)).toMatchObject([{ answers: 1, late: 1 }]);
    const sent = await hall.call('POST', `/cases/${first}/rating`, {
      token: resident.token,
      key: freshKey(),
      body: { stars: 1, satisfied: false },
    });
    expect(sent.status).toBe(200);
    expect(await readFacts(hall.owner, month, near.username)).toMatchObject([{ reopened: 1 }]);
  });

  it('reporters whose telling fails keep nobody behind them from hearing', async () => {
    const broken = await mend(await report());
    await hall.owner.query(`UPDATE repair_orders SET remedy_enc = '\\x00' WHERE order_no = $1`, [broken]);
    await hall.owner.query(
      `INSERT INTO repair_tellings (fault_id, what, round, cursor, until_id, made_by, began_at)
       SELECT o.fault_id, 'restored', 99, 0, max(r.id), 'nobody', $2 FROM repair_orders o JOIN repair_reports r ON r.fault_id = o.fault_id
        WHERE o.order_no = $1 GROUP BY o.fault_id`,
      [broken, clock.now()],
    );
    const caseNo = await report();
    await mend(caseNo);
    await hall.app.runJob('tell-reporters');
    expect(await statusOf(caseNo)).toBe('answered');
    await hall.owner.query(`UPDATE repair_tellings SET finished_at = $1 WHERE round = 99`, [clock.now()]);
  });
});

describe('who may see it', () => {
  it('a crew sees its own orders, the address only of one it has accepted, and that is on record', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    const mine = await hall.call('GET', '/staff/crew/orders', { cookie: near.cookie });
    expect(mine.body.team).toBe(near.teamName);
    // What is open stands before what was done today.
    expect(mine.body.orders[0]).toMatchObject({ orderNo, status: 'dispatched' });
    expect(JSON.stringify(mine.body)).not.toMatch(/单元|301室/);
    const addresses = (by: DeskMember) =>
      hall.call('POST', `/staff/crew/orders/${orderNo}/addresses`, { cookie: by.cookie });
    expect((await addresses(near)).body.error).toBe('repair-act-not-possible');
    await crewAct(orderNo, { act: 'accept' });
    const shown = await addresses(near);
    expect(shown.body.addresses).toEqual([
      { caseNo, address: expect.stringContaining('2单元301室'), position: null, phone: resident.phone },
    ]);
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE subject = $1 AND action = 'repair.reveal'`,
      [`repair:${orderNo}`],
    );
    expect(rows).toEqual([{ actor: `staff:${near.username}` }]);
  });

  it('another team’s order does not exist', async () => {
    const orderNo = await orderOf(await report());
    for (const [method, path, body] of [
      ['GET', ''],
      ['POST', '/acts', { act: 'accept', version: 2 }],
      ['POST', '/addresses'],
      ['POST', '/photos?moment=before', 'bytes'],
    ] as const) {
      const reply = await hall.call(method, `/staff/crew/orders/${orderNo}${path}`, {
        cookie: far.cookie,
        key: freshKey(),
        ...(body ? { body } : {}),
      });
      expect([path, reply.status]).toEqual([path, 404]);
    }
    for (const path of [
      '/staff/repairs',
      `/staff/repairs/${orderNo}`,
      '/staff/cases',
      '/staff/find?query=37',
    ])
      expect([path, (await hall.call('GET', path, { cookie: near.cookie })).status]).toEqual([path, 403]);
  });

  it('what was said in confidence stands on no order but for supervisors and whoever has the case', async () => {
    const body = { kind: 'repair', words: '邻居私接电线烧了表箱', accountNo: home.accountNo };
    const said = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body });
    // As it could be asked for once.
    await hall.owner.query('UPDATE service_cases SET confidential = true WHERE case_no = $1', [
      said.body.caseNo,
    ]);
    const orderNo = await orderOf(said.body.caseNo);
    const wordsFor = async (who: DeskMember) =>
      (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: who.cookie })).body.reportsShown[0]
        .words;
    const supervisor = await addMember(hall, 'supervisor');
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    expect(await wordsFor(clerk)).toBeNull();
    expect(await wordsFor(supervisor)).toBe(body.words);
    const crewSees = await hall.call('GET', `/staff/crew/orders/${orderNo}`, { cookie: near.cookie });
    expect(crewSees.body.said).toEqual([{ caseNo: said.body.caseNo, words: null }]);
  });

  it('nobody reads of a neighbour’s case who has it', async () => {
    const caseNo = await report();
    const [, other] = await newNeighbour();
    expect((await hall.call('GET', `/cases/${caseNo}/repair`, { token: other.token })).status).toBe(404);
  });
});

it('limits are changed from a day on, by the administrator, with their source', async () => {
  const administrator = await addMember(hall, 'administrator');
  await newNeighbour();
  const set = await hall.call('POST', '/staff/repair-rules', {
    cookie: administrator.cookie,
    key: freshKey(),
    body: { name: 'accept-minutes', value: 8, validFrom: '2099-01-01', source: '抢修管理办法（测试）' },
  });
  expect(set.status).toBe(201);
  expect(set.body.rules[0]).toMatchObject({ name: 'accept-minutes', value: 8, state: 'scheduled' });
  expect(set.body.rules).toHaveLength(10);
});
