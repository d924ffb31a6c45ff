/** The knowledge base: found by two characters, suggested while one types, written by one and published by another. */
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

const codes = ({ body }: { body: { articles: { code: string }[] } }) => body.articles.map(({ code }) => code);
const find = async (q: string) => codes(await hall.call('GET', `/knowledge?q=${encodeURIComponent(q)}`));
const suggest = async (text: string, kind?: string) =>
  codes(await hall.call('POST', '/knowledge/suggestions', { body: { text, ...(kind ? { kind } : {}) } }));
const onDay = (offset: number) =>
  new Date(clock.now().getTime() + offset * day * 1000 + 8 * 3_600_000).toISOString().slice(0, 10);
const content = {
  titleZh: '孔雀图案的电费账单',
  titleEn: 'Bills with a peacock',
  bodyZh: '账单上的孔雀图案是纪念版，和电费没有关系。',
  bodyEn: 'The peacock on the bill is an anniversary edition and has nothing to do with the sum.',
  keywords: '孔雀',
  kinds: ['enquiry'],
  classes: ['business'],
  source: '本系统账单版式规则',
};
let count = 0;
async function written(more: object = {}): Promise<string> {
  const code = `peacock-${++count}`;
  const body = { code, section: 'bill', audience: 'public', ...content, validFrom: onDay(0), ...more };
  const made = await hall.call('POST', '/staff/knowledge', { cookie: clerk.cookie, key: freshKey(), body });
  expect(made.status).toBe(201);
  return code;
}
const decide = (code: string, body: object, who = supervisor) =>
  hall.call('POST', `/staff/knowledge/${code}/decisions`, { cookie: who.cookie, body });
const submit = (code: string, version = 1, who = clerk) =>
  hall.call('POST', `/staff/knowledge/${code}/submission`, {
    cookie: who.cookie,
    body: { act: 'submit', version },
  });
async function published(more: object = {}): Promise<string> {
  const code = await written(more);
  expect((await submit(code)).status).toBe(200);
  expect((await decide(code, { act: 'publish', version: 1 })).status).toBe(200);
  return code;
}

