/** Payments started over HTTP, against the RSA-2048 signatures a second of the whole machine. */
import { randomUUID } from 'node:crypto';
import type { OpenBill } from './homes.ts';
import { applyLoad, type LoadRequest } from './load.ts';
import type { Comparison } from './rounds.ts';
import { signaturesPerSecond } from './rsa-rate.ts';
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
    floor: 'RSA-2048 signatures (SHA-256) by all cores, which do nothing else',
    aim: 0.5,
    ours: round =>
      applyLoad(
        billsOf(round).map(bill => startRequest(stage, bill, method)),
        concurrency,
      ),
    theirs: signaturesPerSecond,
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
