/**
 * Recharge cards as a source of reconciliation. The card register says which cards were redeemed, the books how the liability
 * moved, and what is found outside is the money of their sale: a card whose sale is not paid yet keeps its day waiting.
 */
import type { BusinessDate } from '../../shared/dates.ts';
import { type CountSheet, countSheetPart, type StatementSource } from '../payments/index.ts';
import type { RedeemedCard } from './cards.repository.ts';
import { cardSource } from './redeem-card.ts';

export function cardStatement(redeemedOn: (day: BusinessDate) => Promise<RedeemedCard[]>): StatementSource {
  return {
    source: cardSource,
    name: { zh: '充值卡售卡与兑换', en: 'Recharge cards, sold and redeemed' },
    bookedWhenCounted: true,
    parts: [countSheetPart(cardSource, async day => cardSheet(await redeemedOn(day)))],
  };
}

export function cardSheet(cards: readonly RedeemedCard[]): CountSheet {
  const rows = cards.map(({ serial, faceFen, redeemedAt, saleNo }) => ({
    ...{ kind: 'payment' as const, tradeNo: serial, amountFen: faceFen, at: redeemedAt, place: saleNo },
  }));
  const paid = cards.filter(({ isPaid }) => isPaid);
  const foundFen = paid.reduce((sum, { faceFen }) => sum + faceFen, 0);
  return paid.length < cards.length ? { rows, foundFen, awaits: 'sale-payment' } : { rows, foundFen };
}
