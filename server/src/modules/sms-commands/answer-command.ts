/**
 * What a text command is answered. Sums, months and the last four digits of a customer number; to whoever may see the household's
 * use, what it has used and what the month will cost. Nothing else of the household.
 */
import { randomInt } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, sameBytes } from '../../infra/crypto.ts';
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { fen, showYuan } from '../../shared/money.ts';
import type { PayAtWord } from '../autopay/index.ts';
import type { RedeemCard } from '../cards/index.ts';
import type { ReadForecast } from '../forecast/index.ts';
import type { SmsMessage } from '../messages/index.ts';
import type { PayLinkWish } from '../pay-links/index.ts';
import type { Quote, QuoteAtDesk, TextCommand } from '../payments/index.ts';
import type { HouseholdOfPhone, OrderRow, SmsCommandsRepository } from './sms-commands.repository.ts';

export interface AnswerDependencies {
  repository: SmsCommandsRepository;
  quote: QuoteAtDesk;
  redeem?: RedeemCard['redeem'];
  payLink(tx: PoolClient, wish: PayLinkWish): Promise<string>;
  /** The wallet that will be debited by the person's agreement; undefined when it cannot be done so now. */
  payByAgreement?: PayAtWord;
  /** As the app shows it. */
  forecast: ReadForecast;
  cipher: FieldCipher;
  clock: Clock;
  logger: Logger;
}

export type Reply = Pick<SmsMessage, 'template' | 'params'>;
export interface Answer {
  result: string;
  replies: Reply[];
}

interface Writer {
  /** Of the message that is answered. */
  inboundId: number;
  phoneHash: Buffer;
  personId: string;
  /** The default one first. */
  households: readonly HouseholdOfPhone[];
}

const codeMinutes = 10;
const mostHouseholds = 3;
const hourMs = 3_600_000;
const mostWrongCodes = 5;

const walletNames: Readonly<Record<string, string>> = { alipay: '支付宝', 'wechat-pay': '微信支付' };

const plain = (template: Reply['template']): Reply => ({ template, params: {} });
const tailOf = (accountNo: string) => accountNo.slice(-4);
const only = (result: string, reply: Reply): Answer => ({ result, replies: [reply] });

export function createAnswers(dependencies: AnswerDependencies) {
  const { repository, clock } = dependencies;
  return async (tx: PoolClient, writer: Writer, command: TextCommand): Promise<Answer> => {
    switch (command.kind) {
      case 'due':
        return due(writer, command.account, dependencies);
      case 'pay':
        return pay(tx, writer, command.account, dependencies);
      case 'confirm':
        return confirm(tx, writer, command.code, dependencies);
      case 'redeem':
        return redeem(writer, command, dependencies);
      case 'opt-out':
        await repository.optOut(tx, writer.phoneHash, clock.now());
        return only('opted-out', plain('sms-opted-out'));
      case 'opt-in':
        await repository.optIn(tx, writer.phoneHash);
        return only('opted-in', plain('sms-opted-in'));
      default:
        return only('help', plain('sms-help'));
    }
  };
}

/** The households that are meant; or the answer that asks which. */
function meant(
  { households }: Pick<Writer, 'households'>,
  written: string | null,
  command: string,
): { households: readonly HouseholdOfPhone[] } | { answer: Answer } {
  if (written) {
    const fitting = households.filter(
      ({ accountNo }) => accountNo === written || (written.length >= 4 && accountNo.endsWith(written)),
    );
    if (fitting.length === 1) return { households: fitting };
    if (fitting.length === 0)
      return {
        answer: only('unknown-account', {
          template: 'sms-unknown-account',
          params: { accountTail: written.slice(-4) },
        }),
      };
  }
  if (command === 'CX' && !written) return { households: households.slice(0, mostHouseholds) };
  if (households.length === 1) return { households };
  const tails = households.map(({ accountNo }) => tailOf(accountNo));
  const params = { tails: tails.join('、'), command, example: tails[0]! };
  return { answer: only('which', { template: 'sms-which', params }) };
}

const monthsOf = ({ items }: Quote) =>
  items.map(item => (item.month ? `${Number(item.month.slice(5))}月` : item.title.zh)).join('、');

async function due(
  writer: Writer,
  written: string | null,
  dependencies: AnswerDependencies,
): Promise<Answer> {
  const which = meant(writer, written, 'CX');
  if ('answer' in which) return which.answer;
  const replies: Reply[] = [];
  for (const { accountNo, holderPeriodId, full } of which.households) {
    const quoted = await dependencies.quote(accountNo, holderPeriodId);
    if (!quoted) continue;
    // The newest message stands on top: what is owed, above what was used.
    if (full) replies.push(...(await used(quoted, dependencies)));
    const params = { accountTail: tailOf(accountNo), balance: showYuan(quoted.balanceFen) };
    if (quoted.owedFen === 0) replies.push({ template: 'sms-nothing-due', params });
    else
      replies.push({
        template: 'sms-due',
        params: {
          ...params,
          amount: showYuan(quoted.owedFen),
          months: monthsOf(quoted),
          dueOn:
            quoted.items
              .map(item => item.dueOn ?? '')
              .filter(Boolean)
              .sort()[0] ?? '-',
        },
      });
  }
  return { result: 'told', replies };
}

