/** Commands against the sandbox's head-end and its faults: silence is never failure, a relay moves once, and where remote control fails somebody goes. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { orderSupply } from '../../../server/src/modules/supply-control/commands.repository.ts';
import type { SupplyAction } from '../../../server/src/modules/supply-control/supply-command.ts';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import type { Household } from '../../support/world.ts';
import { type DeskMember, openDesk } from '../access/scene.ts';

let hall: RunningHall;
let clock: SharedClock;
let clerk: DeskMember;
let administrator: DeskMember;
let orders = 0;

beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  ({ clerk, administrator } = await openDesk(hall));
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  await hall.sandbox.post('/control/settings', { supplyQueueMs: 10, supplyExecuteMs: 20, retryScale: 0.001 });
});
afterEach(() => fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' }));
afterAll(async () => {
  await hall.close();
  clock.close();
});

interface Home extends Household {
  point: string;
}

async function home(): Promise<Home> {
  const household = await hall.world.household();
  const { rows } = await hall.owner.query('SELECT code FROM metering_points WHERE id = $1', [
    household.meteringPointId,
  ]);
  return { ...household, point: rows[0].code };
}

async function order({ accountId, holderPeriodId }: Home, action: SupplyAction): Promise<void> {
  orders += 1;
  const now = clock.now();
  const client = await hall.owner.connect();
  try {
    const wish = { accountId, holderPeriodId, action, reason: `story:${orders}`, orderedBy: 'system' };
    const hours = action === 'connect' ? { dueAt: new Date(now.getTime() + 24 * 3_600_000) } : {};
    await orderSupply(client, { ...wish, ...hours, notAfter: new Date(now.getTime() + 3_600_000) }, now);
  } finally {
    client.release();
  }
}

const fault = (on: string, name: string, count = 1) =>
  hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'supply-control', on, fault: name, count }],
  });
const next = (...outcomes: string[]) => hall.sandbox.post('/control/supply/next', { outcomes });
const relay = async ({ point }: Home) => {
  const [found] = await hall.sandbox.get<{ relay: string; moves: number }[]>(
    `/control/supply/points?meteringPoint=${point}`,
  );
  return [found!.relay, found!.moves];
};
const send = () => hall.app.runJob('supply-commands');

async function commands({ accountNo }: Home) {
  const { body } = await hall.call('GET', `/staff/supply-commands?show=all&accountNo=${accountNo}`, {
    cookie: clerk.cookie,
  });
  return body.commands;
}
const latest = async (at: Home) => (await commands(at))[0];

/** The hall goes on asking, as its job does, until the command stands there. */
const until = (at: Home, status: string) =>
  eventually(
    async () => {
      await send();
      const command = await latest(at);
      if (command.status !== status) clock.pass(10);
      return command;
    },
    command => command.status === status,
  );

const visit = async (at: Home, result: 'done' | 'failed', note: string) => {
  const { fieldOrder } = await latest(at);
  return hall.call('POST', `/staff/field-orders/${fieldOrder.orderNo}/${result}`, {
    cookie: clerk.cookie,
    body: { note },
  });
};
/** What the household was told of its supply. */
const heard = async ({ holderPeriodId }: Home): Promise<string[]> => {
  const { rows } = await hall.owner.query(
    `SELECT event FROM notices WHERE holder_period_id = $1 AND source_table = 'supply_commands' ORDER BY id`,
    [holderPeriodId],
  );
  return rows.map(({ event }) => event);
};
const kinds = async (at: Home) => (await latest(at)).events.map(({ kind }: { kind: string }) => kind);

