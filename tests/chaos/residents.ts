/** People who pay, give up, pay twice and get refunds, and keep asking whatever answers or does not answer. */
import { randomUUID } from 'node:crypto';
import type { BillOfTest, Household, Resident, World } from '../support/world.ts';
import type { Machine } from './machine.ts';

export interface Errand {
  resident: Resident;
  household: Household;
  bill: BillOfTest;
  method: 'wechat' | 'alipay';
  /** What this person will do at the cashier. */
  intent: 'pay' | 'abandon' | 'cancel';
  paymentNo?: string;
}

export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the harness reads answers of every shape
  body: any;
}

/** Asks until the server answers at all; a killed server is started again by the machine. */
export async function ask(
  machine: Machine,
  method: string,
  path: string,
  request: { token?: string; cookie?: string; body?: unknown; key?: string } = {},
): Promise<Reply> {
  const end = Date.now() + 300_000;
  let last = 'no connection';
  for (;;) {
    try {
      const reply = await fetch(`${machine.url}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(20_000),
        headers: {
          ...(request.token ? { authorization: `Bearer ${request.token}` } : {}),
          ...(request.cookie ? { cookie: request.cookie } : {}),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(request.key ? { 'idempotency-key': request.key } : {}),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await reply.text();
      // 5xx while the database is down, 409 while the first try of the same key still runs: the same request again.
      const again = reply.status >= 500 || (reply.status === 409 && text.includes('request-in-progress'));
      if (!again) return { status: reply.status, body: text ? JSON.parse(text) : undefined };
      last = `${reply.status} ${text.slice(0, 300)}`;
    } catch {
      // Connection refused or cut: the server is being killed or started.
    }
    if (Date.now() > end) throw new Error(`${method} ${path}: no answer in time, last ${last}`);
    await new Promise(done => setTimeout(done, 150));
  }
}

export async function makeErrands(world: World, count: number, random: () => number): Promise<Errand[]> {
  const errands: Errand[] = [];
  for (let index = 0; index < count; index++) {
    const household = await world.household();
    const bill = await world.bill(household, { amountFen: 1_000 + Math.floor(random() * 50_000) });
    const method = random() < 0.5 ? 'wechat' : 'alipay';
    const chance = random();
    const intent = chance < 0.85 ? 'pay' : chance < 0.95 ? 'abandon' : 'cancel';
    const payers = random() < 0.06 ? 2 : 1;
    for (let payer = 0; payer < payers && errands.length < count; payer++) {
      const resident = await world.resident();
      await world.bind(resident, household);
      errands.push({
        resident,
        household,
        bill,
        method: payer === 0 ? method : random() < 0.5 ? 'wechat' : 'alipay',
        intent: payers === 2 ? 'pay' : intent,
      });
    }
    if (errands.length >= count) break;
  }
  return errands;
}

/** Starts the payment and does at the cashier what this person means to do. */
export async function run(machine: Machine, errand: Errand): Promise<void> {
  const started = await ask(machine, 'POST', '/payments', {
    token: errand.resident.token,
    key: randomUUID(),
    body: {
      channel: 'web-hall',
      method: errand.method,
      product: errand.method === 'wechat' ? 'native' : 'wap',
      items: [{ payableId: errand.bill.payableId, amountFen: errand.bill.amountFen }],
      returnUrl: `${machine.url}/#/back`,
    },
  });
  errand.paymentNo =
    started.body?.paymentNo ??
    started.body?.details?.find((each: { field: string }) => each.field === 'paymentNo')?.message;
  if (started.status >= 400 || !errand.paymentNo) return;
  if (errand.intent === 'cancel') {
    await ask(machine, 'POST', `/payments/${errand.paymentNo}/cancel`, {
      token: errand.resident.token,
      body: {},
    });
    return;
  }
  if (errand.intent === 'abandon') return;
  const payUrl = started.body?.action?.kind === 'redirect' ? { payUrl: started.body.action.url } : {};
  // The gateway may not know the order (its creation failed): then this person cannot pay, which is an outcome too.
  await machine.sandbox
    .post('/control/pay', { outTradeNo: errand.paymentNo, wait: false, ...payUrl })
    .catch(() => {});
}
