/** Who may see a case, and finding it again. */
import { describe, expect, it } from '@jest/globals';
import type { DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import {
  act,
  clerk,
  colleague,
  complaint,
  find,
  hall,
  home,
  mine,
  opened,
  read,
  resident,
  say,
  setTheScene,
  somebodyElse,
  supervisor,
  upheld,
} from './case-story.ts';

setTheScene();

describe('who may see it', () => {
  it('a confidential case is for its owner, its first receiver and supervisors', async () => {
    const caseNo = await opened({ kind: 'misconduct', words: '抄表人员收取好处费，请调查' });
    expect((await read(caseNo)).error).toBe('case-not-found');
    expect(await find('view=all')).not.toContain(caseNo);
    expect(await find('view=all', supervisor)).toContain(caseNo);
    const inBox = async (who: DeskMember) =>
      (await hall.call('GET', `/staff/find?query=${caseNo}`, { cookie: who.cookie })).body.files;
    expect(await inBox(clerk)).toEqual([]);
    expect(await inBox(supervisor)).toMatchObject([{ kind: 'case', number: caseNo }]);
    await act(caseNo, { act: 'take' }, supervisor);
    await act(caseNo, { act: 'hand-over', to: colleague.username, words: '请核查' }, supervisor);
    expect((await read(caseNo, colleague)).caseNo).toBe(caseNo);
    expect((await read(caseNo, clerk)).error).toBe('case-not-found');
  });

  it('an anonymous person is known to nobody and still reads the answer', async () => {
    const said = await say({ ...complaint, accountNo: home.accountNo, anonymous: true });
    expect(said.body).toMatchObject({ anonymous: true });
    const { caseNo } = said.body;
    expect(await read(caseNo)).toMatchObject({
      anonymous: true,
      accountNo: null,
      contactName: null,
      // Whom nobody can telephone is not late for it.
      contactDueAt: null,
    });
    expect((await mine(caseNo)).body.caseNo).toBe(caseNo);
    // Nor is it found by the household, nor does a file tell it.
    expect(await find(`view=all&q=${home.accountNo}`)).toEqual([]);
    const taken = await fetch(`${hall.url}/api/v1/staff/exports/cases?view=all&format=csv`, {
      headers: { cookie: supervisor.cookie },
    });
    const file = await taken.text();
    const line = file.split('\r\n').find(each => each.includes(caseNo));
    expect(line).toBeDefined();
    expect(file).not.toContain(home.accountNo);
    const { rows: audited } = await hall.owner.query('SELECT actor FROM audit_entries WHERE subject = $1', [
      `case:${caseNo}`,
    ]);
    expect(JSON.stringify(audited)).not.toContain(resident.personId);
    const { rows: told } = await hall.owner.query(`SELECT 1 FROM notices WHERE params->>'caseNo' = $1`, [
      caseNo,
    ]);
    expect(told).toEqual([]);
  });

  it('a file holds what the list shows its reader, and no words; the log does not tell what was looked for', async () => {
    const caseNo = await opened({ ...complaint, accountNo: home.accountNo });
    const secret = await opened({ kind: 'misconduct', words: '抄表人员收取好处费，请调查' });
    const take = async (who: DeskMember, query: string) => {
      const url = `${hall.url}/api/v1/staff/exports/cases?format=csv&view=all&${query}`;
      return (await fetch(url, { headers: { cookie: who.cookie } })).text();
    };
    const file = await take(clerk, '');
    expect(file).toMatch(new RegExp(`${caseNo},投诉,服务,.*,${home.accountNo},`));
    expect(file).not.toContain('排队');
    expect(file).not.toContain(secret);
    expect(await take(supervisor, '')).toContain(secret);
    const found = await take(clerk, `q=${encodeURIComponent('排队')}&kind=complaint`);
    expect(found).toContain(caseNo);
    const { rows } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'export.take' AND subject = 'export:cases' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0].detail).toEqual({ format: 'csv', view: 'all', kind: 'complaint', searched: true });
  });

  it('another resident’s case does not exist', async () => {
    const caseNo = await opened();
    const stranger = await somebodyElse();
    for (const path of ['', '/reminders', '/words', '/rating']) {
      const reply = await hall.call(path ? 'POST' : 'GET', `/cases/${caseNo}${path}`, {
        token: stranger.token,
        key: freshKey(),
        ...(path ? { body: path === '/rating' ? { stars: 1, satisfied: true } : { words: '你好' } } : {}),
      });
      expect([path, reply.status, reply.body.error]).toEqual([path, 404, 'case-not-found']);
    }
  });
});

describe('finding it', () => {
  it('by two characters anywhere in it, by words said later, and by nothing in the table', async () => {
    const caseNo = await opened({ kind: 'opinion', words: '小区门口的变压器嗡嗡作响，夜里睡不好' });
    for (const words of ['变压', '压器', '变压器', '夜里', '变压器 夜里'])
      expect([words, await find(`view=all&q=${encodeURIComponent(words)}`)]).toEqual([words, [caseNo]]);
    expect(await find(`view=all&q=${encodeURIComponent('变压器 白天')}`)).toEqual([]);
    await mine(caseNo, '/words', { words: '尤其是雷雨天' });
    expect(await find(`view=all&q=${encodeURIComponent('雷雨')}`)).toEqual([caseNo]);
    const { rows } = await hall.owner.query(
      'SELECT search::text AS search FROM service_cases WHERE case_no = $1',
      [caseNo],
    );
    expect(rows[0].search).not.toMatch(/\p{Script=Han}/u);
  });

  it('in a case that is full of words, only what comes after is not found; it is answered all the same', async () => {
    const caseNo = await opened();
    await hall.owner.query(
      `UPDATE service_cases SET search = array_to_tsvector(ARRAY(SELECT 'w' || lpad(n::text, 6, '0') FROM generate_series(1, 130000) n)) WHERE case_no = $1`,
      [caseNo],
    );
    const words = Array.from({ length: 400 }, (_, index) => String.fromCharCode(0x4e00 + index * 7)).join('');
    expect((await mine(caseNo, '/words', { words })).status).toBe(200);
    for (const body of [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, upheld])
      expect([body.act, (await act(caseNo, body)).status]).toEqual([body.act, 200]);
  });
});
