/** People who pay by an order at a gateway, give up, pay twice and get refunds, and keep asking whatever answers or does not answer. */
import { randomUUID } from 'node:crypto';
import type { BillOfTest, Household, Resident } from '../../support/world.ts';
import { openAgreements } from './agreements.ts';
import type { Player, Stage } from './player.ts';

interface Way {
  method: string;
  product: string;
}
const ways: Record<string, Way[]> = {
  'web-hall': [
    { method: 'wechat', product: 'native' },
    { method: 'alipay', product: 'wap' },
  ],
  wechat: [{ method: 'wechat', product: 'mini' }],
  alipay: [{ method: 'alipay', product: 'create' }],
  app: [{ method: 'wechat', product: 'app' }],
  'online-bank': [{ method: 'unionpay', product: 'front' }],
};

export interface Wallets extends Player {
  /** Starts a payment and does at the cashier what this person means to do; says whether it was paid. */
  pay(channel: string, resident: Resident, bill: BillOfTest, intent: Intent, way?: Way): Promise<boolean>;
}
type Intent = 'pay' | 'abandon' | 'cancel';

/** @param cookie of a member of the staff who may refund */
export async function openWallets(stage: Stage, cookie: string): Promise<Wallets> {
  const { hall, random } = stage;
  const agreements = openAgreements(stage);
  const paid: { paymentNo: string; amountFen: number; method: string }[] = [];
  let people = 0;

  async function personFor(channel: string): Promise<Resident> {
    if (channel !== 'wechat' && channel !== 'alipay') return hall.world.resident();
    const known = await hall.sandbox.get<{ wechatOpenid: string; alipayUserId: string }>(
      `/control/people/payer-${++people}`,
    );
    const { WECHAT_PAY_APP_ID, ALIPAY_APP_ID } = hall.sandbox.credentials;
    return hall.world.resident(
      channel === 'wechat'
        ? { provider: 'wechat', subject: known.wechatOpenid, appId: WECHAT_PAY_APP_ID }
        : { provider: 'alipay', subject: known.alipayUserId, appId: ALIPAY_APP_ID },
    );
  }
  async function errand(channel: string, household: Household, bill: BillOfTest, intent: Intent) {
    const resident = await personFor(channel);
    await hall.world.bind(resident, household);
    await wallets.pay(channel, resident, bill, intent);
  }
  /** Half of what an earlier payment brought, or all of it; refused where there is nothing to refund, which is fine. */
  async function refundAnEarlierOne(method?: string): Promise<void> {
    const candidates = method ? paid.filter(each => each.method === method) : paid;
    const earlier = candidates[Math.floor(random() * candidates.length)];
    if (!earlier) return;
    const amountFen = Math.max(1, Math.floor(earlier.amountFen / (earlier.amountFen % 2 ? 1 : 2)));
    await hall.call('POST', `/staff/payments/${earlier.paymentNo}/refunds`, {
      cookie,
      key: randomUUID(),
      body: { amountFen, reason: '用户申请退费' },
    });
  }

  const wallets: Wallets = {
    channels: Object.keys(ways),
    async play(channel, aim) {
      const household = await hall.world.household();
      const bill = await hall.world.bill(household, { amountFen: 1_000 + Math.floor(random() * 50_000) });
      const chance = random();
      if (agreements.isOffered(channel) && (aim ? aim === 'agreement' : random() < 0.15)) {
        const resident = await personFor(channel);
        await hall.world.bind(resident, household);
        await agreements.sign(channel, resident, household);
      } else if (aim) {
        await errand(channel, household, bill, aim === 'refund' ? 'pay' : 'cancel');
        if (aim === 'refund') await refundAnEarlierOne(ways[channel]![0]!.method);
      } else if (chance < 0.06) {
        // Two people pay the same bill in the same moment.
        await Promise.all([channel, 'web-hall'].map(each => errand(each, household, bill, 'pay')));
      } else
        await errand(channel, household, bill, chance < 0.86 ? 'pay' : chance < 0.95 ? 'abandon' : 'cancel');
      if (random() < 0.12) await refundAnEarlierOne();
    },
    finish: () => agreements.finish(),
    async pay(channel, { token }, bill, intent, way) {
      const options = ways[channel] ?? ways['web-hall']!;
      const { method, product } = way ?? options[Math.floor(random() * options.length)]!;
      const { status, body } = await hall.call('POST', '/payments', {
        token,
        key: randomUUID(),
        body: {
          channel,
          method,
          product,
          items: [{ payableId: bill.payableId, amountFen: bill.amountFen }],
          ...(product === 'wap' ? { returnUrl: `${hall.url}/#/back` } : {}),
        },
      });
      const paymentNo: string | undefined =
        body?.paymentNo ??
        body?.details?.find((each: { field: string }) => each.field === 'paymentNo')?.message;
      if (status >= 400 || !paymentNo) return false;
      if (intent === 'cancel') await hall.call('POST', `/payments/${paymentNo}/cancel`, { token, body: {} });
      if (intent !== 'pay') return false;
      paid.push({ paymentNo, amountFen: bill.amountFen, method });
      const { action } = body;
      const opened =
        action?.kind === 'redirect'
          ? { payUrl: action.url }
          : action?.kind === 'form'
            ? { payForm: { action: action.url, fields: action.fields } }
            : {};
      // The gateway may not know the order (its creation failed): then this person cannot pay, which is an outcome too.
      return hall.sandbox.post('/control/pay', { outTradeNo: paymentNo, wait: false, ...opened }).then(
        () => true,
        () => false,
      );
    },
  };
  return wallets;
}
