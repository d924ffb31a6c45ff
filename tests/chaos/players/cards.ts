/** Recharge cards: printed and sold before, redeemed once each whatever is tried, and paid for by their buyer at the end. */
import type { Card } from '../../integration/cards/printer.ts';
import { soldCards } from '../../integration/cards/shop.ts';
import { freshKey, type Payer, paymentStory } from '../../integration/payments/story.ts';
import type { Answer } from '../../support/hall.ts';
import type { Player, Stage } from './player.ts';

export interface Cards extends Player {
  /** One for somebody who redeems it otherwise. */
  take(): Card;
}

/** @param count for whoever redeems one, here or by text */
export async function openCards({ hall, random, mishap }: Stage, count: number): Promise<Cards> {
  const story = paymentStory(hall);
  const { cards, paid } = await soldCards(hall, count, 10_000);
  const redeem = ({ household, resident }: Payer, card: Card, key = freshKey()) =>
    hall.call('POST', `/households/${household.accountNo}/card-redemptions`, {
      token: resident.token,
      body: card,
      key,
    });
  return {
    channels: ['recharge-card'],
    async play() {
      const payer = await story.payer(1_000 + Math.floor(random() * 20_000));
      const other = await story.payer(5_000);
      const [card, chance, key] = [cards.shift()!, random(), freshKey()];
      const answers: Answer[] = [];
      if (chance < 0.15) {
        mishap('recharge-card', 'forged');
        await redeem(payer, { ...card, pin: '0000000000000000' });
      } else if (chance < 0.4) {
        mishap('recharge-card', 'repeated');
        answers.push(
          ...(await Promise.all([redeem(other, card), redeem(payer, card, key), redeem(payer, card)])),
        );
      }
      answers.push(await redeem(payer, card, key));
      const paid = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.paymentNo));
      if (paid.size !== 1) throw new Error(`a card redeemed ${paid.size} times: ${JSON.stringify(answers)}`);
    },
    take: () => cards.shift()!,
    finish: () => paid('CHAOS20261129001'),
  };
}
