/**
 * Walks the doors that no session guards, where partners, gateways and browsers of payers come in, with rubbish nobody has
 * signed: each is refused, nothing breaks, and nothing of it is kept.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Route } from '../../../server/src/http/define-route.ts';
import { startHall } from '../../support/hall.ts';
import { allIsQuiet, contentsOf, goodRequest } from './bad-input-walk.ts';
import { nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { openDesk } from './scene.ts';

const hall = await startHall();
const desk = await openDesk(hall);
afterAll(() => hall.close());

const rubbish = (limit: number): Record<string, string | undefined> => ({
  'no body': undefined,
  'an empty body': '',
  'JSON that breaks off': '{"id":',
  null: 'null',
  'a list': '[]',
  'an empty object': '{}',
  'a bare text': '"text"',
  'text that is no JSON': '电费',
  'a form with broken escapes': 'a=%E0%A4%A&sign=%%%',
  'a form of strange names': '__proto__=1&constructor=2&sign=3',
  'XML with an entity': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'a NUL character': '{"id":"\\u0000","resource":"\u0000"}',
  'lists within lists': '['.repeat(20_000) + ']'.repeat(20_000),
  'more than is taken': 'x'.repeat(limit + 1),
});

const signed = hall.app.routes.filter(({ access }) => access.kind === 'signed');

describe.each(signed.map(route => [nameOf(route), route] as const))('%s', (name, route: Route) => {
  it('refuses rubbish, whatever it claims to be, and keeps none of it', async () => {
    const { request } = await goodRequest(hall, desk, route);
    await allIsQuiet(hall);
    const before = await contentsOf(hall);
    const problems: string[] = [];
    const bodies = route.method === 'get' ? { nothing: undefined } : rubbish(route.bodyLimit);
    for (const [what, body] of Object.entries(bodies))
      for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/xml']) {
        const headers = { ...request.headers, 'content-type': type };
        const { status, text } = await send(hall, route, { ...request, headers, body }, {});
        if (status < 400 || status > 499)
          problems.push(`${what} as ${type} → ${status} ${text.slice(0, 200)}`);
        if (/\bat \/|node_modules|SELECT |INSERT |prisma/i.test(text)) problems.push(`${what} → ${text}`);
      }
    expect(problems).toEqual([]);
    expect(await contentsOf(hall)).toEqual(before);
    expect(requests[name]).toBeDefined();
  });
});

describe('a message that is too long to be read', () => {
  const megabyte = 1024 * 1024;
  const counted = async (name: string) =>
    (await (await fetch(`${hall.url}/metrics`)).text())
      .split('\n')
      .filter(line => line.startsWith(`${name}{`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);

  it.each([
    ['wechat-pay/payment', '{"code":"FAIL","message":"处理失败"}'],
    ['alipay', 'fail'],
    ['unionpay', 'fail'],
  ])('is refused in the words of the gateway at /notify/%s, and counted', async (path, says) => {
    const before = await counted('hall_notifications_total');
    const reply = await fetch(`${hall.url}/notify/${path}`, { method: 'POST', body: 'x'.repeat(megabyte) });
    expect({ status: reply.status, says: await reply.text() }).toEqual({ status: 400, says });
    expect(await counted('hall_notifications_total')).toBe(before + 1);
  });

  it('has a code of the protocol at the doors of partners, counts, and ends with not being listened to', async () => {
    const fresh = await startHall();
    try {
      const ask = async (method: string, path: string, size: number) => {
        const reply = await fetch(fresh.url + path, { method, body: 'x'.repeat(size) });
        return { status: reply.status, body: (await reply.json()) as { code: string } };
      };
      const tooLong = { status: 413, body: { code: '1007' } };
      expect(await ask('POST', '/agency/v1/pay', megabyte)).toMatchObject(tooLong);
      expect(await ask('PUT', '/agency/v1/day-files/20261122', 17 * megabyte)).toMatchObject(tooLong);
      const refused = { status: 413, body: { head: { ret_code: 'EP0001' } } };
      expect(await ask('POST', '/agency/wechat-bill', megabyte)).toMatchObject(refused);
      expect(await ask('PUT', '/agency/wechat-bill/day-files/20261122', 17 * megabyte)).toMatchObject(
        refused,
      );
      for (let sent = 4; sent < 100; sent += 1)
        expect((await ask('POST', '/agency/v1/pay', 300_000)).body.code).toBe('1007');
      expect(await ask('POST', '/agency/v1/pay', 300_000)).toMatchObject({ body: { code: '1008' } });
    } finally {
      await fresh.close();
    }
  });
});

const forBrowsers = hall.app.routes.filter(
  ({ path, access }) => access.kind === 'anyone' && /^\/(r|o|return)(\/|$)/.test(path),
);

describe.each(forBrowsers.map(route => [nameOf(route), route] as const))('%s', (_, route: Route) => {
  it('shows a page or says that there is none, whatever the address', async () => {
    const { request } = await goodRequest(hall, desk, route);
    const odd = [
      '../../etc/passwd',
      "1' OR '1'='1",
      '\u0000',
      '户号',
      '-1',
      '99999999999999999999',
      'x'.repeat(2_000),
    ];
    const names = Object.keys(request.params ?? {});
    for (const value of names.length > 0 ? odd : ['']) {
      const params = Object.fromEntries(names.map(name => [name, value]));
      const { status, text } = await send(hall, route, { ...request, params }, {});
      expect({ value, status: status < 500 ? 'answered' : status, text: status < 500 ? '' : text }).toEqual({
        value,
        status: 'answered',
        text: '',
      });
      if (names.length > 0) expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});