const dayOf = (date: string) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** A message of its own: with the sums in one it would be charged as two all the same. None while the meter has told nothing. */
async function used(
  { holderPeriodId, accountNo }: Quote,
  { forecast, logger }: AnswerDependencies,
): Promise<Reply[]> {
  const view = await forecast(holderPeriodId).catch((error: unknown) => {
    // What is owed is told all the same.
    logger.error({ err: error, holderPeriodId }, 'use not worked out');
    return undefined;
  });
  if (!view?.asOf || view.energySince === null) return [];
  const { asOf, energySince, month, daysLeft } = view;
  const params = {
    accountTail: tailOf(accountNo),
    asOf: dayOf(asOf),
    energy: energySince,
    month: month ? `${Number(month.month.slice(5))}月` : '本月',
    forecast: month ? showYuan(fen(month.fen)) : '-',
  };
  if (!daysLeft) return [{ template: 'sms-use', params }];
  return [{ template: 'sms-use-days', params: { ...params, days: String(daysLeft.days) } }];
}

async function pay(
  tx: PoolClient,
  writer: Writer,
  written: string | null,
  { quote, repository, cipher, clock }: AnswerDependencies,
): Promise<Answer> {
  const which = meant(writer, written, 'JF');
  if ('answer' in which) return which.answer;
  const { accountNo, holderPeriodId } = which.households[0]!;
  const quoted = await quote(accountNo, holderPeriodId);
  const accountTail = tailOf(accountNo);
  if (!quoted || quoted.owedFen === 0) {
    const balance = showYuan(fen(quoted?.balanceFen ?? 0));
    return only('nothing-due', { template: 'sms-nothing-due', params: { accountTail, balance } });
  }
  if (quoted.items.some(item => item.locked))
    return only('locked', { template: 'sms-locked', params: { accountTail } });
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await repository.replaceOrder(tx, writer.phoneHash, {
    personId: writer.personId,
    accountNo,
    holderPeriodId,
    items: quoted.items.map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen })),
    totalFen: quoted.owedFen,
    codeHash: cipher.hash('sms-confirm', `${writer.phoneHash.toString('hex')}:${code}`),
    expiresAt: new Date(clock.now().getTime() + codeMinutes * 60_000),
  });
  const params = {
    accountTail,
    amount: showYuan(quoted.owedFen),
    months: monthsOf(quoted),
    code,
    minutes: String(codeMinutes),
  };
  return only('quoted', { template: 'sms-confirm', params });
}

async function confirm(
  tx: PoolClient,
  { phoneHash, personId }: Writer,
  code: string,
  { repository, quote, payLink, payByAgreement, cipher, clock }: AnswerDependencies,
): Promise<Answer> {
  const now = clock.now();
  const wrong = only('wrong-code', plain('sms-wrong-code'));
  const wrongBefore = await repository.answered(
    tx,
    phoneHash,
    new Date(now.getTime() - hourMs),
    'wrong-code',
  );
  const order = await repository.waiting(tx, phoneHash);
  if (wrongBefore >= mostWrongCodes || !order || order.expiresAt <= now) return wrong;
  if (!sameBytes(cipher.hash('sms-confirm', `${phoneHash.toString('hex')}:${code}`), order.codeHash))
    return wrong;
  const quoted = await quote(order.accountNo, order.holderPeriodId);
  const accountTail = tailOf(order.accountNo);
  if (!quoted || !sameAsQuoted(order, quoted)) {
    await repository.finishOrder(tx, order.id, 'changed');
    const amount = showYuan(fen(quoted?.owedFen ?? 0));
    return only('changed', { template: 'sms-changed', params: { accountTail, amount } });
  }
  await repository.finishOrder(tx, order.id, 'confirmed');
  const { accountNo, holderPeriodId, items, totalFen } = order;
  const amount = showYuan(fen(totalFen));
  const payableIds = items.map(({ payableId }) => payableId);
  const word = { personId, holderPeriodId, payableIds, totalFen: fen(totalFen), channel: 'sms' };
  const wallet = await payByAgreement?.(tx, word);
  if (wallet)
    return only('debiting', {
      template: 'sms-debiting',
      params: { accountTail, amount, wallet: walletNames[wallet] ?? wallet },
    });
  const link = await payLink(tx, { accountNo, holderPeriodId, items, reason: 'sms' });
  return only('pay-link', {
    template: 'sms-pay-link',
    params: { accountTail, amount, link },
  });
}

/** Every quoted bill owes what it owed, none is locked. */
function sameAsQuoted({ items }: OrderRow, quoted: Quote): boolean {
  const now = new Map(quoted.items.map(item => [item.payableId, item]));
  return items.every(({ payableId, amountFen }) => {
    const item = now.get(payableId);
    return item !== undefined && item.outstandingFen === amountFen && !item.locked;
  });
}

async function redeem(
  writer: Writer,
  { serial, pin, account }: Extract<TextCommand, { kind: 'redeem' }>,
  { redeem: redeemCard }: AnswerDependencies,
): Promise<Answer> {
  // Nothing is prepaid for whoever has gone, and what a card brings too much would be.
  const held = writer.households.filter(({ left }) => !left);
  if (held.length === 0) return only('not-bound', plain('sms-not-bound'));
  const which = meant({ households: held }, account, `CZ#卡号#密码`);
  if ('answer' in which) return which.answer;
  if (!redeemCard) return only('help', plain('sms-help'));
  const { accountNo } = which.households[0]!;
  try {
    const { faceFen } = await redeemCard({
      serial,
      pin,
      accountNo,
      to: 'bills',
      personId: writer.personId,
      by: 'sms',
      // Redeemed in a transaction of its own: a message handled again after a crash gets the answer of the first time.
      requestKey: `sms:${writer.inboundId}`,
    });
    const params = { amount: showYuan(faceFen), accountTail: tailOf(accountNo) };
    return only('redeemed', { template: 'sms-card-redeemed', params });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return only(error.code, { template: 'sms-card-refused', params: { reason: error.say('zh') } });
  }
}

export const today = (clock: Clock) => businessDate(clock.now());
