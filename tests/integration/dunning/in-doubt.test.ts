/** Between the order to cut off and what came of it: paid meanwhile, a silent meter, a fitter on the way, an order told late. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { type Debtor, type DunningStory, dayOf, openDunning, plusDays } from './story.ts';

let story: DunningStory;
beforeAll(async () => {
  story = await openDunning();
});
afterEach(() => {
  story.headEnd.fault = 'none';
});
afterAll(() => story.close());

async function fieldOrders({ household }: Debtor) {
  const { rows } = await story.hall.owner.query(
    `SELECT f.status, f.reason FROM field_orders f JOIN supply_commands c ON c.id = f.command_id
      WHERE c.account_id = $1 AND c.action = 'disconnect' ORDER BY f.id`,
    [household.accountId],
  );
  return rows;
}

/** The half hour is over: the disconnect is ordered, and told as well as the head-end lets it. */
async function ordered(debtor: Debtor, fault: DunningStory['headEnd']['fault']): Promise<void> {
  story.headEnd.fault = fault;
  story.clock.pass(31 * 60);
  await story.becomes(debtor, 'disconnecting');
  // A turn that left it to the next has not tried it yet.
  await eventually(
    async () => {
      const text = `SELECT max(attempts) AS attempts FROM supply_commands WHERE account_id = $1 AND action = 'disconnect'`;
      const { rows } = await story.hall.owner.query(text, [debtor.household.accountId]);
      if (!rows[0].attempts) await story.run();
      return rows[0].attempts;
    },
    attempts => attempts > 0,
  );
}

describe('a meter that does not confirm', () => {
  it('after the debt was paid sends nobody to cut off by hand, and power comes back', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    await ordered(debtor, 'slow-meter');
    await story.pays(debtor);
    story.headEnd.fault = 'down';
    await story.becomes(debtor, 'restoring');
    // The reconnect has reached nobody yet when the head-end reports of the disconnect.
    story.headEnd.fault = 'meter-silent';
    await story.headEnd.execute();
    expect(await story.moves(debtor)).toEqual(['suspended']);
    expect(await fieldOrders(debtor)).toEqual([]);
    story.headEnd.fault = 'none';
    story.clock.pass(70);
    await story.becomes(debtor, 'closed');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
  });

  it('has power made sure of when the fitter’s order is taken back: it may have acted', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    await ordered(debtor, 'meter-silent');
    const open = await eventually(
      () => fieldOrders(debtor),
      found => found.length === 1,
    );
    expect(open).toEqual([{ status: 'open', reason: 'meter-silent' }]);
    story.headEnd.fault = 'none';
    // Hours after the last call nobody is cut off by it any more.
    story.clock.pass(5 * 3_600);
    await eventually(
      async () => {
        await story.run();
        return story.moves(debtor);
      },
      moves => moves.at(-1) === 'connected',
    );
    expect(await fieldOrders(debtor)).toEqual([{ status: 'withdrawn', reason: 'meter-silent' }]);
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
    expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
  });
});

describe('an order that has reached nobody', () => {
  it('is not told any more to cut off for the little that a part payment has left', async () => {
    const debtor = await story.debtor();
    await story.lastCall(debtor);
    await ordered(debtor, 'down');
    await story.pays(debtor, debtor.amountFen - 50);
    await story.becomes(debtor, 'restoring');
    story.headEnd.fault = 'none';
    story.clock.pass(70);
    // It may have been told: power is ordered back, and what is left is dunned by itself.
    await story.becomes(debtor, 'reminding');
    expect(await story.moves(debtor)).toEqual([]);
    expect((await story.file(debtor)).cases[1].closeReason).toBe('restored-owing');
    await story.pays(debtor, 50);
    await story.becomes(debtor, 'closed');
  });

  it('is not told any more once staff let the ladder rest', async () => {
    const debtor = await story.debtor();
    const { caseNo } = await story.lastCall(debtor);
    await ordered(debtor, 'down');
    const held = await story.hall.call('POST', `/staff/dunning/${caseNo}/hold`, {
      cookie: story.desk.supervisor.cookie,
      body: { until: plusDays(dayOf(story.clock.now()), 5), reason: '正在核实住户情况' },
    });
    expect(held.status).toBe(200);
    story.headEnd.fault = 'none';
    story.clock.pass(70);
    await story.becomes(debtor, 'reminding');
    expect([await story.moves(debtor), (await story.file(debtor)).cases[0].stops[0].code]).toEqual([
      [],
      'hold',
    ]);
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
  });

  it('before the hours are over is not executed after them', async () => {
    const debtor = await story.debtor();
    const { caseNo, disconnectOn } = await story.until(debtor, 'proposed');
    await story.approve(caseNo);
    do story.clock.untilBeijing('15:20');
    while (dayOf(story.clock.now()) < disconnectOn);
    await story.run();
    await story.deliver();
    await ordered(debtor, 'down');
    story.headEnd.fault = 'none';
    story.clock.pass(15 * 60);
    await story.becomes(debtor, 'approved');
    expect(await story.moves(debtor)).toEqual([]);
    await story.pays(debtor);
    await story.becomes(debtor, 'closed');
  });
});

