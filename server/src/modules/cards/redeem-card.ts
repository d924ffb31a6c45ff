/**
 * Redeeming: one transaction locks the card, checks it, takes it and books its value. Of two at once one finds it used.
 * A wrong try is counted in that transaction too, so it is not thrown away with an error: the outcome is decided inside and
 * thrown outside.
 */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import { sameBytes } from '../../infra/crypto.ts';
import { addDays, businessDate } from '../../shared/dates.ts';
import type { AppError } from '../../shared/errors.ts';
import { type Fen, fen } from '../../shared/money.ts';
import type { Quote, QuoteAccount, Reception, Voucher } from '../payments/index.ts';
import {
  cardExchanged,
  cardExpired,
  cardLocked,
  cardNotActive,
  cardNotExpired,
  cardNotFound,
  cardRefused,
  cardUsed,
  cardVoid,
  personLocked,
} from './cards.errors.ts';
import type { CardRow, CardsRepository } from './cards.repository.ts';

export interface RedeemDependencies {
  cards: CardsRepository;
  voucher: Voucher;
  reception: Reception;
  quote: QuoteAccount;
  pinHash(serial: string, pin: string): Buffer;
  /** Of a request: what makes the PIN of the card it gets in exchange, and what is kept to know that request again. */
  exchangeSecret(requestKey: string): { pin: Buffer; mark: string };
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  clock: Clock;
  crashPoints: CrashPoints;
}

export interface RedeemRequest {
  serial: string;
  pin: string;
  accountNo: string;
  /** To what is owed first, the oldest first; or all of it to the balance. */
  to: 'bills' | 'balance';
  /** Who tries: person:<id>. */
  personId: string;
  /** Where: hall, sms. */
  by: 'hall' | 'sms';
  /** Names the request among all, where it has a key. */
  requestKey?: string;
}

export interface Redeemed {
  paymentNo: string;
  faceFen: Fen;
  toBillsFen: Fen;
  toBalanceFen: Fen;
}

export const cardSource = 'card';
const exchangeBatch = '999999';
const exchangeDays = 3 * 365;
const noCard = Buffer.alloc(32);

export function createRedeemCard(dependencies: RedeemDependencies) {
  const { cards, voucher, inTransaction, clock, quote, crashPoints } = dependencies;

  /** Card and PIN proved, or the error to show; wrong tries are counted. */
  async function proveCard(
    tx: PoolClient,
    typed: { serial: string; pin: string },
    subject: string,
  ): Promise<CardRow | AppError> {
    const now = clock.now();
    const lockedUntil = await cards.lockSubject(tx, subject, now);
    if (lockedUntil && lockedUntil > now)
      return personLocked({ minutes: Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000) });
    const [serial, pin] = [voucher.readSerial(typed.serial), voucher.readPin(typed.pin)];
    const card = serial ? await cards.lockCard(tx, serial) : undefined;
    if (card?.lockedUntil && card.lockedUntil > now) return cardLocked();
    // The same work for a number that is none, so that time tells nothing.
    const hash = dependencies.pinHash(serial ?? '', pin ?? '');
    if (card && pin && sameBytes(hash, card.pinHash)) return card;
    sameBytes(hash, noCard);
    await cards.countWrong(tx, subject, card?.id ?? null, now);
    return cardRefused();
  }

  return {
    /** @throws AppError card-refused, card-locked, card-tries-used-up, card-used, card-expired … */
    async redeem(request: RedeemRequest): Promise<Redeemed> {
      const owed = await quote(request.accountNo);
      if (!owed) throw cardNotFound();
      const outcome = await inTransaction(async tx => {
        const subject = `person:${request.personId}`;
        const card = await proveCard(tx, request, subject);
        if (isError(card)) return card;
        const unfit = unfitness(card, clock.now());
        if (unfit) return (await asBefore(tx, card, request, dependencies)) ?? unfit;
        const redeemed = await book(tx, card, owed, request, dependencies);
        const { requestKey = null } = request;
        await cards.redeemed(tx, card.id, { subject, requestKey }, redeemed.paymentNo, clock.now());
        crashPoints.reach('card-redeemed');
        return redeemed;
      });
      if (isError(outcome)) throw outcome;
      return outcome;
    },

    /**
     * A card past its last day for a new one of the same value. Its PIN is made from the request, which only who sent it can
     * send again: whoever heard no answer gets the same one, and nothing is kept from which anybody else could read it.
     */
    async exchange(typed: { serial: string; pin: string }, personId: string, requestKey: string) {
      const secret = dependencies.exchangeSecret(requestKey);
      const pin = voucher.pinOf(secret.pin);
      const outcome = await inTransaction(async tx => {
        const card = await proveCard(tx, typed, `person:${personId}`);
        if (isError(card)) return card;
        const unfit = unfitness(card, clock.now());
        if (!unfit) return cardNotExpired();
        const { faceFen } = card;
        if (card.status === 'exchanged' && card.requestKey === secret.mark)
          return { ...(await cards.givenFor(tx, card)), pin, faceFen };
        if (unfit.code !== cardExpired.definition.code) return unfit;
        const serial = voucher.serialOf(exchangeBatch, await cards.nextExchangeSeq(tx));
        const expiresOn = addDays(businessDate(clock.now()), exchangeDays);
        const fresh = { serial, pinHash: dependencies.pinHash(serial, pin) };
        await cards.exchange(tx, card, fresh, expiresOn, secret.mark);
        return { serial, pin, faceFen, expiresOn };
      });
      if (isError(outcome)) throw outcome;
      crashPoints.reach('card-exchanged');
      return outcome;
    },
  };
}

