/** Walks every route with spoiled requests of a caller who may: refused in words, in both languages, and nothing changes. */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Route } from '../../../server/src/http/define-route.ts';
import { startHall } from '../../support/hall.ts';
import { allIsQuiet, contentsOf, faultOf, goodRequest } from './bad-input-walk.ts';
import { badInputs } from './bad-inputs.ts';
import { type Caller, type ExampleRequest, freshKey, nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { createScene, openDesk, type Scene } from './scene.ts';

const hall = await startHall({ environment: { REFUND_FOUR_EYES_ABOVE_FEN: '0' } });
const desk = await openDesk(hall);

beforeEach(async () => void (await hall.owner.query('DELETE FROM rate_limits')));
afterAll(() => hall.close());

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
      const { request, caller } = await goodRequest(hall, desk, route);
      const example = requests[nameOf(route)]!;
      const spoiled = badInputs(route, request, example);
      await allIsQuiet(hall);
      const before = await contentsOf(hall, example.keepsRefused);
      const problems: string[] = [];
      for (const [index, { what, request: bad }] of spoiled.entries()) {
        const problem = await refusal(route, bad, caller, index % 2 ? 'en' : 'zh');
        if (problem) problems.push(`${what} → ${problem}`);
        await hall.owner.query('DELETE FROM rate_limits');
      }
      expect(problems).toEqual([]);
      expect(await contentsOf(hall, example.keepsRefused)).toEqual(before);
    });

    if (route.idempotent)
      it('refuses a used idempotency key with another body, and repeats the answer to the same', async () => {
        const { request, caller } = await goodRequest(hall, desk, route);
        const key = { ...request.headers, 'idempotency-key': freshKey() };
        const first = await send(hall, route, { ...request, headers: key }, caller);
        expect(first.status).toBe(route.status);
        await allIsQuiet(hall);
        const before = await contentsOf(hall);
        const repeat = await send(hall, route, { ...request, headers: key }, caller);
        expect([repeat.status, JSON.parse(repeat.text)]).toEqual([first.status, JSON.parse(first.text)]);
        const body = JSON.stringify(request.body ?? {}).replace(/\}$/, ' }');
        const other = await send(hall, route, { ...request, headers: key, body }, caller);
        expect([other.status, JSON.parse(other.text).error]).toEqual([409, 'idempotency-key-reused']);
        expect(await contentsOf(hall)).toEqual(before);
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
    await allIsQuiet(hall);
    const before = await contentsOf(hall);
    for (const path of [
      `/households/${home.accountNo}/bills/${otherBill.billNo}`,
      `/households/${otherHome.accountNo}/bills/${otherBill.billNo}`,
      `/households/${unknown}/bills`,
      `/households/${unknown}/summary`,
    ])
      expect({ path, status: (await ask(scene, 'GET', path)).status }).toEqual({ path, status: 404 });
    expect(await contentsOf(hall)).toEqual(before);
  });

  it('cannot be paid, nor prepaid, nor paid together with one’s own', async () => {
    const scene = await createScene(hall, desk);
    const { bill, otherBill, otherHome } = scene;
    const order = { channel: 'web-hall', method: 'wechat', product: 'native' };
    const item = ({ payableId, amountFen }: typeof bill) => ({ payableId, amountFen });
    await allIsQuiet(hall);
    const before = await contentsOf(hall);
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
    expect(await contentsOf(hall)).toEqual(before);
  });
});
