/** Walks every route with spoiled requests of a caller who may: refused in words, in both languages, and nothing changes. */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Route } from '../../../server/src/http/define-route.ts';
import { eventually, startHall } from '../../support/hall.ts';
import { badInputs } from './bad-inputs.ts';
import { type Caller, type ExampleRequest, freshKey, nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { createScene, openDesk, type Scene } from './scene.ts';

const hall = await startHall({ environment: { REFUND_FOUR_EYES_ABOVE_FEN: '0' } });
const desk = await openDesk(hall);

beforeEach(async () => void (await hall.owner.query('DELETE FROM rate_limits')));
afterAll(() => hall.close());

/** Counters of tries, and the ends of sessions in use, move with every request. What relays do happens by itself. */
const mayMove = new Set([
  'rate_limits',
  'sessions',
  'staff_sessions',
  'staff_sign_in_tries',
  'outbox_messages',
  'inbox_messages',
  'notices',
  'message_deliveries',
  'message_pace',
  'message_receipts',
]);

/** A fingerprint of every table. */
async function contents(): Promise<Record<string, string>> {
  const { rows } = await hall.owner.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const tables = rows.map(row => row.tablename as string).filter(name => !mayMove.has(name));
  const prints = await hall.owner.query(
    tables
      .map(
        name =>
          `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print FROM ${name} t`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(prints.rows.map(row => [row.name, row.print]));
}

function callerOf({ access }: Route, scene: Scene): Caller {
  if (access.kind === 'staff') return { cookie: scene.desk[access.roles[0]!].cookie };
  return access.kind === 'resident' || access.kind === 'household' ? { token: scene.owner.token } : {};
}

async function goodRequest(route: Route) {
  const scene = await createScene(hall, desk);
  const role = route.access.kind === 'staff' ? route.access.roles[0]! : 'clerk';
  const request = await requests[nameOf(route)]!.make(scene, role);
  return { scene, request, caller: request.as ?? callerOf(route, scene) };
}

/** What is wrong with a refusal, or nothing. */
function faultOf(
  { status, text }: { status: number; text: string },
  language: 'zh' | 'en',
): string | undefined {
  if (status < 400 || status > 499) return `answered ${status}`;
  let body: {
    error?: unknown;
    message?: unknown;
    requestId?: unknown;
    details?: { field?: unknown; rule?: unknown; message?: unknown }[];
  };
  try {
    body = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const words = [body.message, ...(body.details ?? []).map(detail => detail.message)];
  if (typeof body.error !== 'string' || typeof body.requestId !== 'string' || !Array.isArray(body.details))
    return 'lacks a part';
  if (status === 400 && body.details.length === 0) return 'names no field';
  if (body.details.some(detail => typeof detail.field !== 'string' || typeof detail.rule !== 'string'))
    return 'names no rule';
  if (!words.every(word => typeof word === 'string' && word.length > 0)) return 'says nothing';
  if (language === 'zh' && !words.every(word => /[\u4e00-\u9fff]/.test(String(word))))
    return 'is not in Chinese';
  if (language === 'en' && words.some(word => /[\u4e00-\u9fff]/.test(String(word))))
    return 'is not in English';
  if (/\bat \/|node_modules|SELECT |INSERT |prisma|constraint/i.test(text)) return 'shows our inside';
  return undefined;
}

/**
 * What earlier examples set going must not fall into this comparison: steps beside the answer, and refunds, of which the
 * sandbox tells a moment after they were asked for.
 */
async function allIsQuiet(): Promise<void> {
  await hall.app.idle();
  const sql = `SELECT count(*)::int AS open FROM refunds WHERE status = 'pending' AND way = 'gateway'`;
  await eventually(
    async () => (await hall.owner.query<{ open: number }>(sql)).rows[0]!.open,
    open => open === 0,
  );
}

async function refusal(
  route: Route,
  request: ExampleRequest,
  caller: Caller,
  language: 'zh' | 'en',
): Promise<string | undefined> {
  const headers = { ...request.headers, 'accept-language': language };
  const answer = await send(hall, route, { ...request, headers }, caller);
  const fault = faultOf(answer, language);
  return fault && `${fault}: ${answer.text.slice(0, 300)}`;
}

for (const route of hall.app.routes) {
  // A payer's browser that comes back from the bank is led home, whatever it brings.
  const forBrowsers = route.path.startsWith('/r/') || route.path.startsWith('/return/');
  if (!requests[nameOf(route)] || route.access.kind === 'signed' || forBrowsers) continue;
  describe(nameOf(route), () => {
    it('refuses every spoiled request in words, and changes nothing', async () => {
      const { request, caller } = await goodRequest(route);
      const spoiled = badInputs(route, request, requests[nameOf(route)]!);
      await allIsQuiet();
      const before = await contents();
      const problems: string[] = [];
      for (const [index, { what, request: bad }] of spoiled.entries()) {
        const problem = await refusal(route, bad, caller, index % 2 ? 'en' : 'zh');
        if (problem) problems.push(`${what} → ${problem}`);
        await hall.owner.query('DELETE FROM rate_limits');
      }
      expect(problems).toEqual([]);
      expect(await contents()).toEqual(before);
    });

    if (route.idempotent)
      it('refuses a used idempotency key with another body, and repeats the answer to the same', async () => {
        const { request, caller } = await goodRequest(route);
        const key = { ...request.headers, 'idempotency-key': freshKey() };
        const first = await send(hall, route, { ...request, headers: key }, caller);
        expect(first.status).toBe(route.status);
        await allIsQuiet();
        const before = await contents();
        const repeat = await send(hall, route, { ...request, headers: key }, caller);
        expect([repeat.status, JSON.parse(repeat.text)]).toEqual([first.status, JSON.parse(first.text)]);
        const body = JSON.stringify(request.body ?? {}).replace(/\}$/, ' }');
        const other = await send(hall, route, { ...request, headers: key, body }, caller);
        expect([other.status, JSON.parse(other.text).error]).toEqual([409, 'idempotency-key-reused']);
        expect(await contents()).toEqual(before);
      });
  });
}

describe('what belongs to somebody else', () => {
  const unknown = '3799999999999';
  const ask = (scene: Scene, method: string, path: string, body?: unknown) =>
    hall.call(method, path, { token: scene.owner.token, body, key: body ? freshKey() : undefined });

  it('is not found by its number behind one’s own door', async () => {
    const scene = await createScene(hall, desk);
    const { home, otherHome, otherBill } = scene;
    const before = await contents();
    for (const path of [
      `/households/${home.accountNo}/bills/${otherBill.billNo}`,
      `/households/${otherHome.accountNo}/bills/${otherBill.billNo}`,
      `/households/${unknown}/bills`,
      `/households/${unknown}/summary`,
    ])
      expect({ path, status: (await ask(scene, 'GET', path)).status }).toEqual({ path, status: 404 });
    expect(await contents()).toEqual(before);
  });

  it('cannot be paid, nor prepaid, nor paid together with one’s own', async () => {
    const scene = await createScene(hall, desk);
    const { bill, otherBill, otherHome } = scene;
    const order = { channel: 'web-hall', method: 'wechat', product: 'native' };
    const item = ({ payableId, amountFen }: typeof bill) => ({ payableId, amountFen });
    const before = await contents();
    for (const wrong of [
      { items: [item(otherBill)] },
      { items: [item(bill), item(otherBill)] },
      { items: [{ payableId: 999_999_999, amountFen: 1 }] },
      { items: [{ payableId: bill.payableId, amountFen: bill.amountFen + 1 }] },
      { items: [item(bill), item(bill)] },
      { prepayments: [{ accountNo: otherHome.accountNo, amountFen: 1_000 }] },
      { prepayments: [{ accountNo: unknown, amountFen: 1_000 }] },
      { items: [] },
    ]) {
      const { status, body } = await ask(scene, 'POST', '/payments', { ...order, ...wrong });
      expect({ wrong, status: [400, 404, 409].includes(status) ? 'refused' : body }).toEqual({
        wrong,
        status: 'refused',
      });
    }
    expect(await contents()).toEqual(before);
  });
});
