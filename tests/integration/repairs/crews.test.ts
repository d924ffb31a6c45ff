/** Which crew goes out for a repair, when it loses it, when it goes again, and when nobody goes. */
import { describe, expect, it } from '@jest/globals';
import type { Resident } from '../../support/world.ts';
import { freshKey } from '../payments/story.ts';
import { moveHome } from './grid.ts';
import {
  actOn,
  board,
  clerk,
  clock,
  colleague,
  crewAct,
  deskAct,
  far,
  hall,
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

describe('who is sent', () => {
  it('a team that does not accept in time loses it to the next, and that is counted', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    clock.pass(4 * minute);
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ team: near.teamName, dispatches: 1 });
    clock.pass(2 * minute);
    await hall.app.runJob('watch-repairs');
    await hall.app.runJob('watch-repairs');
    const { team, dispatches, events } = await read(orderNo);
    expect({ team, dispatches }).toEqual({ team: far.teamName, dispatches: 2 });
    expect(events.map(({ act }: { act: string }) => act)).toEqual(['open', 'dispatch', 'lapse', 'dispatch']);
    expect((await crewAct(orderNo, { act: 'accept' })).status).toBe(404);
    expect((await board()).figures.redispatches).toBeGreaterThan(0);
  });

  it('nobody free: it waits, and goes to the first who becomes free', async () => {
    await orderOf(await report());
    const [secondHome, second] = await newNeighbour();
    await moveHome(hall, secondHome.premisesId, '文登区', '青岛路');
    await report(secondHome, second);
    const [thirdHome, third] = await newNeighbour();
    await moveHome(hall, thirdHome.premisesId, '文登区', '米山路');
    const caseNo = await report(thirdHome, third);
    const orderNo = await orderOf(caseNo, third);
    expect(await read(orderNo)).toMatchObject({ status: 'waiting', team: null, free: [] });
    await hall.owner.query(
      `UPDATE repair_orders SET status = 'cancelled', team_id = NULL, accept_by = NULL WHERE team_id = $1 AND status = 'dispatched'`,
      [far.teamId],
    );
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ status: 'dispatched', team: far.teamName });
  });

  it('a dispatcher sends another than the nearest for a reason only', async () => {
    const orderNo = await orderOf(await report());
    const plain = await deskAct(orderNo, { act: 'dispatch', teamId: far.teamId });
    expect([plain.status, plain.body.error]).toEqual([422, 'repair-reason-missing']);
    const reasoned = await deskAct(orderNo, {
      act: 'dispatch',
      teamId: far.teamId,
      words: '近处的队伍车辆故障',
    });
    expect(reasoned.body).toMatchObject({ team: far.teamName, dispatches: 2 });
    const noTeam = await deskAct(orderNo, { act: 'dispatch', teamId: 999_999, words: '没有这支队伍' });
    expect([noTeam.status, noTeam.body.error]).toEqual([422, 'repair-team-unknown']);
  });

  it('two dispatchers at once: of one order one is told who was first, of one team one finds it busy', async () => {
    const orderNo = await orderOf(await report());
    const { version } = await read(orderNo);
    const body = { act: 'dispatch', version, teamId: far.teamId, words: '就近支援' };
    const both = await Promise.all(
      [clerk, colleague].map(({ cookie }) =>
        hall.call('POST', `/staff/repairs/${orderNo}/acts`, { cookie, body }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body.error).toBe('repair-changed');

    const [secondHome, second] = await newNeighbour();
    await moveHome(hall, secondHome.premisesId, '文登区', '青岛路');
    const [thirdHome, third] = await newNeighbour();
    await moveHome(hall, thirdHome.premisesId, '文登区', '米山路');
    const orders = [
      await orderOf(await report(secondHome, second), second),
      await orderOf(await report(thirdHome, third), third),
    ];
    await hall.owner.query(
      `UPDATE repair_orders SET status = 'waiting', team_id = NULL, accept_by = NULL WHERE order_no = ANY ($1)`,
      [orders],
    );
    const racing = await Promise.all(
      orders.map(each => deskAct(each, { act: 'dispatch', teamId: near.teamId, words: '请先去这里' })),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(racing.find(({ status }) => status === 409)!.body.error).toBe('repair-team-busy');
  });

  it('sent back with a reason it waits for a dispatcher', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    await crewAct(orderNo, { act: 'accept' });
    await crewAct(orderNo, { act: 'arrive' });
    const back = await crewAct(orderNo, { act: 'send-back', words: '需要带电作业车' });
    expect(back.body.status).toBe('returned');
    await hall.app.runJob('watch-repairs');
    expect(await read(orderNo)).toMatchObject({ status: 'returned', team: null });
    expect((await deskAct(orderNo, { act: 'dispatch', teamId: near.teamId })).body.status).toBe('dispatched');
  });
});