export type RedeemCard = ReturnType<typeof createRedeemCard>;

const isError = (outcome: object): outcome is AppError => outcome instanceof Error;

const ends: Partial<Record<CardRow['status'], () => AppError>> = {
  printed: cardNotActive,
  redeemed: cardUsed,
  void: cardVoid,
  exchanged: cardExchanged,
};

function unfitness(card: CardRow, now: Date): AppError | undefined {
  return ends[card.status]?.() ?? (card.expiresOn < businessDate(now) ? cardExpired() : undefined);
}

/** The same request again, by whoever heard no answer. */
async function asBefore(
  tx: PoolClient,
  { faceFen, paymentNo, requestKey }: CardRow,
  request: RedeemRequest,
  { cards }: RedeemDependencies,
): Promise<Redeemed | undefined> {
  if (!paymentNo || !requestKey || requestKey !== request.requestKey) return undefined;
  const [face, toBillsFen] = [fen(faceFen), fen(await cards.toBillsOf(tx, paymentNo))];
  return { paymentNo, faceFen: face, toBillsFen, toBalanceFen: fen(face - toBillsFen) };
}

/** What is owed first, as far as nobody else is collecting it; the rest to the balance. */
function split(face: Fen, { items }: Quote, to: RedeemRequest['to']) {
  let left: number = face;
  const toItems: { payableId: number; amountFen: Fen }[] = [];
  for (const { payableId, outstandingFen, locked } of to === 'bills' ? items : []) {
    const amountFen = fen(Math.min(left, outstandingFen));
    if (locked || amountFen === 0) continue;
    toItems.push({ payableId, amountFen });
    left -= amountFen;
  }
  return { toItems, left: fen(left) };
}

async function book(
  tx: PoolClient,
  card: CardRow,
  owed: Quote,
  request: RedeemRequest,
  { reception, clock }: RedeemDependencies,
): Promise<Redeemed> {
  const face = fen(card.faceFen);
  const { toItems, left } = split(face, owed, request.to);
  const { paymentNo } = await reception.receive(
    {
      channel: request.by === 'sms' ? 'sms' : 'recharge-card',
      source: cardSource,
      tradeNo: card.serial,
      product: 'card',
      personId: request.personId,
      description: '充值卡缴费',
      items: toItems,
      prepayments: left > 0 ? [{ holderPeriodId: owed.holderPeriodId, amountFen: left }] : [],
      paidAt: clock.now(),
      origin: request.by,
      // The card's value is ours already: what has been paid meanwhile becomes balance.
      strict: false,
      // Whether it was meant for a bill: where another has paid that, it may be had back.
      detail: { cardTo: request.to },
    },
    tx,
  );
  return { paymentNo: paymentNo!, faceFen: face, toBillsFen: fen(face - left), toBalanceFen: left };
}