it('a supply that the head-end never disconnects is told of its last half hour once, and let go', async () => {
  const debtor = await story.debtor();
  await story.lastCall(debtor);
  story.headEnd.fault = 'protected';
  story.clock.pass(31 * 60);
  await story.becomes(debtor, 'reminding');
  await story.mornings(plusDays(dayOf(story.clock.now()), 20));
  const [file] = (await story.file(debtor)).cases;
  expect([file.status, file.stops]).toEqual(['reminding', [{ code: 'protected' }]]);
  expect(await fieldOrders(debtor)).toEqual([]);
  expect((await story.notices(debtor)).slice(3)).toEqual([
    'dunning-formal',
    'dunning-last-call',
    'dunning-withdrawn',
  ]);
  await story.pays(debtor);
  await story.becomes(debtor, 'closed');
});

it('a case that cannot be opened keeps nobody without power who has paid', async () => {
  const debtor = await story.debtor();
  await story.suspended(debtor);
  const other = await story.debtor();
  await story.hall.owner.query(`CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.account_id = ${other.household.accountId} THEN RAISE EXCEPTION 'stuck'; END IF; RETURN NEW; END $$`);
  await story.hall.owner.query('GRANT EXECUTE ON FUNCTION stuck() TO PUBLIC');
  await story.hall.owner.query(
    'CREATE TRIGGER stuck BEFORE INSERT ON dunning_cases FOR EACH ROW EXECUTE FUNCTION stuck()',
  );
  await story.pays(debtor);
  await story.becomes(debtor, 'closed');
  expect([await story.moves(debtor), await story.status(other)]).toEqual([
    ['suspended', 'connected'],
    'none',
  ]);
  await story.hall.owner.query('DROP TRIGGER stuck ON dunning_cases');
  await story.run();
  expect(await story.status(other)).toBe('reminding');
});

it('a business’s contact for emergencies is told of the last call, of power that goes and of power that comes', async () => {
  const debtor = await story.debtor(20_000, { category: 'commercial' });
  await story.inFile(debtor, 'contacts', { role: 'emergency', name: '赵值班', phone: '13912345678' });
  const { caseNo } = await story.suspended(debtor);
  const { rows: calls } = await story.hall.owner.query(
    `SELECT not_after > (params ->> 'disconnectAt')::timestamptz AS lapses FROM notices WHERE source_id = $1 AND event = 'dunning-last-call'`,
    [caseNo],
  );
  // Undelivered for hours it would speak of a moment that is over.
  expect(calls.map(({ lapses }) => lapses)).toEqual([true, true]);
  await story.pays(debtor);
  await story.becomes(debtor, 'closed');
  const { rows } = await story.hall.owner.query(
    'SELECT event FROM notices WHERE holder_period_id = $1 AND contact_id IS NOT NULL AND source_id = $2 ORDER BY id',
    [debtor.household.holderPeriodId, caseNo],
  );
  expect(rows.map(({ event }) => event)).toEqual([
    'dunning-last-call',
    'supply-suspended',
    'supply-restored',
  ]);
});
