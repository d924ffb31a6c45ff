/** Policies and notices: written by one person, published by another, read by everybody with the day they take effect, and kept. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const day = 86_400;
const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let supervisor: DeskMember;
let another: DeskMember;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
  another = await addMember(hall, 'supervisor');
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
});
afterAll(() => hall.close());

const onDay = (offset: number) =>
  new Date(clock.now().getTime() + offset * day * 1000 + 8 * 3_600_000).toISOString().slice(0, 10);

let count = 0;
const words = () => ({
  titleZh: `孔雀路收费办法（${++count}）`,
  titleEn: `Fees on Peacock Road (${count})`,
  bodyZh: '孔雀路的新装业务费按物价部门的文件收取。',
  bodyEn: 'Fees for new connections on Peacock Road follow the document of the price bureau.',
  source: '威价〔2026〕8号',
  effectiveFrom: onDay(0),
});
const send = (path: string, body: object, who = clerk) =>
  hall.call('POST', `/staff/disclosures${path}`, { cookie: who.cookie, key: freshKey(), body });
const decide = (number: string, body: object, who = supervisor) => send(`/${number}/decisions`, body, who);

async function proposed(more: object = {}, who = clerk): Promise<string> {
  const made = await send('', { kind: 'policy', ...words(), ...more }, who);
  expect(made.status).toBe(201);
  return made.body.number;
}
async function published(more: object = {}): Promise<string> {
  const number = await proposed(more);
  expect((await decide(number, { decision: 'publish', edition: 1 })).status).toBe(200);
  return number;
}
async function nextEdition(number: string, edition: number, more: object): Promise<void> {
  expect((await send(`/${number}/editions`, { ...words(), ...more })).status).toBe(201);
  expect((await decide(number, { decision: 'publish', edition })).status).toBe(200);
}

interface Shown {
  number: string;
  kind: string;
  stage: string;
  title: { zh: string };
  effectiveFrom: string;
  effectiveUntil: string | null;
  nextFrom: string | null;
}
const list = async (query: string): Promise<Shown[]> =>
  (await hall.call('GET', `/disclosures?size=50&${query}`)).body.disclosures;
const find = async (number: string, query = '') => (await list(query)).find(shown => shown.number === number);
const editions = async (number: string): Promise<Shown[]> =>
  (await hall.call('GET', `/disclosures/${number}`)).body.editions;

describe('publication', () => {
  it('takes two people: until the second has published it nobody else sees it, and every step is audited', async () => {
    const number = await proposed({}, supervisor);
    expect(await find(number)).toBeUndefined();
    expect((await hall.call('GET', `/disclosures/${number}`)).status).toBe(404);
    const own = await decide(number, { decision: 'publish', edition: 1 });
    expect([own.status, own.body.error]).toEqual([409, 'disclosure-own-edition']);
    expect((await decide(number, { decision: 'publish', edition: 1 }, clerk)).status).toBe(403);
    expect((await decide(number, { decision: 'publish', edition: 1 }, another)).status).toBe(200);
    expect(await find(number)).toMatchObject({ stage: 'in-force', effectiveFrom: onDay(0) });
    const { rows } = await hall.owner.query(
      'SELECT actor, action FROM audit_entries WHERE subject = $1 ORDER BY id',
      [`disclosure:${number}`],
    );
    expect(rows).toEqual([
      { actor: `staff:${supervisor.username}`, action: 'disclosure.propose' },
      { actor: `staff:${another.username}`, action: 'disclosure.publish' },
    ]);
  });

  it('publishes the words that were read: whoever writes others meanwhile has written another edition', async () => {
    const number = await proposed();
    expect((await send(`/${number}/editions`, { ...words(), titleZh: '改过的标题' })).status).toBe(201);
    expect((await decide(number, { decision: 'publish', edition: 1 })).body.error).toBe(
      'disclosure-edition-decided',
    );
    expect((await decide(number, { decision: 'publish', edition: 2 })).status).toBe(200);
    expect((await find(number))?.title.zh).toBe('改过的标题');
  });

  it('is refused with a reason, which the writer reads, and is then written anew', async () => {
    const number = await proposed();
    expect((await decide(number, { decision: 'refuse', edition: 1, reason: '缺少文号' })).body).toMatchObject(
      {
        editions: [{ status: 'refused', refusedFor: '缺少文号', decidedBy: supervisor.username }],
      },
    );
    await nextEdition(number, 2, { source: '威价〔2026〕9号' });
    expect(await find(number)).toMatchObject({ edition: 2, source: '威价〔2026〕9号' });
  });

  it('lets nobody write over what a colleague has handed in', async () => {
    const number = await proposed();
    const other = await send(`/${number}/editions`, words(), another);
    expect([other.status, other.body.error]).toEqual([409, 'disclosure-edition-of-another']);
  });

  it('keeps the words and the second person in the database itself', async () => {
    const number = await published();
    const change = (set: string) =>
      hall.owner.query(
        `UPDATE disclosure_editions e SET ${set} FROM disclosures d WHERE d.id = e.disclosure_id AND d.number = $1`,
        [number],
      );
    await expect(change(`body_zh = '改过的内容改过的内容'`)).rejects.toThrow(/stays as it is/);
    const waiting = await proposed();
    await expect(
      hall.owner.query(
        `UPDATE disclosure_editions e SET status = 'published', decided_by = written_by, decided_at = now()
           FROM disclosures d WHERE d.id = e.disclosure_id AND d.number = $1`,
        [waiting],
      ),
    ).rejects.toThrow(/check/);
  });

  it('names the field of a last day before the first', async () => {
    const answer = await send('', { kind: 'policy', ...words(), effectiveUntil: onDay(-1) });
    expect([answer.status, answer.body.details[0].field]).toEqual([422, 'effectiveUntil']);
    expect(answer.body.message).toBe('截止日期不能早于生效日期');
  });
});

describe('days', () => {
  it('says from which day it holds before the day, and is over after its last', async () => {
    const number = await published({ effectiveFrom: onDay(5), effectiveUntil: onDay(7) });
    expect(await find(number)).toMatchObject({ stage: 'upcoming', effectiveFrom: onDay(5) });
    clock.pass(7 * day);
    expect(await find(number)).toMatchObject({ stage: 'in-force' });
    clock.pass(day);
    expect(await find(number)).toBeUndefined();
    expect(await find(number, 'when=earlier')).toMatchObject({ stage: 'ended', effectiveUntil: onDay(-1) });
  });

  it('ends an edition on the eve of the next, announces the next, and keeps both to be read', async () => {
    const number = await published({ effectiveFrom: onDay(-100), titleZh: '旧的收费办法' });
    await nextEdition(number, 2, { effectiveFrom: onDay(10), titleZh: '新的收费办法' });
    expect(await find(number)).toMatchObject({
      title: { zh: '旧的收费办法' },
      stage: 'in-force',
      effectiveUntil: onDay(9),
      nextFrom: onDay(10),
    });
    clock.pass(10 * day);
    expect(await find(number)).toMatchObject({
      title: { zh: '新的收费办法' },
      stage: 'in-force',
      nextFrom: null,
    });
    expect(await editions(number)).toMatchObject([
      { title: { zh: '新的收费办法' }, stage: 'in-force', effectiveUntil: null },
      { title: { zh: '旧的收费办法' }, stage: 'ended', effectiveUntil: onDay(-1) },
    ]);
  });

  it('lets a correction from the very first day stand alone', async () => {
    const number = await published({ titleZh: '错的收费办法' });
    await nextEdition(number, 2, { titleZh: '对的收费办法' });
    expect(await editions(number)).toMatchObject([{ title: { zh: '对的收费办法' }, effectiveUntil: null }]);
  });
});

describe('finding', () => {
  it('goes by kind and by words, the latest published first', async () => {
    const first = await published({ kind: 'safety', titleZh: '雷雨天气用电安全', effectiveFrom: onDay(-3) });
    clock.pass(60);
    const second = await published({ kind: 'safety', titleZh: '浴室用电安全', effectiveFrom: onDay(-9) });
    expect((await list('kind=safety')).map(({ number }) => number)).toEqual([second, first]);
    expect(await find(first, `q=${encodeURIComponent('雷雨')}`)).toBeDefined();
    expect(await find(second, `q=${encodeURIComponent('雷雨')}`)).toBeUndefined();
    expect(await find(first, 'q=100%25')).toBeUndefined();
  });

  it('comes page by page', async () => {
    const page = async (no: number) =>
      (await hall.call('GET', `/disclosures?kind=safety&size=1&page=${no}`)).body;
    const [one, two] = [await page(1), await page(2)];
    expect([one.more, two.more]).toEqual([true, false]);
    expect(one.disclosures[0].number).not.toBe(two.disclosures[0].number);
  });
});

it('takes down what should never have been public, with a reason, and keeps it for staff', async () => {
  const number = await published();
  expect((await send(`/${number}/withdrawal`, { reason: '误发' }, supervisor)).status).toBe(200);
  expect(await find(number)).toBeUndefined();
  expect((await hall.call('GET', `/disclosures/${number}`)).status).toBe(404);
  const kept = await hall.call('GET', `/staff/disclosures/${number}`, { cookie: clerk.cookie });
  expect(kept.body).toMatchObject({ withdrawnFor: '误发', editions: [{ status: 'published' }] });
  expect((await send(`/${number}/editions`, words())).body.error).toBe('disclosure-withdrawn');
});