describe('a command', () => {
  it('is executed once, its result told and kept', async () => {
    const at = await home();
    await order(at, 'disconnect');
    expect(await until(at, 'done')).toMatchObject({ supply: 'suspended', fieldOrder: null });
    expect(await relay(at)).toEqual(['suspended', 1]);
    await order(at, 'connect');
    expect(await until(at, 'done')).toMatchObject({ action: 'connect', supply: 'connected' });
    expect(await relay(at)).toEqual(['connected', 2]);
  });

  it.each([
    ['timeout-after', 'the answer is lost though the command was taken'],
    ['reset-after', 'the connection breaks after it was taken'],
    ['error-after', 'a 5xx comes instead of the answer'],
    ['forged-reply', 'the answer bears a wrong signature'],
  ])('stays unknown when %s: %s; asked again under its number, the relay moves once', async name => {
    const at = await home();
    await fault('command', name);
    await order(at, 'disconnect');
    await send();
    expect(['unknown', 'done']).toContain((await latest(at)).status);
    await until(at, 'done');
    expect(await relay(at)).toEqual(['suspended', 1]);
    expect(await commands(at)).toHaveLength(1);
  });

  it('that never reached the head-end is told again, with the same number', async () => {
    const at = await home();
    await fault('command', 'reset', 2);
    await order(at, 'disconnect');
    await send();
    expect(await latest(at)).toMatchObject({ status: 'unknown', code: null });
    expect(await until(at, 'done')).toMatchObject({ supply: 'suspended' });
    expect(await kinds(at)).toContain('no-answer');
    expect(await relay(at)).toEqual(['suspended', 1]);
  });

  it('whose result is told twice, or under a forged signature first, counts once', async () => {
    const at = await home();
    await hall.sandbox.post('/control/faults', {
      rules: [
        { gateway: 'supply-control', on: 'notify-result', fault: 'duplicate-concurrent', count: 1 },
        { gateway: 'supply-control', on: 'notify-result', fault: 'forged-signature', count: 1 },
      ],
    });
    await order(at, 'disconnect');
    await until(at, 'done');
    expect((await kinds(at)).filter((kind: string) => kind === 'done')).toHaveLength(1);
  });

  it('whose result makes no sense holds up no other command', async () => {
    const [odd, at] = [await home(), await home()];
    await order(odd, 'disconnect');
    const { rows } = await hall.owner.query(
      `UPDATE supply_commands SET status = 'accepted', next_at = NULL WHERE account_id = $1 RETURNING command_no AS "commandNo"`,
      [odd.accountId],
    );
    // Taken and then refused: nothing that the protocol knows.
    const told = { eventId: 'HE-ODD', ...rows[0], state: 'refused', code: 'protected', supply: 'unknown' };
    await hall.owner.query('INSERT INTO supply_messages (event_id, body) VALUES ($1, $2)', [
      'HE-ODD',
      Buffer.from(JSON.stringify({ ...told, at: '2026-11-29T06:30:10Z' })),
    ]);
    await order(at, 'disconnect');
    expect(await until(at, 'done')).toMatchObject({ supply: 'suspended' });
    expect((await latest(odd)).status).toBe('accepted');
    await hall.owner.query('UPDATE supply_messages SET handled_at = now() WHERE handled_at IS NULL');
  });

  it('that was given up and executed all the same: power is known to be off, and is ordered back', async () => {
    const at = await home();
    await fault('command', 'reset', 50);
    await order(at, 'disconnect');
    await send();
    clock.pass(3_700);
    await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
    const { commandNo } = await until(at, 'cancelled');
    const told = { eventId: `HE-${commandNo}`, commandNo, state: 'done', code: null, supply: 'suspended' };
    await hall.owner.query('INSERT INTO supply_messages (event_id, body) VALUES ($1, $2)', [
      told.eventId,
      Buffer.from(JSON.stringify({ ...told, at: clock.now().toISOString().replace(/\.\d+/, '') })),
    ]);
    expect(await until(at, 'done')).toMatchObject({ action: 'connect', supply: 'connected' });
    const [, given] = await commands(at);
    expect(given.events.map(({ kind }: { kind: string }) => kind)).toContain('done-after-all');
    expect(await heard(at)).toEqual(['supply-off-after-all', 'supply-restored']);
  });

  it('of disconnecting that could not be told within the hour is never executed', async () => {
    const at = await home();
    await fault('command', 'reset', 50);
    await order(at, 'disconnect');
    await send();
    clock.pass(3_700);
    await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
    expect(await until(at, 'cancelled')).toMatchObject({ code: 'expired', fieldOrder: null });
    expect(await relay(at)).toEqual(['connected', 0]);
  });
});

