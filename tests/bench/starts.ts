/** Payments started over HTTP, against RSA-2048 signatures a second of one thread. */
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { OpenBill } from './homes.ts';
import { applyLoad, type LoadRequest } from './load.ts';
import type { Comparison } from './rounds.ts';
import type { Stage } from './stage.ts';

const concurrency = 32;

/** @param billsOf the bills to be paid in the n-th round: each can be paid once */
export function starts(
  stage: Stage,
  method: 'wechat' | 'alipay',
  billsOf: (round: number) => OpenBill[],
): Comparison {
  return {
    what:
      method === 'alipay'
        ? 'payments started (Alipay wap: one signature, a signed address)'
        : 'payments started (WeChat Native: the sandbox verifies and signs on the same cores)',
    floor: 'RSA-2048 signatures (SHA-256) by one thread',
    aim: 0.5,
    ours: round =>
      applyLoad(
        billsOf(round).map(bill => startRequest(stage, bill, method)),
        concurrency,
      ),
    theirs: async () => signaturesPerSecond(),
  };
}

function startRequest(
  stage: Stage,
  { payableId, amountFen, token }: OpenBill,
  method: 'wechat' | 'alipay',
): LoadRequest {
  return {
    method: 'POST',
    url: `${stage.server.url}/api/v1/payments`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      channel: 'web-hall',
      method,
      product: method === 'wechat' ? 'native' : 'wap',
      items: [{ payableId, amountFen }],
      returnUrl: `${stage.server.url}/`,
    }),
  };
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signingMs = 1_500;

function signaturesPerSecond(): number {
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < signingMs; count += 1)
    sign('RSA-SHA256', Buffer.from(`message ${count}`), privateKey);
  return (count * 1000) / (performance.now() - began);
}
