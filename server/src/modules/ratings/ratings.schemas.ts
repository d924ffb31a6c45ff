import { z } from 'zod';

export const ratedKinds = ['counter', 'application'] as const;

export const RatingParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const CardBody = z.strictObject({
  stars: z.int().min(1).max(5),
  words: z
    .string()
    .max(1000)
    .transform(text => text.trim())
    .refine(text => text.length >= 2 && text.length <= 500 && !/[^\P{Cc}\n\t]/u.test(text), {
      params: { rule: 'words', wording: { zh: '请用2到500个字说明', en: 'Say it in 2 to 500 characters' } },
    })
    .optional(),
});

const card = z.object({
  id: z.int(),
  kind: z.enum(ratedKinds),
  /** Of the payment or application. */
  reference: z.string(),
  /** Who it was with, as customers are told. */
  staffName: z.string(),
  happenedAt: z.string(),
  openUntil: z.string(),
  rating: z.object({ stars: z.int(), words: z.string().nullable(), at: z.string() }).nullable(),
});

export const CardView = card;
export const CardsView = z.object({ cards: z.array(card) });