describe('where remote control fails', () => {
  it.each([
    ['no-remote-control', 'refused', 'connected'],
    ['relay-stuck', 'failed', 'connected'],
    ['meter-silent', 'failed', 'unknown'],
  ])(
    '%s: a fitter gets an order, and what was done by hand is the state of the supply',
    async (code, status, supply) => {
      const at = await home();
      await next(code);
      await order(at, 'disconnect');
      const command = await until(at, status);
      expect(command).toMatchObject({ code, supply, fieldOrder: { status: 'open', reason: code } });
      expect((await visit(at, 'done', '现场已断开')).status).toBe(200);
      expect(await latest(at)).toMatchObject({
        supply: 'suspended',
        fieldOrder: { status: 'done', endedBy: `staff:${clerk.username}`, note: '现场已断开' },
      });
      const again = await visit(at, 'done', '再报一次');
      expect([again.status, again.body.error]).toEqual([409, 'field-order-ended']);
    },
  );

  it('whoever is on the head-end’s protected list is left alone by fitters too', async () => {
    const at = await home();
    await next('protected');
    await order(at, 'disconnect');
    expect(await until(at, 'refused')).toMatchObject({ code: 'protected', fieldOrder: null });
  });

  it('a visit in vain changes nothing, and for a reconnect the next one is ordered at once, within the same term', async () => {
    const at = await home();
    await order(at, 'disconnect');
    await until(at, 'done');
    await next('meter-silent');
    await order(at, 'connect');
    const { fieldOrder: first } = await until(at, 'failed');
    expect((await visit(at, 'failed', '小区停电检修，未能进入')).status).toBe(200);
    const { fieldOrder: second, supply } = await latest(at);
    expect(second).toMatchObject({ status: 'open', reason: 'visit-failed', dueAt: first.dueAt });
    expect([second.orderNo === first.orderNo, supply]).toEqual([false, 'unknown']);
    expect((await visit(at, 'done', '已现场送电')).status).toBe(200);
    expect(await latest(at)).toMatchObject({ supply: 'connected', fieldOrder: { status: 'done' } });
  });

  it('what a fitter cut off is brought back by a fitter: the head-end would call it connected', async () => {
    const at = await home();
    await next('relay-stuck');
    await order(at, 'disconnect');
    await until(at, 'failed');
    await visit(at, 'done', '已在表前断开');
    await order(at, 'connect');
    await send();
    expect(await latest(at)).toMatchObject({
      ...{ action: 'connect', status: 'failed', code: 'cut-by-hand', supply: 'suspended' },
      fieldOrder: { status: 'open', reason: 'cut-by-hand' },
    });
    await visit(at, 'done', '已现场送电');
    expect(await latest(at)).toMatchObject({ supply: 'connected', fieldOrder: { status: 'done' } });
    // From then on remote control is asked again.
    await order(at, 'disconnect');
    await until(at, 'done');
    await order(at, 'connect');
    expect(await until(at, 'done')).toMatchObject({ supply: 'connected' });
    expect(await relay(at)).toEqual(['connected', 2]);
  });

  it('a fitter who cut off by an order taken back on his way is sent back, and power counts as off until then', async () => {
    const at = await home();
    await next('no-remote-control');
    await order(at, 'disconnect');
    const { fieldOrder } = await until(at, 'refused');
    await order(at, 'connect');
    const [, disconnect] = await commands(at);
    expect(disconnect.fieldOrder).toMatchObject({ orderNo: fieldOrder.orderNo, status: 'withdrawn' });
    await until(at, 'done');
    const done = () =>
      hall.call('POST', `/staff/field-orders/${fieldOrder.orderNo}/done`, {
        cookie: clerk.cookie,
        body: { note: '到场后已断开' },
      });
    expect((await done()).status).toBe(200);
    expect(await latest(at)).toMatchObject({
      action: 'connect',
      status: 'failed',
      supply: 'suspended',
      fieldOrder: { status: 'open', reason: 'cut-after-all' },
    });
    expect((await done()).body.error).toBe('field-order-ended');
    expect(await heard(at)).toEqual(['supply-off-after-all']);
    await visit(at, 'done', '已现场送电');
    expect(await latest(at)).toMatchObject({ supply: 'connected', fieldOrder: { status: 'done' } });
    expect(await heard(at)).toEqual(['supply-off-after-all', 'supply-restored']);
  });

  it('what a fitter did is known of the present holder, not of the one before', async () => {
    const at = await home();
    await order(at, 'disconnect');
    await until(at, 'done');
    const moved = await hall.world.moveIn(at, '2026-11-01');
    const now = { ...at, holderPeriodId: moved.holderPeriodId };
    await next('no-remote-control');
    await order(now, 'connect');
    await until(now, 'refused');
    await visit(now, 'done', '已现场送电');
    const { rows } = await hall.owner.query(
      'SELECT state, holder_period_id::int AS holder FROM supply_states WHERE account_id = $1',
      [at.accountId],
    );
    expect(rows).toEqual([{ state: 'connected', holder: moved.holderPeriodId }]);
  });

  it('a reconnect that is late by remote control gets a fitter as well, and is counted when past its term', async () => {
    const at = await home();
    await order(at, 'disconnect');
    await until(at, 'done');
    await fault('command', 'reset', 100);
    await order(at, 'connect');
    await send();
    clock.pass(2 * 3_600 + 60);
    await hall.app.runJob('reconnect-watch');
    expect((await latest(at)).fieldOrder).toMatchObject({ status: 'open', reason: 'remote-late' });
    clock.pass(23 * 3_600);
    const { body } = await hall.call('GET', '/staff/supply-commands?show=late', { cookie: clerk.cookie });
    expect(body.commands.map(({ accountNo }: { accountNo: string }) => accountNo)).toContain(at.accountNo);
    await visit(at, 'done', '已现场送电');
    const after = await hall.call('GET', '/staff/supply-commands?show=late', { cookie: clerk.cookie });
    expect(after.body.commands.map(({ accountNo }: { accountNo: string }) => accountNo)).not.toContain(
      at.accountNo,
    );
  });
});

