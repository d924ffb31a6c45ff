/** Nobody is cut off by surprise: limits of notice kept to the second, everybody concerned told once, and told again when it changes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOutcomeRepository } from '../../../server/src/modules/messages/delivery/outcome.repository.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type MovingClock, movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { type Area, createTown, hours, type Town } from './town.ts';

let hall: RunningHall;
let town: Town;
let clock: MovingClock;

beforeAll(async () => {
  clock = movingClock();
  hall = await startHall({ clock });
  town = await createTown(hall);
});
afterAll(() => hall.close());

const later = (ms: number) => new Date(clock.now().getTime() + ms);
const events = async (outageNo: string) => (await town.notices(outageNo)).map(({ event }) => event).sort();

describe('a planned outage', () => {
  let area: Area;
  let home: Household;
  let holder: Resident;

  beforeAll(async () => {
    area = await town.area();
    home = await town.home(area);
    holder = await town.holderOf(home);
  });

  it('is announced seven days ahead to the very second, and refused a moment later', async () => {
    const areaIds = [area.areaId];
    const slack = 20_000;
    const intime = await town.draft({
      fromAt: later(hours(168) + slack),
      untilAt: later(hours(175)),
      areaIds,
    });
    const [requirement] = (await town.staff('GET', `/outages/${intime}`)).body.requirements;
    expect(requirement).toMatchObject({ rule: 'planned-notice', met: true, blocks: true });
    const { body } = await town.publish(intime);
    expect(body).toMatchObject({ status: 'published', noticeKept: true, version: 1 });

    const late = await town.draft({ fromAt: later(hours(168) - 1000), untilAt: later(hours(175)), areaIds });
    const refused = await town.publish(late);
    expect([refused.status, refused.body.error]).toEqual([409, 'outage-notice-too-late']);
    expect(refused.body.message).toContain('168小时');
  });

  it('is published late only with a reason and a second person, and both stay on record', async () => {
    const late = await town.draft({
      fromAt: later(hours(48)),
      untilAt: later(hours(50)),
      areaIds: [area.areaId],
    });
    const ask = { rule: 'planned-notice', reason: '主变漏油,不能再等' };
    const asked = await town.staff('POST', `/outages/${late}/overrides`, ask, town.supervisor);
    const [{ id }] = asked.body.overrides;
    const decide = (who: typeof town.supervisor) =>
      town.staff('POST', `/outages/${late}/overrides/${id}/decision`, { approve: true }, who);
    expect((await decide(town.supervisor)).body.error).toBe('outage-own-override');
    expect((await town.publish(late)).status).toBe(409);
    expect((await decide(town.clerk)).status).toBe(403);
    expect((await decide(town.colleague)).status).toBe(200);
    expect((await town.publish(late)).body).toMatchObject({ status: 'published', noticeKept: false });
    const { rows } = await hall.owner.query(
      'SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id',
      [`outage:${late}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'outage.create',
      'outage.override-ask',
      'outage.override-decide',
      'outage.publish',
    ]);
  });

  it('needs the exception anew when its time is edited', async () => {
    const areaIds = [area.areaId];
    const plan = { reason: '线路检修', fromAt: later(hours(40)), untilAt: later(hours(42)), areaIds };
    const no = await town.draft(plan);
    const asked = await town.staff('POST', `/outages/${no}/overrides`, {
      rule: 'planned-notice',
      reason: '紧急消除缺陷',
    });
    const [{ id }] = asked.body.overrides;
    await town.staff('POST', `/outages/${no}/overrides/${id}/decision`, { approve: true }, town.supervisor);
    await town.staff('PUT', `/outages/${no}`, { ...plan, fromAt: later(hours(30)) });
    expect((await town.publish(no)).body.error).toBe('outage-notice-too-late');
  });

  it('is told to the holder once, and seen on the holder’s own list only after publication', async () => {
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    const mine = async () =>
      (await town.resident('GET', '/outages', holder)).body.outages.map(
        ({ outageNo }: { outageNo: string }) => outageNo,
      );
    expect(await mine()).not.toContain(no);
    await town.publish(no);
    await town.tell();
    await town.tell();
    expect(await mine()).toContain(no);
    expect(await town.notices(no)).toEqual([
      expect.objectContaining({ event: 'outage-planned', to: `person:${holder.personId}` }),
    ]);
    const { body } = await town.staff('GET', `/outages/${no}/recipients`);
    expect(body.recipients).toEqual([
      expect.objectContaining({
        event: 'outage-planned',
        kind: 'person',
        accountNo: home.accountNo,
        version: 1,
      }),
    ]);
  });
});

describe('a temporary outage', () => {
  it('asks for 24 hours only where an important user is concerned', async () => {
    const [quiet, hospital] = [await town.area(), await town.area()];
    await town.home(quiet);
    await town.home(hospital, 'important-large');
    const soon = (area: Area, ms: number) =>
      town.draft({
        kind: 'temporary',
        fromAt: later(ms),
        untilAt: later(ms + hours(2)),
        areaIds: [area.areaId],
      });
    expect((await town.publish(await soon(quiet, hours(1)))).status).toBe(200);
    const refused = await town.publish(await soon(hospital, hours(24) - 1000));
    expect(refused.body.error).toBe('outage-important-too-late');
    expect((await town.publish(await soon(hospital, hours(24) + 20_000))).status).toBe(200);
  });
});

describe('a fault', () => {
  it('is published at once, however important who is hit; the time it took is measured', async () => {
    const area = await town.area();
    await town.home(area, 'important');
    const knownAt = later(-45 * 60_000);
    const no = await town.draft({
      kind: 'fault',
      reason: '电缆故障',
      fromAt: knownAt,
      knownAt,
      untilAt: later(hours(3)),
      areaIds: [area.areaId],
    });
    const { body } = await town.publish(no);
    expect(body).toMatchObject({ status: 'published', noticeKept: false });
    const published = body.events.find(({ act }: { act: string }) => act === 'publish');
    expect(published.detail.minutesSinceKnown).toBe(45);
    await hall.app.runJob('begin-outages');
    const begun = await town.staff('GET', `/outages/${no}`);
    expect(begun.body).toMatchObject({ status: 'under-way', begunAt: knownAt.toISOString() });
    await town.tell();
    expect(await events(no)).toEqual(['outage-fault']);
    await town.staff('POST', `/outages/${no}/restore`, {});
    await town.tell();
    expect(await events(no)).toEqual(['outage-fault', 'outage-restored']);
  });
});

describe('a change', () => {
  it('reaches exactly those already told; homes taken out hear a cancellation, homes put in hear of it for the first time', async () => {
    const [stays, leaves, joins] = [await town.area(), await town.area(), await town.area()];
    const homes = [await town.home(stays), await town.home(leaves), await town.home(joins)];
    const [stay, leave, join] = await Promise.all(homes.map(town.holderOf));
    const fromAt = later(hours(300));
    const plan = { fromAt, untilAt: later(hours(303)), areaIds: [stays.areaId, leaves.areaId] };
    const no = await town.draft(plan);
    await town.publish(no);
    await town.tell();
    const moved = { fromAt: later(hours(310)), untilAt: later(hours(312)), reason: '线路检修' };
    const places = { areaIds: [stays.areaId, joins.areaId] };
    expect((await town.staff('POST', `/outages/${no}/change`, { ...moved, places })).body.status).toBe(
      'changed',
    );
    await town.tell();
    const byPerson = async (who: Resident) =>
      (await town.notices(no)).filter(({ to }) => to === `person:${who.personId}`).map(({ event }) => event);
    expect(await byPerson(stay!)).toEqual(['outage-planned', 'outage-changed']);
    expect(await byPerson(leave!)).toEqual(['outage-planned', 'outage-cancelled']);
    expect(await byPerson(join!)).toEqual(['outage-planned']);

    await town.staff('POST', `/outages/${no}/cancel`, { reason: '天气原因' });
    await town.tell();
    expect(await byPerson(stay!)).toEqual(['outage-planned', 'outage-changed', 'outage-cancelled']);
    expect(await byPerson(leave!)).toEqual(['outage-planned', 'outage-cancelled']);
    expect(await byPerson(join!)).toEqual(['outage-planned', 'outage-cancelled']);
    const again = await town.staff('POST', `/outages/${no}/cancel`, { reason: '天气原因' });
    expect(again.body.error).toBe('outage-act-not-possible');
  });

  it('calls back what has not gone out yet: nobody hears of the old times after the new ones', async () => {
    const area = await town.area();
    await town.holderOf(await town.home(area));
    const [fromAt, untilAt] = [later(hours(300)), later(hours(303))];
    const no = await town.draft({ fromAt, untilAt, areaIds: [area.areaId] });
    await town.publish(no);
    await town.tell();
    // Only a telephone call is left, and that waits for the morning.
    await hall.owner.query(
      `UPDATE notices SET status = 'waiting', next_at = $2 WHERE source_id = $1 AND event = 'outage-planned'`,
      [no, later(hours(9))],
    );
    const moved = { fromAt: later(hours(310)), untilAt: later(hours(312)), reason: '线路检修' };
    expect((await town.staff('POST', `/outages/${no}/change`, moved)).body.status).toBe('changed');
    await town.tell();
    const { rows } = await hall.owner.query(
      `SELECT status, why FROM notices WHERE source_id = $1 AND event = 'outage-planned'`,
      [no],
    );
    expect(rows).toEqual([{ status: 'stopped', why: 'lapsed' }]);
    const { body } = await town.staff('GET', `/outages/${no}`);
    expect(body.tellings.map(({ told }: { told: number }) => told)).toEqual([1, 1]);
  });

  it('overtakes what is just about to be sent, and lets what is on its way go no further', async () => {
    const area = await town.area();
    const [claimed, begun] = [
      await town.holderOf(await town.home(area)),
      await town.holderOf(await town.home(area)),
    ];
    const [fromAt, untilAt] = [later(hours(300)), later(hours(303))];
    const no = await town.draft({ fromAt, untilAt, areaIds: [area.areaId] });
    await town.publish(no);
    await town.tell();
    await hall.app.idle();
    const ofOldTimes = `source_id = $1 AND event = 'outage-planned'`;
    // One process has claimed both, and has begun with the second.
    await hall.owner.query(
      `DELETE FROM message_deliveries WHERE notice_id IN (SELECT id FROM notices WHERE ${ofOldTimes})`,
      [no],
    );
    const { rows: claims } = await hall.owner.query(
      `UPDATE notices SET status = 'working', next_at = $2 WHERE ${ofOldTimes} RETURNING id::int, person_id AS person`,
      [no, later(120_000)],
    );
    const idOf = (who: Resident): number => claims.find(({ person }) => person === who.personId).id;
    await hall.owner.query(
      `INSERT INTO message_deliveries (notice_id, channel, state, request_id, recipient, attempts) VALUES ($1, 'voice', 'unknown', $2, '139****0000', 1)`,
      [idOf(begun), `n${idOf(begun)}-voice`],
    );
    const moved = { fromAt: later(hours(310)), untilAt: later(hours(312)), reason: '线路检修' };
    expect((await town.staff('POST', `/outages/${no}/change`, moved)).body.status).toBe('changed');
    await town.tell();
    const way = {
      noticeId: idOf(claimed),
      channel: 'sms' as const,
      requestId: `n${idOf(claimed)}-sms`,
      recipient: '139****0000',
      phoneHash: null,
      costMilliFen: 0,
      language: 'zh',
      version: 0,
      event: 'outage-planned',
      consentOf: null,
      triedBefore: 0,
    };
    expect(await createOutcomeRepository(hall.owner).begin([way], clock.now())).toEqual([]);
    // The call is reported to have failed: no other way speaks of the old times.
    await hall.owner.query(`UPDATE message_deliveries SET state = 'failed' WHERE notice_id = $1`, [
      idOf(begun),
    ]);
    await hall.owner.query(`UPDATE notices SET status = 'waiting', next_at = NULL WHERE id = $1`, [
      idOf(begun),
    ]);
    clock.pass(121);
    await hall.app.runJob('deliver-outbox');
    await hall.app.idle();
    const { rows } = await hall.owner.query(
      `SELECT n.id::int, n.status, n.why, (SELECT count(*)::int FROM message_deliveries d WHERE d.notice_id = n.id) AS ways
         FROM notices n WHERE ${ofOldTimes} ORDER BY n.id`,
      [no],
    );
    expect(rows.sort((one, other) => one.ways - other.ways)).toEqual([
      { id: idOf(claimed), status: 'stopped', why: 'lapsed', ways: 0 },
      { id: idOf(begun), status: 'stopped', why: 'lapsed', ways: 1 },
    ]);
  });

  it('into hours that were not announced keeps the notice too, and one that only shortens it needs none', async () => {
    const area = await town.area();
    await town.home(area);
    const fromAt = later(hours(172));
    const no = await town.draft({ fromAt, untilAt: later(hours(180)), areaIds: [area.areaId] });
    await town.publish(no);
    clock.pass(3600 * 24);
    const change = (from: Date, until: Date) =>
      town.staff('POST', `/outages/${no}/change`, { fromAt: from, untilAt: until, reason: '线路检修' });
    const sooner = await change(new Date(fromAt.getTime() - hours(1)), later(hours(150)));
    expect(sooner.body.error).toBe('outage-notice-too-late');
    const longer = later(hours(170));
    expect((await change(fromAt, longer)).body.error).toBe('outage-notice-too-late');
    const putOff = await change(later(hours(160)), later(hours(166)));
    expect(putOff.body.error).toBe('outage-notice-too-late');
    const { body } = await change(fromAt, new Date(fromAt.getTime() + hours(2)));
    expect(body).toMatchObject({ status: 'changed', version: 2 });
    expect((await change(fromAt, new Date(fromAt.getTime() + hours(2)))).body.error).toBe(
      'outage-nothing-changed',
    );
    expect(body.noticeKept).toBe(true);
    const ask = { rule: 'planned-notice', reason: '抢修需要延长', change: { fromAt, untilAt: longer } };
    const [{ id }] = (await town.staff('POST', `/outages/${no}/overrides`, ask)).body.overrides;
    await town.staff('POST', `/outages/${no}/overrides/${id}/decision`, { approve: true }, town.supervisor);
    expect((await change(fromAt, longer)).body).toMatchObject({
      status: 'changed',
      version: 3,
      noticeKept: false,
    });
  });
});

describe('whoever has two homes', () => {
  it('is told once, and finds both homes in it', async () => {
    const area = await town.area();
    const [first, second] = [await town.home(area), await town.home(area)];
    const person = await town.holderOf(first);
    await hall.world.bind(person, second, { isHolder: true });
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    await town.publish(no);
    await town.tell();
    expect(await town.notices(no)).toHaveLength(1);
    const { body } = await town.resident('GET', `/outages/${no}`, person);
    expect(body.homes).toHaveLength(2);
    expect(body.notices[0].path).toContain(`/o/${no}/notice?building=`);
  });
});

describe('a new holder', () => {
  it('sees the outage of the home and nothing of who lived there before', async () => {
    const area = await town.area();
    const before = await town.home(area, 'large');
    const former = await town.holderOf(before);
    const no = await town.draft({
      fromAt: later(hours(400)),
      untilAt: later(hours(404)),
      areaIds: [area.areaId],
    });
    const proposed = { fromAt: later(hours(400)), untilAt: later(hours(404)) };
    const { body: asked } = await town.staff('POST', `/outages/${no}/proposal`, proposed);
    const answer = `/households/${before.accountNo}/outage-proposals/${asked.negotiations[0].id}/answer`;
    const counter = {
      act: 'counter',
      fromAt: later(hours(420)),
      untilAt: later(hours(424)),
      note: '前任的生产计划',
    };
    expect((await town.resident('POST', answer, former, counter)).status).toBe(200);
    const moved = await hall.world.moveIn(before, '2026-01-01');
    const holder = await town.holderOf(moved);
    const seen = await town.resident('GET', `/households/${before.accountNo}/outage-proposals`, holder);
    expect(JSON.stringify(seen.body)).not.toContain('前任');
    expect(
      (await town.resident('GET', `/households/${before.accountNo}/outage-proposals`, former)).status,
    ).toBe(404);
    await town.staff('POST', `/outages/${no}/proposal`, { fromAt: counter.fromAt, untilAt: counter.untilAt });
    await town.publish(no);
    await town.tell();
    const list = await town.resident('GET', '/outages', holder);
    expect(list.body.outages.map(({ outageNo }: { outageNo: string }) => outageNo)).toContain(no);
    expect((await town.resident('GET', '/outages', former)).body.outages).toEqual([]);
  });
});

describe('the public page', () => {
  it('names places and times, no household and no debt; drafts do not exist for it', async () => {
    const area = await town.area();
    const home = await town.home(area);
    await hall.world.bill(home);
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    expect((await fetch(`${hall.url}/o/${no}`)).status).toBe(404);
    await town.publish(no);
    const page = await (await fetch(`${hall.url}/o/${no}?lang=zh`)).text();
    expect(page).toContain(area.name);
    const notice = await (
      await fetch(`${hall.url}/o/${no}/notice?building=${home.premisesId}&lang=zh`)
    ).text();
    for (const text of [page, notice]) {
      expect(text).not.toContain(home.name);
      expect(text).not.toContain(home.accountNo.slice(-4));
      expect(text).not.toContain('301室');
      expect(text).not.toMatch(/欠费|¥/);
    }
    const elsewhere = await town.home(await town.area());
    expect((await fetch(`${hall.url}/o/${no}/notice?building=${elsewhere.premisesId}`)).status).toBe(404);
    const pdf = await fetch(`${hall.url}/o/${no}/notice.pdf?building=${home.premisesId}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  });

  it('lists no outage that was called off before anybody was told, nor do the homes it would have touched', async () => {
    const area = await town.area();
    const works = await town.home(area, 'large');
    const manager = await town.holderOf(works);
    const times = { fromAt: later(hours(200)), untilAt: later(hours(204)) };
    const draft = await town.draft({ ...times, areaIds: [area.areaId] });
    const negotiated = await town.draft({ ...times, areaIds: [area.areaId] });
    const asked = await town.staff('POST', `/outages/${negotiated}/proposal`, times);
    expect(asked.body.status).toBe('negotiating');
    for (const no of [draft, negotiated]) {
      const { body } = await town.staff('POST', `/outages/${no}/cancel`, { reason: '计划有变' });
      expect(body).toMatchObject({ status: 'cancelled', version: 0 });
    }
    expect((await town.resident('GET', '/outages', manager)).body.outages).toEqual([]);
    const listed = await hall.call('GET', '/public-outages');
    const numbers = listed.body.outages.map(({ outageNo }: { outageNo: string }) => outageNo);
    expect(numbers).not.toContain(draft);
    expect(numbers).not.toContain(negotiated);
    expect(await (await fetch(`${hall.url}/o?lang=zh`)).text()).not.toContain(area.name);
  });

  it('lists hundreds of buildings by the page, so that each notice can be found', async () => {
    const area = await town.area();
    await hall.owner.query(
      `WITH p AS (INSERT INTO premises (region_code, district, street, building, unit, room, transformer_area_id)
         SELECT 'weihai', '文登区', '长街', n || '号楼', '1单元', '101室', $1 FROM generate_series(1, 201) n RETURNING id),
       m AS (INSERT INTO metering_points (premises_id, code) SELECT id, 'MPL' || id FROM p RETURNING id)
       INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category)
         SELECT '38' || lpad(id::text, 11, '0'), 'weihai', id, 'residential' FROM m`,
      [area.areaId],
    );
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    await town.publish(no);
    const notices = async (page: number) => {
      const text = await (await fetch(`${hall.url}/o/${no}?page=${page}&lang=zh`)).text();
      return [
        text.match(/notice\?building=\d+/g)?.length,
        text.includes('更多楼栋'),
        text.includes('前面的楼栋'),
      ];
    };
    expect(await notices(1)).toEqual([200, true, false]);
    expect(await notices(2)).toEqual([1, false, true]);
  });

  it('goes on showing an outage that lasts days longer than it was to', async () => {
    const area = await town.area();
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    await town.publish(no);
    // Nobody has said that power is back.
    await hall.owner.query(
      `UPDATE outages SET status = 'under-way', from_at = $2, until_at = $3 WHERE outage_no = $1`,
      [no, later(-hours(60)), later(-hours(50))],
    );
    const { body } = await hall.call('GET', '/public-outages');
    expect(body.outages.map(({ outageNo }: { outageNo: string }) => outageNo)).toContain(no);
    expect(await (await fetch(`${hall.url}/o?lang=zh`)).text()).toContain(area.name);
  });

  it('lists homes only by a dated rule, masked, and never those who asked to be left out', async () => {
    const area = await town.area();
    const home = await town.home(area);
    const holder = await town.holderOf(home);
    const no = await town.draft({
      fromAt: later(hours(200)),
      untilAt: later(hours(204)),
      areaIds: [area.areaId],
    });
    await town.publish(no);
    const rule = { name: 'board-lists-homes', value: 1, source: '小区业委会约定' };
    expect((await town.staff('POST', '/outage-rules', rule, town.supervisor)).status).toBe(201);
    const notice = async () =>
      (await fetch(`${hall.url}/o/${no}/notice?building=${home.premisesId}&lang=zh`)).text();
    expect(await notice()).toContain('**明');
    expect(await notice()).not.toContain(home.name);
    await town.resident('PUT', `/households/${home.accountNo}/board-listing`, holder, { listed: false });
    expect(await notice()).not.toContain('**明');
    await town.staff('POST', '/outage-rules', { ...rule, value: 0, source: '恢复默认' }, town.supervisor);
  });
});
