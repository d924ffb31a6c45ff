/** 委托代扣 (papay): the customer is told of every debit two days ahead. */
import { z } from 'zod';
import type {
  AgreementNotification,
  AgreementOutcome,
  Agreements,
  DebitOrder,
  NoticeOutcome,
  SigningAction,
  SigningOutcome,
  SigningRequest,
  StandingAgreement,
} from '../agreement.ts';
import { ChannelError } from '../channel-error.ts';
import type { Outcome } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { WechatPayClient } from './client.ts';
import { query as queryOrder } from './orders.ts';
import { rfc3339 } from './transaction.ts';

const longestDescription = 127;
const signs = '/v3/papay/scheduled-deduct-sign/contracts/pre-entrust-sign';

/** Undefined where we have no template for contracts. */
export function papay(client: WechatPayClient): Agreements | undefined {
  const plan = client.settings.papayPlanId;
  if (plan === undefined) return undefined;
  const contractOf = (agreementNo: string) =>
    `/v3/papay/sign/contracts/plan-id/${plan}/out-contract-code/${agreementNo}`;
  return {
    notice: {
      firstDay: 3,
      lastDay: 9,
      fromHour: 7,
      toHour: 22,
      send: (agreement, amountFen) => sendNotice(client, agreement, amountFen),
    },
    begin: request => begin(client, plan, request),
    query: agreementNo =>
      settle<AgreementOutcome>(noContract, async () =>
        outcomeOf(client, agreementNo, await client.get(contract, contractOf(agreementNo))),
      ),
    end: ({ agreementNo }) =>
      settle<AgreementOutcome>({ ...noContract, ...alreadyEnded }, async () => {
        const body = { contract_termination_remark: '用户解约' };
        await client.post(z.unknown(), `${contractOf(agreementNo)}/terminate`, body);
        return { status: 'ended' };
      }),
    debit: order => debit(client, order),
  };
}

const noContract = {
  CONTRACT_NOT_EXIST: { status: 'not-found' },
  RESOURCE_NOT_EXISTS: { status: 'not-found' },
} satisfies Record<string, AgreementOutcome>;
const alreadyEnded = {
  CONTRACT_ALREADY_TERMINATED: { status: 'ended' },
} satisfies Record<string, AgreementOutcome>;

function begin(client: WechatPayClient, plan: number, request: SigningRequest): Promise<SigningOutcome> {
  const body = {
    appid: client.settings.appId,
    ...(request.subject ? { openid: request.subject } : {}),
    plan_id: plan,
    out_contract_code: request.agreementNo,
    contract_display_account: request.displayAccount,
    contract_notify_url: request.notifyUrl,
  };
  return settle<SigningOutcome>({}, async () => {
    const action: SigningAction =
      request.scene === 'mini' ? await signInMiniProgram(client, body) : await signFromBrowser(client, body);
    return { status: 'ready', action };
  }).then(refusedAsFailed);
}

/** Signing that WeChat will not begin has begun nowhere: nothing can come of it. */
const refusedAsFailed = (outcome: SigningOutcome): SigningOutcome =>
  outcome.status === 'unknown' && outcome.problem === 'rejected'
    ? { status: 'failed', reason: outcome.reason }
    : outcome;

async function signInMiniProgram(client: WechatPayClient, body: object): Promise<SigningAction> {
  const reply = z.object({
    pre_entrustweb_id: z.string(),
    redirect_appid: z.string(),
    redirect_path: z.string(),
  });
  const { pre_entrustweb_id, redirect_appid, redirect_path } = await client.post(
    reply,
    `${signs}/mini-program`,
    { ...body },
  );
  return {
    kind: 'wechat-sign',
    appId: redirect_appid,
    path: redirect_path,
    extraData: { pre_entrustweb_id },
  };
}

