import { z } from 'zod';
import type { PaymentNo } from '../../../../shared/ids.ts';
import { ChannelError } from '../channel-error.ts';
import type { CloseOutcome, Outcome, PayCode, PayCodeOrder } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import { bothSpellings } from './both-spellings.ts';
import type { WechatPayClient } from './client.ts';
import { query } from './orders.ts';
import { mismatchesOf, outcomeOf, transaction } from './transaction.ts';

const longestDescription = 127;

/** 付款码支付 of API v3: `/v3/pay/transactions/codepay` and its `reverse`. It sends no notification. */
export function wechatPayCode(client: WechatPayClient): PayCode {
  return {
    // 18 digits beginning with 10 to 15.
    reads: authCode => /^1[0-5]\d{16}$/.test(authCode),
    charge: order => charge(client, order),
    reverse: paymentNo => reverse(client, paymentNo),
  };
}

async function charge(client: WechatPayClient, order: PayCodeOrder): Promise<Outcome> {
  const { settings } = client;
  const body = {
    appid: settings.appId,
    mchid: settings.mchId,
    description: cutTo(longestDescription, order.description),
    out_trade_no: order.paymentNo,
    payer: { auth_code: order.authCode },
    amount: { total: order.amountFen, currency: 'CNY' },
    // The shop's number on our side; WeChat's own (`id`) is optional.
    scene_info: { device_ip: order.ip, store_info: { out_id: 'counter' } },
  };
  const waiting = bothSpellings<Outcome>({ USER_PAYING: { status: 'pending' } });
  const outcome = await settle<Outcome>(waiting, async () => {
    const trade = await client.post(transaction, '/v3/pay/transactions/codepay', body);
    const astray = trade.out_trade_no !== order.paymentNo || mismatchesOf(settings, trade).length > 0;
    if (astray) throw new ChannelError('bad-response', 'OTHER_ORDER');
    return outcomeOf(trade);
  });
  if (outcome.status !== 'unknown' || outcome.problem !== 'rejected') return outcome;
  // A refusal of this message need not be one of the order: an earlier attempt may have come through. The order says.
  const known = await query(client, order.paymentNo);
  return known.status === 'not-found' || known.status === 'closed'
    ? { status: 'failed', reason: outcome.reason }
    : known;
}

const reversed = z.object({ out_trade_no: z.string() });

function reverse(client: WechatPayClient, paymentNo: PaymentNo): Promise<CloseOutcome> {
  const { appId, mchId } = client.settings;
  const answers = bothSpellings<CloseOutcome>({
    ORDER_CLOSED: { status: 'closed' },
    ORDER_NOT_EXIST: { status: 'not-found' },
  });
  return settle<CloseOutcome>(answers, async () => {
    const target = `/v3/pay/transactions/out-trade-no/${paymentNo}/reverse`;
    const reply = await client.post(reversed, target, { appid: appId, mchid: mchId });
    if (reply.out_trade_no !== paymentNo) throw new ChannelError('bad-response', 'OTHER_ORDER');
    return { status: 'closed' };
  });
}