describe('where the utility has set terms of its own for bringing power back', () => {
  const rule = async (name: string, value: object) => {
    const answer = await hall.call('POST', '/staff/dunning-rules', {
      cookie: administrator.cookie,
      key: `terms-${name}`,
      body: { name, value, validFrom: businessDate(clock.now()), edition: '测试规则', reason: '测试' },
    });
    expect(answer.status).toBe(201);
  };
  /** Of the order to connect: hours until it is due, and days until it stands no more. */
  const termsOf = async ({ accountId }: Home) =>
    (
      await hall.owner.query(
        `SELECT extract(epoch FROM due_at - issued_at)::float8 / 3600 AS hours, extract(epoch FROM not_after - issued_at)::float8 / 86400 AS days
           FROM supply_commands WHERE account_id = $1 AND action = 'connect' ORDER BY id DESC LIMIT 1`,
        [accountId],
      )
    ).rows[0];

  beforeAll(async () => {
    await rule('restore', { withinHours: 6, fieldAfterMinutes: 120 });
    const timing = {
      writingHour: 9,
      restDays: 30,
      lastCallHours: 4,
      mostCallsADay: 2,
      disconnectMinutes: 60,
    };
    await rule('timing', { ...timing, reconnectDays: 3 });
    // What supply control has read of the rules stands for five seconds.
    await new Promise(done => setTimeout(done, 5_100));
  });

  it('they hold for what was executed after it had been given up', async () => {
    const at = await home();
    await fault('command', 'reset', 50);
    await order(at, 'disconnect');
    await send();
    clock.pass(3_700);
    await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
    const { commandNo } = await until(at, 'cancelled');
    const told = { eventId: `HE-${commandNo}`, commandNo, state: 'done', code: null, supply: 'suspended' };
    await hall.owner.query('INSERT INTO supply_messages (event_id, body) VALUES ($1, $2)', [
      told.eventId,
      Buffer.from(JSON.stringify({ ...told, at: clock.now().toISOString().replace(/\.\d+/, '') })),
    ]);
    await until(at, 'done');
    expect(await termsOf(at)).toEqual({ hours: 6, days: 3 });
  });

  it('and for what a fitter cut off by an order taken back', async () => {
    const at = await home();
    await next('no-remote-control');
    await order(at, 'disconnect');
    const { fieldOrder } = await until(at, 'refused');
    await order(at, 'connect');
    await until(at, 'done');
    const path = `/staff/field-orders/${fieldOrder.orderNo}/done`;
    const done = await hall.call('POST', path, { cookie: clerk.cookie, body: { note: '到场后已断开' } });
    expect(done.status).toBe(200);
    expect(await termsOf(at)).toEqual({ hours: 6, days: 3 });
  });
});