async function signFromBrowser(client: WechatPayClient, body: object): Promise<SigningAction> {
  const { redirect_url } = await client.post(z.object({ redirect_url: z.url() }), `${signs}/h5`, { ...body });
  return { kind: 'redirect', gateway: 'wechat-pay', url: redirect_url };
}

/** The reply to a query, and what a message about a contract carries. */
const contract = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_contract_code: z.string(),
  contract_id: z.string().optional(),
  contract_state: z.string().optional(),
  contract_signed_time: rfc3339.optional(),
  contract_terminate_info: z.object({ contract_terminated_time: rfc3339.optional() }).optional(),
});
type Contract = z.output<typeof contract>;

function outcomeOf({ settings }: WechatPayClient, agreementNo: string, told: Contract): AgreementOutcome {
  if (told.out_contract_code !== agreementNo || told.mchid !== settings.mchId)
    throw new ChannelError('bad-response', 'OTHER_CONTRACT');
  return stateOf(told);
}

function stateOf(told: Contract): Extract<AgreementOutcome, { status: 'active' | 'ended' }> {
  if (told.contract_state === 'TERMINATED')
    return { status: 'ended', at: told.contract_terminate_info?.contract_terminated_time };
  if (told.contract_state !== 'SIGNED' || !told.contract_id || !told.contract_signed_time)
    throw new ChannelError('bad-response', 'UNEXPECTED_STATE');
  return { status: 'active', gatewayAgreementNo: told.contract_id, at: told.contract_signed_time };
}

/** @param content opened; the event's type says the same as `contract_state`, which older messages leave out */
export function contractNotification(
  settings: { mchId: string; appId: string },
  eventId: string,
  type: string,
  content: unknown,
  read: <T>(shape: z.ZodType<T>, content: unknown) => T,
): AgreementNotification {
  const told = read(contract, content);
  const state = told.contract_state ?? (type.endsWith('.TERMINATE') ? 'TERMINATED' : 'SIGNED');
  return {
    kind: 'agreement',
    eventId,
    agreementNo: told.out_contract_code,
    outcome: stateOf({ ...told, contract_state: state }),
    mismatches: [
      ...(told.appid === settings.appId ? [] : (['app'] as const)),
      ...(told.mchid === settings.mchId ? [] : (['merchant'] as const)),
    ],
  };
}

function sendNotice(
  client: WechatPayClient,
  { gatewayAgreementNo }: StandingAgreement,
  amountFen: number,
): Promise<NoticeOutcome> {
  const body = {
    mchid: client.settings.mchId,
    appid: client.settings.appId,
    estimated_amount: { amount: amountFen, currency: 'CNY' },
  };
  return settle<NoticeOutcome>({}, async () => {
    await client.post(z.unknown(), `/v3/papay/contracts/${gatewayAgreementNo}/notify`, body);
    return { status: 'told' };
  }).then(outcome =>
    outcome.status === 'unknown' && outcome.problem === 'rejected'
      ? { status: 'refused', reason: outcome.reason }
      : outcome,
  );
}

async function debit(client: WechatPayClient, order: DebitOrder): Promise<Outcome> {
  const body = {
    appid: client.settings.appId,
    out_trade_no: order.paymentNo,
    description: cutTo(longestDescription, order.description),
    transaction_notify_url: order.notifyUrl,
    contract_id: order.gatewayAgreementNo,
    amount: { total: order.amountFen, currency: 'CNY' },
  };
  const outcome = await settle<Outcome>({}, async () => {
    // Some answer with the order, some with nothing.
    const reply = z.object({ out_trade_no: z.literal(order.paymentNo) }).optional();
    await client.post(reply, '/v3/papay/pay/transactions/apply', body);
    return { status: 'pending' };
  });
  if (outcome.status !== 'unknown' || outcome.problem !== 'rejected') return outcome;
  // The refusal may be of a repeat: an earlier attempt, its answer lost, may have come through. The order says.
  const known = await queryOrder(client, order.paymentNo);
  return known.status === 'not-found' ? { status: 'failed', reason: outcome.reason } : known;
}
