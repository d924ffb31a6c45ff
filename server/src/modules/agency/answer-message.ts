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
import { type QuoteForPartner, quoteFor } from './quote-for-partner.ts';
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
    const toStore = storable(inbound, channel, clock.now());
    const count = (code: agencyWire.AgencyCode) =>
      metrics.count('hall_partner_messages_total', { partner: partner.code, trade: message.trade, code });
    if (message.trade === 'inquire') {
      refuseFlood(inquiries, partner, message.accountNo);
      const answer = await inquire(toStore, partner, message, dependencies);
      count(answer.code);
      return { ...answer, time: inbound.time };
    }
    const stored = await messages.store(toStore);
    if (stored.outcome === 'replay') throw replayed();
    crashPoints.reach('partner-message-stored');
    const answer = await answerStored(stored, partner, message, dependencies);
    count(answer.code);
    return { ...answer, time: stored.parsed?.time };
  };
}

const replayed = () => new AgencyRefusal('1004', 'replay');

/** @throws AgencyRefusal 1008 when this account was asked about too often within the minute */
export function refuseFlood(inquiries: RateLimit, partner: Partner, accountNo: string): void {
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
  partner: Partner,
  message: Exclude<agencyWire.AgencyMessage, agencyWire.Inquiry>,
  dependencies: AnswerDependencies,
): Promise<Answer> {
  if (stored.outcome === 'differs') return { code: '2007' };
  if (stored.code !== null && stored.outcome === 'repeat') return answerOf(stored as Handled);
  if (message.trade === 'query') return query(partner, message, dependencies);
  return answerOf(await handleMessage({ id: stored.id, trade: message.trade }, dependencies));
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

/** Asked first and stored with its answer: it moves no money, so nothing is lost when it is lost. */
async function inquire(
  toStore: MessageToStore,
  partner: Partner,
  message: agencyWire.Inquiry,
  { messages, quote }: AnswerDependencies,
): Promise<Answer> {
  const made = await quoted();
  const code = 'code' in made ? made.code : '0000';
  const stored = await messages.storeInquiry(toStore, code, 'code' in made ? undefined : made.toStore);
  if (stored.outcome === 'replay') throw replayed();
  return stored.code === '0000' && 'result' in made
    ? { code: '0000', result: made.result }
    : { code: stored.code };

  async function quoted(): Promise<QuoteForPartner | { code: agencyWire.AgencyCode }> {
    try {
      refuseInquiry(partner, message.terminalNo);
      return quoteFor(await quote(message.accountNo), message.month, toStore.receivedAt);
    } catch (error) {
      if (error instanceof AgencyRefusal) return { code: error.code };
      throw error;
    }
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
