/** The page that a link in a text message or mail leads to: one answer, rated once. */
import { z } from 'zod';
import { anyone } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { tokenHash } from '../../../infra/crypto.ts';
import { ratedByLink, ratingLinkNotFound } from '../cases.errors.ts';
import { RatingBody } from '../cases.schemas.ts';
import type { CasesCore } from '../open-case.ts';
import type { SayMore } from '../say-more.ts';
import type { RatingLink, RatingLinksRepository } from './rating-links.repository.ts';

const tag = 'Ratings';
/** Of any form: a link that was mistyped or cut off is answered like one that has lapsed. */
const Token = z.strictObject({ token: z.string().max(200) });
const View = z.object({
  caseNo: z.string(),
  /** Left out of what few may know of. */
  kind: z.string().nullable(),
  answeredAt: z.string().nullable(),
  staffName: z.string().nullable(),
  openUntil: z.string(),
  rating: z.object({ stars: z.int(), satisfied: z.boolean() }).nullable(),
});

interface Dependencies {
  core: CasesCore;
  links: RatingLinksRepository;
  sayMore: SayMore;
}

export function ratingLinkRoutes({ core, links, sayMore }: Dependencies): Route[] {
  /** Another answer has come since, or the time is over: the link is good for nothing but what was said by it. */
  async function opened(token: string): Promise<RatingLink> {
    const link = await links.find(tokenHash(token));
    if (!link) throw ratingLinkNotFound();
    const lapsed = link.openUntil <= core.clock.now() || link.round !== link.reopened || !link.answeredAt;
    if (lapsed && link.stars === null) throw ratingLinkNotFound();
    return link;
  }
  const shown = ({
    caseNo,
    kind,
    confidential,
    answeredAt,
    staffName,
    openUntil,
    stars,
    satisfied,
  }: RatingLink) => ({
    caseNo,
    kind: confidential ? null : kind,
    answeredAt: answeredAt?.toISOString() ?? null,
    staffName,
    openUntil: openUntil.toISOString(),
    rating: stars === null ? null : { stars, satisfied: satisfied! },
  });
  return [
    defineRoute({
      method: 'get',
      path: '/case-ratings/:token',
      access: anyone('the token in a message is the key; it shows a number and who answered, and no words'),
      summary: 'What a link in a message asks to rate',
      tag,
      input: { params: Token },
      output: View,
      handle: async ({ params: { token } }) => shown(await opened(token)),
    }),
    defineRoute({
      method: 'post',
      path: '/case-ratings/:token',
      access: anyone('the token in a message is the key, and is good for one rating'),
      summary: 'Rate that answer, once (评议卡); not satisfied reopens the case',
      tag,
      input: { params: Token, body: RatingBody },
      output: View,
      async handle({ params: { token }, body, requestId }) {
        const { caseNo, personId, stars } = await opened(token);
        if (stars !== null) throw ratedByLink();
        await sayMore.rate({ personId, caseNo, requestId }, body);
        return shown((await links.find(tokenHash(token)))!);
      },
    }),
  ];
}
