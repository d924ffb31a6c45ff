/** Large customers are asked first: propose, counter, agree; and a telling that is killed half-way is finished once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { type Area, createTown, hours, type Town } from './town.ts';

let hall: RunningHall;
let town: Town;

beforeAll(async () => {
  hall = await startHall();
  town = await createTown(hall);
});
afterAll(() => hall.close());

const later = (ms: number) => new Date(Date.now() + ms);

describe('a planned outage that concerns a large customer', () => {
  let area: Area;
  let works: Household;
  let manager: Resident;
  let no: string;
  const first = { fromAt: later(hours(300)), untilAt: later(hours(304)) };
  const sunday = { fromAt: later(hours(320)), untilAt: later(hours(323)) };

  const proposals = async () =>
    (await town.resident('GET', `/households/${works.accountNo}/outage-proposals`, manager)).body.proposals;
  const answer = async (body: object) => {
    const [{ id }] = await proposals();
    return town.resident(
      'POST',
      `/households/${works.accountNo}/outage-proposals/${id}/answer`,
      manager,
      body,
    );
  };
  const propose = (times: object, note?: string) =>
    town.staff('POST', `/outages/${no}/proposal`, { ...times, ...(note ? { note } : {}) });

  beforeAll(async () => {
    area = await town.area();
    works = await town.home(area, 'important-large');
    manager = await town.holderOf(works);
    await town.home(area);
    no = await town.draft({ ...first, areaIds: [area.areaId] });
  });

  it('is not published before anybody was asked', async () => {
    const refused = await town.publish(no);
    expect([refused.status, refused.body.error]).toEqual([409, 'outage-not-agreed']);
  });

  it('is proposed, and the customer is told until when to answer', async () => {
    const { body } = await propose(first, '请安排备用电源');
    expect(body).toMatchObject({ status: 'negotiating', negotiations: [{ state: 'waiting' }] });
    expect(await town.notices(no)).toEqual([
      expect.objectContaining({ event: 'outage-proposal', to: `person:${manager.personId}` }),
    ]);
    expect((await town.publish(no)).body.error).toBe('outage-not-agreed');
  });

  it('is countered in the hall, once for each round', async () => {
    const counter = { act: 'counter', ...sunday, note: '周日停产,影响最小' };
    expect((await answer(counter)).body.proposals[0]).toMatchObject({ state: 'answered' });
    expect((await answer({ act: 'agree' })).body.error).toBe('outage-proposal-answered');
  });

  it('is agreed when the utility takes the customer’s time, and may then be published', async () => {
    const { body } = await propose(sunday);
    expect(body).toMatchObject({
      fromAt: sunday.fromAt.toISOString(),
      negotiations: [{ state: 'agreed' }],
      agreed: 1,
    });
    const [{ rounds, state }] = await proposals();
    expect(state).toBe('agreed');
    expect(rounds.map(({ side, act }: { side: string; act: string }) => `${side} ${act}`)).toEqual([
      'utility propose',
      'customer counter',
      'utility agree',
    ]);
    expect((await town.publish(no)).body.status).toBe('published');
  });

  it('asks again for another time, which only an answer or an exception lets through', async () => {
    const moved = { fromAt: later(hours(400)), untilAt: later(hours(402)) };
    const change = () => town.staff('POST', `/outages/${no}/change`, { ...moved, reason: '线路检修' });
    expect((await change()).body.error).toBe('outage-not-agreed');
    const ask = { rule: 'negotiation', reason: '客户三次未接电话', change: moved };
    const { body } = await town.staff('POST', `/outages/${no}/overrides`, ask);
    const { id } = body.overrides[0];
    const decision = `/outages/${no}/overrides/${id}/decision`;
    await town.staff('POST', decision, { approve: true }, town.supervisor);
    expect((await change()).body).toMatchObject({ status: 'changed', version: 2 });
  });

  it('is answered by nobody but the customer', async () => {
    const other = await town.holderOf(await town.home(area));
    const path = `/households/${works.accountNo}/outage-proposals`;
    expect((await town.resident('GET', path, other)).status).toBe(404);
  });
});

it('a large customer whom nobody uses the hall for is told by the phone on file, and answers by telephone', async () => {
  const area = await town.area();
  const mill = await town.home(area, 'large');
  const times = { fromAt: later(hours(300)), untilAt: later(hours(304)) };
  const no = await town.draft({ ...times, areaIds: [area.areaId] });
  const { body } = await town.staff('POST', `/outages/${no}/proposal`, times);
  expect(await town.notices(no)).toEqual([
    expect.objectContaining({ event: 'outage-proposal', to: `holder:${mill.holderPeriodId}` }),
  ]);
  const path = `/outages/${no}/negotiations/${body.negotiations[0].id}/answer`;
  const said = { act: 'agree', note: '厂长李某来电同意' };
  const unnamed = await town.staff('POST', path, { act: 'agree' }, town.supervisor);
  expect(unnamed.status).toBe(400);
  const taken = await town.staff('POST', path, said, town.supervisor);
  expect(taken.body).toMatchObject({ negotiations: [{ state: 'agreed' }], agreed: 1 });
  expect(taken.body.negotiations[0].rounds.at(-1)).toMatchObject({
    side: 'customer',
    note: said.note,
    by: `staff:${town.supervisor.username}`,
  });
  expect((await town.staff('POST', path, said, town.supervisor)).body.error).toBe('outage-proposal-answered');
  expect((await town.publish(no)).body.status).toBe('published');
});

describe('a publication that is killed half-way', () => {
  it('holds up no other one', async () => {
    const stopped: string[] = [];
    const publish = async () => {
      const area = await town.area();
      await town.holderOf(await town.home(area));
      const plan = { fromAt: later(hours(300)), untilAt: later(hours(302)), areaIds: [area.areaId] };
      const no = await town.draft(plan);
      await die([...stopped, no]);
      stopped.push(no);
      await town.publish(no);
      return no;
    };
    const die = (outages: string[]) =>
      hall.owner.query(`CREATE OR REPLACE FUNCTION die_of_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.source_id IN ('${outages.join("', '")}') THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`);
    await die(['none']);
    await hall.owner.query('GRANT EXECUTE ON FUNCTION die_of_some() TO PUBLIC');
    await hall.owner.query(
      'CREATE TRIGGER die_of_some BEFORE INSERT ON notices FOR EACH ROW EXECUTE FUNCTION die_of_some()',
    );
    const [first, second] = [await publish(), await publish()];
    await die([first]);
    await hall.app.runJob('tell-outages');
    expect([await town.notices(first), (await town.notices(second)).length]).toEqual([[], 1]);
    await hall.owner.query('DROP TRIGGER die_of_some ON notices');
    await town.tell();
    expect(await town.notices(first)).toHaveLength(1);
  });

  it('is finished by the next run: everybody is told, nobody twice', async () => {
    const area = await town.area();
    const people = [];
    for (let count = 0; count < 7; count += 1) people.push(await town.holderOf(await town.home(area)));
    const plan = { fromAt: later(hours(300)), untilAt: later(hours(302)), areaIds: [area.areaId] };
    const no = await town.draft(plan);
    // A telling stops in its second batch, as when the process dies: that batch leaves nothing behind.
    await hall.owner.query(`CREATE SEQUENCE told_so_far`);
    await hall.owner.query(`CREATE FUNCTION die_half_way() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.source_id = '${no}' AND nextval('told_so_far') > 4 THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`);
    await hall.owner.query('GRANT USAGE ON SEQUENCE told_so_far TO PUBLIC');
    await hall.owner.query('GRANT EXECUTE ON FUNCTION die_half_way() TO PUBLIC');
    await hall.owner.query(
      'CREATE TRIGGER die_half_way BEFORE INSERT ON notices FOR EACH ROW EXECUTE FUNCTION die_half_way()',
    );
    expect((await town.publish(no)).body.status).toBe('published');
    expect(await town.notices(no)).toHaveLength(0);
    const { rows } = await hall.owner.query(
      `SELECT t.told, t.finished_at, (SELECT count(*)::int FROM outage_recipients r WHERE r.outage_id = t.outage_id) AS recipients
         FROM outage_tellings t JOIN outages o ON o.id = t.outage_id WHERE o.outage_no = $1`,
      [no],
    );
    expect(rows).toEqual([{ told: 0, finished_at: null, recipients: 0 }]);
    await hall.owner.query('DROP TRIGGER die_half_way ON notices');
    await town.tell();
    await town.tell();
    const told = (await town.notices(no)).map(({ to }) => to).sort();
    expect(told).toEqual(people.map(({ personId }) => `person:${personId}`).sort());
  });

  it('and cancelled before it was through, tells those it had reached and nobody else', async () => {
    const area = await town.area();
    const reached = await town.holderOf(await town.home(area));
    const no = await town.draft({
      fromAt: later(hours(300)),
      untilAt: later(hours(302)),
      areaIds: [area.areaId],
    });
    await town.publish(no);
    // The process died after the first of two: the telling is open, the second home is behind its mark.
    const unreached = await town.holderOf(await town.home(area));
    await hall.owner.query(
      `UPDATE outage_tellings SET phase = 'concerned', finished_at = NULL WHERE outage_id = (SELECT id FROM outages WHERE outage_no = $1)`,
      [no],
    );
    await town.staff('POST', `/outages/${no}/cancel`, { reason: '天气原因取消' });
    await town.tell();
    const of = async (who: Resident) =>
      (await town.notices(no)).filter(({ to }) => to === `person:${who.personId}`).map(({ event }) => event);
    expect(await of(reached)).toEqual(['outage-planned', 'outage-cancelled']);
    expect(await of(unreached)).toEqual([]);
    const { body } = await town.staff('GET', `/outages/${no}`);
    expect(body.tellings.map(({ overtaken }: { overtaken: boolean }) => overtaken)).toEqual([true, false]);
  });
});
