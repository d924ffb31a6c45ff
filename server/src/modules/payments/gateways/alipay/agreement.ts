/** 商家扣款: the customer agrees in Alipay, we debit without telling Alipay ahead. */
import { z } from 'zod';
import { toYuan } from '../../../../shared/money.ts';
import type {
  AgreementOutcome,
  Agreements,
  DebitOrder,
  SigningAction,
  SigningOutcome,
  SigningRequest,
} from '../agreement.ts';
import { ChannelError } from '../channel-error.ts';
import type { Outcome } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { AlipayClient } from './client.ts';
import { type AlipayParams, alipayTime } from './request-builder.ts';
import { beijingTime } from './trade.ts';
import { close, query as queryTrade } from './trades.ts';

const product = 'GENERAL_WITHHOLDING';
const personalProduct = 'GENERAL_WITHHOLDING_P';
const signing = 'alipay.user.agreement.page.sign';
const longestSubject = 128;

/** Undefined where we have no scene to sign in. */
export function alipayAgreements(client: AlipayClient): Agreements | undefined {
  const scene = client.settings.signScene;
  if (scene === undefined) return undefined;
  const named = { personal_product_code: personalProduct, sign_scene: scene };
  return {
    begin: request => begin(client, scene, request),
    query: agreementNo =>
      settle<AgreementOutcome>(noAgreement, async () => {
        const bizContent = { ...named, external_agreement_no: agreementNo };
        const told = await client.call(agreement, 'alipay.user.agreement.query', { bizContent });
        if (told.external_agreement_no !== undefined && told.external_agreement_no !== agreementNo)
          throw new ChannelError('bad-response', 'OTHER_AGREEMENT');
        return outcomeOf(told);
      }),
    end: ({ agreementNo }) =>
      settle<AgreementOutcome>(noAgreement, async () => {
        const bizContent = { ...named, external_agreement_no: agreementNo };
        await client.call(z.unknown(), 'alipay.user.agreement.unsign', { bizContent });
        return { status: 'ended' };
      }),
    debit: order => debit(client, order),
  };
}

const noAgreement = {
  USER_AGREEMENT_NOT_EXIST: { status: 'not-found' },
} satisfies Record<string, AgreementOutcome>;

async function begin(client: AlipayClient, scene: string, request: SigningRequest): Promise<SigningOutcome> {
  const params: AlipayParams = {
    notifyUrl: request.notifyUrl,
    ...(request.returnUrl ? { returnUrl: request.returnUrl } : {}),
    bizContent: {
      personal_product_code: personalProduct,
      product_code: product,
      sign_scene: scene,
      external_agreement_no: request.agreementNo,
      external_logon_id: request.displayAccount,
      access_params: { channel: request.scene === 'mini' ? 'ALIPAYAPP' : 'QRCODEORSMS' },
      sign_notify_url: request.notifyUrl,
    },
  };
  return { status: 'ready', action: await actionOf(client, request, params) };
}

/** Signed only: the customer's own client brings it to Alipay. */
async function actionOf(
  client: AlipayClient,
  request: SigningRequest,
  params: AlipayParams,
): Promise<SigningAction> {
  if (request.scene === 'mini')
    return { kind: 'alipay-sign', signStr: await client.signedString(signing, params) };
  return { kind: 'redirect', gateway: 'alipay', url: await client.signedAddress(signing, params) };
}

/** The reply to a query, and what a message about an agreement carries. */
export const agreement = z.object({
  agreement_no: z.string().optional(),
  external_agreement_no: z.string().optional(),
  status: z.string(),
  sign_time: beijingTime.optional(),
  valid_time: beijingTime.optional(),
  unsign_time: beijingTime.optional(),
});

export function outcomeOf(
  told: z.output<typeof agreement>,
): Extract<AgreementOutcome, { status: 'active' | 'ended' | 'not-found' }> {
  switch (told.status) {
    case 'TEMP':
      return { status: 'not-found' };
    // A message says UNSIGN where the query says STOP.
    case 'STOP':
    case 'UNSIGN':
      return { status: 'ended', at: told.unsign_time };
    case 'NORMAL': {
      const at = told.sign_time ?? told.valid_time;
      if (told.agreement_no && at) return { status: 'active', gatewayAgreementNo: told.agreement_no, at };
    }
  }
  throw new ChannelError('bad-response', 'UNEXPECTED_STATE');
}

/** Paid at once, refused, or nobody knows yet: 10003 and 20000 come as unknown, and a query has the last word. */
async function debit(client: AlipayClient, order: DebitOrder): Promise<Outcome> {
  const bizContent = {
    out_trade_no: order.paymentNo,
    total_amount: toYuan(order.amountFen),
    subject: cutTo(longestSubject, order.description.replaceAll(/[/=&]/g, ' ')),
    seller_id: client.settings.sellerId,
    product_code: product,
    agreement_params: { agreement_no: order.gatewayAgreementNo },
    time_expire: alipayTime(order.expiresAt),
  };
  const outcome = await settle<Outcome>({}, async () => {
    const reply = z.object({ out_trade_no: z.literal(order.paymentNo) });
    await client.call(reply, 'alipay.trade.pay', { notifyUrl: order.notifyUrl, bizContent });
    return { status: 'pending' };
  });
  // Paid or not, the trade says with what number and when.
  if (outcome.status === 'pending') return queryTrade(client, order.paymentNo);
  if (outcome.status !== 'unknown' || outcome.problem !== 'rejected') return outcome;
  const failed: Outcome = { status: 'failed', reason: outcome.reason };
  const known = await queryTrade(client, order.paymentNo);
  if (known.status === 'not-found' || known.status === 'closed') return failed;
  if (known.status !== 'pending') return known;
  // Alipay made the trade and did not debit it. Closed, it cannot be paid behind our back when another try follows.
  const closing = await close(client, order.paymentNo);
  return closing.status === 'closed' || closing.status === 'not-found' ? failed : known;
}