describe('reading', () => {
  it('has more than twenty articles from the start, each with its source, and no manual for residents', async () => {
    const { articles } = (await hall.call('GET', '/knowledge')).body;
    expect(articles.length).toBeGreaterThanOrEqual(25);
    for (const { title, body, source } of articles) {
      expect([title.zh, title.en, body.zh, body.en, source].every(text => text.length >= 2)).toBe(true);
    }
    expect(articles.filter(({ section }: { section: string }) => section === 'manual')).toEqual([]);
  });

  it.each([
    ['违约', 'late-fee'],
    ['约金', 'late-fee'],
    ['滞纳', 'late-fee'],
    ['户号', 'account-number'],
    ['发票', 'invoice'],
    ['电桩', 'ev-charger'],
    ['过户', 'move-in'],
    ['校验电表', 'meter-fast'],
    ['refund', 'refund-time'],
    ['ＰＤＦ', 'invoice'],
  ])('finds “%s”, whatever stands beside it', async (q, code) => {
    expect(await find(q)).toContain(code);
  });

  it('finds nothing where one of the words is in no article, and takes signs of a query’s syntax for what they are', async () => {
    expect(await find('违约金 恐龙')).toEqual([]);
    for (const q of ["'", '&|!', "违约':A | 户号", '\\'])
      expect((await hall.call('GET', `/knowledge?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });

  it('puts what has the word in its title before what mentions it', async () => {
    expect((await find('违约金'))[0]).toBe('late-fee');
  });
});

describe('suggestions', () => {
  it.each([
    ['我家突然停电了，邻居家有电', 'repair', 'no-power'],
    ['付款以后一直没到账', 'complaint', 'paid-not-shown'],
    ['为什么要收违约金', 'enquiry', 'late-fee'],
    ['灯忽明忽暗好几天了', 'repair', 'voltage'],
    ['缴清了还不来电', 'repair', 'restore'],
  ])('to “%s”', async (text, kind, code) => {
    const found = await suggest(text, kind);
    expect(found.length).toBeLessThanOrEqual(3);
    expect(found.slice(0, 2)).toContain(code);
  });

  it('keeps nothing of what was typed, and shows no manual', async () => {
    const secret = '我是住在昆嵛路的王小明，举报某人保密匿名';
    expect((await suggest(secret, 'misconduct')).filter(code => code.startsWith('manual'))).toEqual([]);
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM audit_entries WHERE detail::text LIKE '%王小明%'`,
    );
    expect(rows[0].count).toBe(0);
  });

  it('shows the desk the manuals as well', async () => {
    const answer = await hall.call('POST', '/staff/knowledge/suggestions', {
      cookie: clerk.cookie,
      body: { text: '匿名举报工作人员', kind: 'misconduct' },
    });
    expect(codes(answer)).toContain('manual-misconduct');
  });
});

describe('writing', () => {
  it('takes two people: nobody publishes what they have written, and nobody sees it before', async () => {
    const code = await written();
    expect(await find('孔雀')).not.toContain(code);
    expect((await decide(code, { act: 'publish', version: 1 })).body.error).toBe('article-act-not-possible');
    await submit(code);
    expect((await decide(code, { act: 'publish', version: 1 }, clerk)).status).toBe(403);
    await decide(code, { act: 'publish', version: 1 });
    expect(await find('孔雀')).toContain(code);

    const second = { ...content, validFrom: onDay(0), titleZh: '孔雀账单第二版' };
    await hall.call('PUT', `/staff/knowledge/${code}/draft`, { cookie: supervisor.cookie, body: second });
    await submit(code, 2, supervisor);
    expect((await decide(code, { act: 'publish', version: 2 })).body.error).toBe('article-two-people');
    expect((await decide(code, { act: 'publish', version: 2 }, another)).status).toBe(200);
    const { versions } = (await hall.call('GET', `/staff/knowledge/${code}`, { cookie: clerk.cookie })).body;
    expect(versions).toMatchObject([
      { version: 2, writtenBy: supervisor.username, publishedBy: another.username },
      { version: 1, writtenBy: clerk.username, publishedBy: supervisor.username },
    ]);
    const { rows } = await hall.owner.query(
      'SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id',
      [`article:${code}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'article.write',
      'article.submit',
      'article.publish',
      'article.write',
      'article.submit',
      'article.publish',
    ]);
  });

  it('is published in the words that were read: rewritten after it was handed in, it has another number', async () => {
    const code = await written();
    await submit(code);
    const rewrite = (bodyZh: string) =>
      hall.call('PUT', `/staff/knowledge/${code}/draft`, {
        cookie: clerk.cookie,
        body: { ...content, validFrom: onDay(0), bodyZh },
      });
    const versionsNow = async () =>
      (await hall.call('GET', `/staff/knowledge/${code}`, { cookie: clerk.cookie })).body.versions;
    await rewrite('孔雀图案可以抵扣一百元电费。');
    expect(await versionsNow()).toMatchObject([{ version: 2, state: 'draft' }]);
    await submit(code, 2);
    expect((await decide(code, { act: 'publish', version: 1 })).body.error).toBe('article-changed');
    await decide(code, { act: 'return', version: 2, reason: '没有依据' });
    await rewrite('孔雀图案可以抵扣二百元电费。');
    await submit(code, 3);
    expect((await decide(code, { act: 'publish', version: 2 })).body.error).toBe('article-changed');
    const change = `UPDATE knowledge_versions v SET body_zh = '改过的内容改过的内容' FROM knowledge_articles a WHERE a.id = v.article_id AND a.code = $1`;
    await expect(hall.owner.query(change, [code])).rejects.toThrow(/handed in/);
    expect((await decide(code, { act: 'publish', version: 3 })).status).toBe(200);
  });

  it('keeps what was published as it was, whoever asks the database', async () => {
    const code = await published();
    const change = `UPDATE knowledge_versions v SET body_zh = '改过的内容改过的内容' FROM knowledge_articles a WHERE a.id = v.article_id AND a.code = $1`;
    await expect(hall.owner.query(change, [code])).rejects.toThrow(/published/);
  });

  it('shows the next version from its day on', async () => {
    const code = await published();
    const next = { ...content, titleZh: '孔雀账单明年版', validFrom: onDay(10) };
    await hall.call('PUT', `/staff/knowledge/${code}/draft`, { cookie: clerk.cookie, body: next });
    await submit(code, 2);
    await decide(code, { act: 'publish', version: 2 });
    const titleOf = async () =>
      (await hall.call('GET', '/knowledge')).body.articles.find((one: { code: string }) => one.code === code)
        .title.zh;
    expect(await titleOf()).toBe(content.titleZh);
    clock.pass(11 * day);
    expect(await titleOf()).toBe('孔雀账单明年版');
  });

  it('gives a draft back with a reason, and lets one person at a time write', async () => {
    const code = await written();
    await submit(code);
    await decide(code, { act: 'return', version: 1, reason: '请写明依据' });
    const [version] = (await hall.call('GET', `/staff/knowledge/${code}`, { cookie: clerk.cookie })).body
      .versions;
    expect(version).toMatchObject({ state: 'draft', returnedFor: '请写明依据' });
    const other = await hall.call('PUT', `/staff/knowledge/${code}/draft`, {
      cookie: another.cookie,
      body: { ...content, validFrom: onDay(0) },
    });
    expect([other.status, other.body.error]).toEqual([409, 'article-others-draft']);
    expect((await decide(code, { act: 'publish', version: 7 })).body.error).toBe('article-changed');
  });

  it('withdraws an article from the readers, and puts it back', async () => {
    const code = await published();
    await decide(code, { act: 'withdraw', version: 1 });
    expect(await find('孔雀')).not.toContain(code);
    await decide(code, { act: 'restore', version: 1 });
    expect(await find('孔雀')).toContain(code);
  });

  it('keeps manuals from residents', async () => {
    const body = {
      code: 'open-manual',
      section: 'manual',
      audience: 'public',
      ...content,
      validFrom: onDay(0),
    };
    const made = await hall.call('POST', '/staff/knowledge', { cookie: clerk.cookie, key: freshKey(), body });
    expect([made.status, made.body.error]).toEqual([422, 'article-manual-for-staff']);
  });
});
