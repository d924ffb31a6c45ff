/** 评议卡: what a person was served with lately, and what they thought of it. */
import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { ratedAlready, ratingNotFound, ratingTooLate } from './ratings.errors.ts';
import type { CardRow, createRatingsRepository } from './ratings.repository.ts';
import { CardBody, CardsView, CardView, RatingParams } from './ratings.schemas.ts';

interface RatingsRoutesDependencies {
  ratings: ReturnType<typeof createRatingsRepository>;
  clock: Clock;
  cipher: FieldCipher;
}

const tag = 'Ratings';
/** Four stars and five are a satisfied customer. */
const satisfiedFrom = 4;

export function ratingsRoutes({ ratings, clock, cipher }: RatingsRoutesDependencies): Route[] {
  const show = (row: CardRow) => ({
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    staffName: row.staffName ?? row.staff,
    happenedAt: row.happenedAt.toISOString(),
    openUntil: row.openUntil.toISOString(),
    rating: row.ratedAt && {
      stars: row.stars!,
      words: row.wordsEnc && cipher.decrypt(row.wordsEnc),
      at: row.ratedAt.toISOString(),
    },
  });
  return [
    defineRoute({
      method: 'get',
      path: '/ratings',
      access: resident(),
      summary: 'Services of the last time that I may rate or have rated (评议卡)',
      tag,
      output: CardsView,
      handle: async ({ actor }) => ({ cards: (await ratings.ofPerson(actor.personId)).map(show) }),
    }),
    defineRoute({
      method: 'post',
      path: '/ratings/:id',
      access: resident(),
      summary: 'Rate one of them, once',
      tag,
      input: { params: RatingParams, body: CardBody },
      output: CardView,
      async handle({ actor: { personId }, params: { id }, body: { stars, words }, requestId }) {
        const at = clock.now();
        const found = await ratings.find(id);
        if (found?.personId !== personId) throw ratingNotFound();
        if (found.ratedAt) throw ratedAlready();
        if (found.openUntil < at) throw ratingTooLate();
        const wordsEnc = words ? cipher.encrypt(words) : null;
        const given = await ratings.give(
          { id, stars, satisfied: stars >= satisfiedFrom, wordsEnc, at },
          {
            actor: `person:${personId}`,
            action: 'rating.give',
            subject: `${found.kind}:${found.reference}`,
            detail: { stars },
            requestId,
          },
        );
        if (!given) throw ratedAlready();
        return show((await ratings.find(id))!);
      },
    }),
  ];
}
