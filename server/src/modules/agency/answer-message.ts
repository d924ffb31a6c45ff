/**
 * The core behind the three wire forms: a message that its door has verified and read is stored, handled and answered. A
 * repeat of a pay or a reverse gets what was answered first; what a crash left between store and handle is handled by
 * the repeat, by a query, or by the job.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { newPaymentNo, newRefundNo } from '../../shared/ids.ts';
import { fen } from '../../shared/money.ts';
import { agencyWire, type QuoteAccount } from '../payments/index.ts';
import type { Handled, MessagesRepository, MessageToStore, StoredMessage } from './messages.repository.ts';
import { admitMessage, type Partner, refuseInquiry, sourceOf } from './partner.ts';
import { quoteFor } from './quote-for-partner.ts';
import type { RateLimit } from './rate-limit.ts';

const { AgencyRefusal } = agencyWire;

export interface Inbound {
  partner: Partner;
  message: agencyWire.AgencyMessage;
  /** Against replays; null where the connection itself prevents them. */
  nonce: string | null;
  /** The message's own time, where its form repeats it in the reply. */
  time?: string;
  raw: Buffer;
}

export interface Answer {
  code: agencyWire.AgencyCode;
  result?: agencyWire.ResultOf[agencyWire.AgencyTrade];
  /** `time` of the message first answered. */
  time?: string;
}

export interface AnswerDependencies {
  messages: MessagesRepository;
  quote: QuoteAccount;
  inquiries: RateLimit;
  clock: Clock;
  metrics: Metrics;
  crashPoints: CrashPoints;
}

/** @throws AgencyRefusal for what is not stored: a replay, a flood of inquiries, a channel that is not the partner's */
export type AnswerMessage = (inbound: Inbound) => Promise<Answer>;

export function createAnswerMessage(dependencies: AnswerDependencies): AnswerMessage {
  const { messages, inquiries, clock, metrics, crashPoints } = dependencies;
  return async inbound => {
    const { partner, message } = inbound;
    const channel = admitMessage(partner, message);
    if (message.trade === 'inquire') refuseFlood(inquiries, partner, message.accountNo);
    const stored = await messages.store(storable(inbound, channel, clock.now()));
    if (stored.outcome === 'replay') throw new AgencyRefusal('1004', 'replay');
    crashPoints.reach('partner-message-stored');
    const answer = await answerStored(stored, inbound, dependencies);
    metrics.count('hall_partner_messages_total', {
      partner: partner.code,
      trade: message.trade,
      code: answer.code,
    });
    return { ...answer, time: stored.parsed?.time };
  };
}

function refuseFlood(inquiries: RateLimit, partner: Partner, accountNo: string): void {
  if (!inquiries.take(`${partner.code} ${accountNo}`, partner.inquiriesPerMinute))
    throw new AgencyRefusal('1008');
}

function storable(
  { partner, message, nonce, time, raw }: Inbound,
  channel: string,
  now: Date,
): MessageToStore {
  const content = JSON.stringify(message);
  return {
    partnerId: partner.id,
    trade: message.trade,
    tradeKey: message.tradeKey,
    nonce,
    channel,
    terminalNo: message.terminalNo ?? null,
    contentHash: createHash('sha256').update(content).digest(),
    parsed: time === undefined ? message : { ...message, time },
    raw,
    receivedAt: now,
  };
}

async function answerStored(
  stored: StoredMessage,
  { partner, message }: Inbound,
  dependencies: AnswerDependencies,
): Promise<Answer> {
  if (stored.outcome === 'differs') return { code: '2007' };
  if (stored.code !== null && stored.outcome === 'repeat') return answerOf(stored as Handled);
  switch (message.trade) {
    case 'inquire':
      return inquire(stored, partner, message, dependencies);
    case 'query':
      return query(partner, message, dependencies);
    default:
      return answerOf(await handleMessage({ id: stored.id, trade: message.trade }, dependencies));
  }
}

/** Handles a stored pay or reverse. Also what the job does with what was left behind. */
export function handleMessage(
  { id, trade }: { id: number; trade: 'pay' | 'reverse' },
  { messages, clock }: Pick<AnswerDependencies, 'messages' | 'clock'>,
): Promise<Handled> {
  const now = clock.now();
  return messages.handle(id, trade === 'pay' ? newPaymentNo(now) : newRefundNo(now), now);
}

const answerOf = ({ code, result }: Handled): Answer =>
  code === '0000' ? { code, result: result as Answer['result'] } : { code };

async function inquire(
  stored: StoredMessage,
  partner: Partner,
  message: agencyWire.Inquiry,
  { messages, quote, clock }: AnswerDependencies,
): Promise<Answer> {
  const now = clock.now();
  const refuse = async (code: agencyWire.AgencyCode): Promise<Answer> => {
    await messages.storeQuote({ id: stored.id, partnerId: partner.id, code }, undefined, now);
    return { code };
  };
  if (stored.code) return refuse(stored.code);
  try {
    refuseInquiry(partner, message.terminalNo);
    const made = quoteFor(await quote(message.accountNo), message.month, now);
    await messages.storeQuote({ id: stored.id, partnerId: partner.id, code: '0000' }, made.toStore, now);
    return { code: '0000', result: made.result };
  } catch (error) {
    if (error instanceof AgencyRefusal) return refuse(error.code);
    throw error;
  }
}

async function query(
  partner: Partner,
  { originalKey }: agencyWire.PaymentQuery,
  dependencies: AnswerDependencies,
): Promise<Answer> {
  const ask = () => dependencies.messages.paymentState(partner.id, sourceOf(partner), originalKey);
  let state = await ask();
  if (state?.messageId && state.status === 'stored') {
    // Left behind by a process that died, or just being handled: either way it is answered after that.
    await handleMessage({ id: state.messageId, trade: 'pay' }, dependencies);
    state = await ask();
  }
  return { code: '0000', result: queryResult(state) };
}

function queryResult(state: Awaited<ReturnType<MessagesRepository['paymentState']>>): agencyWire.QueryResult {
  if (!state) return { status: 'absent' };
  if (state.status === 'stored') return { status: 'processing' };
  if (state.receiptNo === null || state.clearingOn === null || state.amountFen === null)
    return { status: 'refused', refusal: state.code ?? '9001' };
  const { receiptNo, clearingOn, amountFen } = state;
  return { status: state.reversed ? 'reversed' : 'paid', receiptNo, clearingOn, amountFen: fen(amountFen) };
}
