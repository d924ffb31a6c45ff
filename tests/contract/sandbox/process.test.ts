import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { argumentsFor } from '../../support/bundles.ts';
import { newNo } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';
import { wechatMerchant } from './support/wechat-merchant.ts';

const running: ChildProcess[] = [];
let stateDir: string;
beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(stateDir, { recursive: true }));

/** Starts the process and resolves with its address, or with what it said when it ended. */
async function start(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url?: string; said: string }> {
  const child = spawn(process.execPath, argumentsFor('sandbox'), {
    env: { ...process.env, NODE_OPTIONS: '', SANDBOX_PORT: '0', SANDBOX_STATE_DIR: stateDir, ...env },
  });
  running.push(child);
  let said = '';
  return new Promise(resolve => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /sandbox listening (http:\/\/127\.0\.0\.1:\d+)\n/.exec(said)?.[1];
      if (url) resolve({ child, url, said });
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    child.once('exit', () => resolve({ child, said }));
  });
}

test('a production server has no sandbox', async () => {
  const { child, url, said } = await start({ HALL_MODE: 'production' });
  expect(url).toBeUndefined();
  expect(said).toContain('HALL_MODE=production');
  expect(child.exitCode).toBe(1);
});

test('killed in the middle, it goes on where it was: same keys, same orders, pending notifications', async () => {
  let healthy = false;
  const listener = await startListener(() => ({ status: healthy ? 204 : 500 }));
  const before = await start({});
  const credentials = JSON.parse(readFileSync(join(stateDir, 'credentials.json'), 'utf8')) as Record<
    string,
    string
  >;
  const control = async (url: string, path: string, body?: object) =>
    (
      await fetch(`${url}/control${path}`, {
        method: body ? 'POST' : 'GET',
        body: body && JSON.stringify(body),
      })
    ).json() as Promise<Record<string, unknown>>;
  const outTradeNo = newNo();
  const merchant = wechatMerchant(credentials);
  await control(before.url!, '/settings', { retryScale: 0.05 });
  await merchant.call('POST', '/v3/pay/transactions/native', {
    appid: merchant.appid,
    mchid: merchant.mchid,
    description: '电费',
    out_trade_no: outTradeNo,
    notify_url: `${listener.url}/n`,
    amount: { total: 100 },
  });
  const paid = await control(before.url!, '/pay', { outTradeNo });
  before.child.kill('SIGKILL');
  await until(() => before.child.signalCode !== null);
  healthy = true;
  const heard = listener.received.length;

  const after = await start({});
  const again = JSON.parse(readFileSync(join(stateDir, 'credentials.json'), 'utf8')) as Record<
    string,
    string
  >;
  expect(again['WECHAT_PAY_PRIVATE_KEY']).toBe(credentials['WECHAT_PAY_PRIVATE_KEY']);
  expect(again['ALIPAY_PUBLIC_KEY']).toBe(credentials['ALIPAY_PUBLIC_KEY']);
  expect(await (await fetch(`${after.url}/control/credentials`)).json()).toEqual(again);
  const target = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${merchant.mchid}`;
  const found = await wechatMerchant(again).call('GET', target);
  expect(found.json).toMatchObject({ trade_state: 'SUCCESS', transaction_id: paid.tradeNo });
  await until(() => listener.received.length > heard);
  const ids = listener.received.map(({ raw }) => (JSON.parse(raw) as { id: string }).id);
  expect(new Set(ids).size).toBe(1);
  await listener.stop();
});

test('other machines cannot reach it', async () => {
  const { url } = await start({});
  const port = Number(new URL(url!).port);
  await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow();
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
});

test('a receipt that lay ahead when it was killed is told all the same', async () => {
  const listener = await startListener(() => ({ status: 200, body: 'success' }));
  const before = await start({});
  const post = async (url: string, path: string, body: object) =>
    (await (await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
      string,
      string
    >;
  const { WECHAT_PAY_APP_ID: appid, WECHAT_APP_SECRET: secret } = JSON.parse(
    readFileSync(join(stateDir, 'credentials.json'), 'utf8'),
  ) as Record<string, string>;
  const person = (await (await fetch(`${before.url}/control/people/resident`)).json()) as Record<
    string,
    string
  >;
  await post(before.url!, '/control/settings', {
    weixinPushUrl: `${listener.url}/push`,
    weixinPushMode: 'plain',
    receiptDelayMs: 2000,
    everybodyConsents: true,
  });
  const grant = { grant_type: 'client_credential', appid, secret };
  const { access_token: token } = await post(before.url!, '/weixin/cgi-bin/stable_token', grant);
  await post(before.url!, `/weixin/cgi-bin/message/subscribe/send?access_token=${token}`, {
    touser: person['wechatOpenid'],
    template_id: 't'.repeat(43),
    data: { thing1: { value: '电费余额不足' } },
  });
  before.child.kill('SIGKILL');
  await until(() => before.child.signalCode !== null);
  expect(listener.received).toHaveLength(0);
  await start({});
  await until(() => listener.received.some(({ raw }) => raw.includes('subscribe_msg_sent_event')));
  await listener.stop();
});
