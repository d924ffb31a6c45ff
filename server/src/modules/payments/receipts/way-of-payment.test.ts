import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { channelRegistry } from '../channels/registry.ts';
import { wayOfPayment } from './way-of-payment.ts';

/** What the database knows as sources of money, and the gateways beside them. */
const migration = readFileSync('prisma/migrations/20261122000300_payments/migration.sql', 'utf8');
const body = /CREATE FUNCTION source_account[\s\S]*?END;/.exec(migration)?.[0] ?? '';
const gateways = channelRegistry.flatMap(each => [...each.gateways, ...(each.optionalGateways ?? [])]);
const sources = [
  ...[...body.matchAll(/WHEN '([a-z-]+)' THEN/g)].map(found => found[1]!),
  ...new Set(gateways),
];
const elsewhere = wayOfPayment('never-heard-of', undefined);

test('the sources of money are found where the books name them', () => {
  expect(sources).toEqual(expect.arrayContaining(['shift', 'debit-bank', 'card', 'wechat-pay', 'unionpay']));
});

test.each(sources)('money that came by %s is called by a name of its own, in Chinese and English', source => {
  const { zh, en } = wayOfPayment(source, undefined);
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
  expect(en).toMatch(/^[A-Z]/);
  expect(zh).not.toBe(elsewhere.zh);
});

test.each(
  channelRegistry.map(({ code, create }) => create({ get: () => ({ code }) as never, has: () => false })),
)('what partners collect by $code is called as the channel is; a wallet stays the wallet', ({ name }) => {
  expect(wayOfPayment('partner', name)).toEqual(name);
  expect(wayOfPayment('agent', name)).toEqual(name);
  expect(wayOfPayment('wechat-pay', name).zh).toBe('微信支付');
});