describe('an order that is cancelled', () => {
  it('gives the case of a crew back to the desk, and tells whoever was told of the crew', async () => {
    const caseNo = await report();
    const orderNo = await orderOf(caseNo);
    await crewAct(orderNo, { act: 'accept' });
    await hall.app.idle();
    const desk = async () =>
      (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
    expect((await desk()).owner).toBe(near.username);
    expect((await deskAct(orderNo, { act: 'cancel', words: '查明为户内开关跳闸' })).body.status).toBe(
      'cancelled',
    );
    await hall.app.idle();
    expect(await desk()).toMatchObject({ status: 'new', owner: null, firstReceiver: near.username });
    const waiting = await hall.call('GET', '/staff/cases?view=unassigned', { cookie: clerk.cookie });
    expect(waiting.body.cases.map((row: { caseNo: string }) => row.caseNo)).toContain(caseNo);
    const said = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(said.body.events.at(-1)).toMatchObject({ act: 'crew-called-off', by: 'staff' });
    expect(await notices(caseNo)).toEqual(['repair-received', 'repair-on-way', 'case-updated']);
  });
});

describe('a second visit', () => {
  const statusOf = async (caseNo: string) =>
    (await hall.call('GET', `/cases/${caseNo}`, { token: resident.token })).body.status;

  it('within thirty days to one household is counted, later it is not', async () => {
    const first = await mend(await report());
    clock.pass(29 * 24 * 3600);
    await newNeighbour();
    const second = await mend(await report());
    expect((await read(second)).secondVisitOf).toBe(first);
    clock.pass(31 * 24 * 3600);
    await newNeighbour();
    expect((await read(await orderOf(await report()))).secondVisitOf).toBeNull();
  });

  it('a customer who is not satisfied has a crew again', async () => {
    const caseNo = await report();
    const first = await mend(caseNo);
    const answer = await hall.call('POST', `/cases/${caseNo}/rating`, {
      token: resident.token,
      body: { stars: 2, satisfied: false, words: '晚上又停了' },
    });
    expect(answer.status).toBe(200);
    const second = await orderOf(caseNo);
    expect(second).not.toBe(first);
    expect(await read(second)).toMatchObject({ status: 'dispatched', secondVisitOf: first });
    await mend(caseNo);
    const again = await hall.call('GET', `/cases/${caseNo}`, { token: resident.token });
    expect(again.body.status).toBe('answered');
    expect((await notices(caseNo)).filter(event => event === 'repair-restored')).toHaveLength(2);
  });

  it('a customer who says on the telephone that it is not mended has a crew again', async () => {
    const caseNo = await report();
    const first = await mend(caseNo);
    const { rows } = await hall.owner.query(
      `INSERT INTO follow_ups (case_id, round, reason, due_at, created_at) SELECT id, reopened, 'sample', $2, $2 FROM service_cases WHERE case_no = $1 RETURNING id`,
      [caseNo, clock.now()],
    );
    const said = await hall.call('POST', `/staff/follow-ups/${rows[0].id}/outcome`, {
      cookie: clerk.cookie,
      key: freshKey(),
      body: { outcome: 'unsatisfied', words: '晚上又停了' },
    });
    expect(said.status).toBe(200);
    const second = await orderOf(caseNo);
    expect(second).not.toBe(first);
    expect(await read(second)).toMatchObject({ status: 'dispatched', secondVisitOf: first });
    await mend(caseNo);
    expect(await statusOf(caseNo)).toBe('answered');
  });
});

describe('a case for which nobody has to go out', () => {
  it('what its customer takes back sends nobody, unless a neighbour waits', async () => {
    const [first, theirs] = [await report(), await newNeighbour()];
    const other = await report(...theirs);
    const orderNo = await orderOf(first);
    const withdraw = async (caseNo: string, { token }: Resident) => {
      const request = { token, key: freshKey(), body: { words: '已经好了' } };
      expect((await hall.call('POST', `/cases/${caseNo}/withdrawal`, request)).status).toBe(200);
    };
    await withdraw(first, resident);
    expect((await read(orderNo)).status).toBe('dispatched');
    await withdraw(other, theirs[1]);
    expect((await read(orderNo)).status).toBe('cancelled');
  });

  it('joined to one whose crew was called off, it leaves nobody without a crew', async () => {
    const first = await report();
    await actOn(first, { act: 'take' });
    await deskAct(await orderOf(first), { act: 'cancel', words: '查明为小区内部线路' });
    await hall.app.idle();
    const again = await report();
    await actOn(again, { act: 'take' });
    expect((await actOn(again, { act: 'merge', into: first })).status).toBe(200);
    const order = await read(await orderOf(first));
    expect(order.status).toBe('dispatched');
    expect((await crewAct(order.orderNo, { act: 'accept' })).status).toBe(200);
    await hall.app.idle();
    expect(await repairOf(first)).toMatchObject({ status: 'accepted', crew: near.username });
  });

  it('a fault answered on the telephone sends nobody, what is no fault neither, and a crew that was called off can be sent again', async () => {
    const answered = await report();
    const first = await orderOf(answered);
    await actOn(answered, { act: 'take' });
    await actOn(answered, { act: 'answer', outcome: 'solved', words: '已电话指导合上户内开关' });
    expect((await read(first)).status).toBe('cancelled');

    const caseNo = await report();
    const taken = await actOn(caseNo, { act: 'take' });
    expect(taken.body.acts).not.toContain('send-crew');
    expect((await actOn(caseNo, { act: 'send-crew', words: '再派一次' })).body.error).toBe('case-crew-sent');
    const second = await orderOf(caseNo);
    const change = (kind: string) => actOn(caseNo, { act: 'change-kind', kind, words: '来电核实' });
    expect((await change('enquiry')).body.kind).toBe('enquiry');
    expect((await read(second)).status).toBe('cancelled');
    expect((await change('repair')).status).toBe(200);
    const third = await orderOf(caseNo);
    await deskAct(third, { act: 'cancel', words: '查明为小区内部线路' });
    await hall.app.idle();
    const sent = await actOn(caseNo, { act: 'send-crew', words: '物业说不是他们的线路' });
    expect([sent.status, sent.body.status]).toEqual([200, 'working']);
    const fourth = await orderOf(caseNo);
    expect(fourth).not.toBe(third);
    await crewAct(fourth, { act: 'accept' });
    await crewAct(fourth, { act: 'arrive' });
    await hall.app.idle();
    expect((await change('enquiry')).body.error).toBe('case-crew-there');
  });
});
