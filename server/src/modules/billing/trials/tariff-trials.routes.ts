import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { Month } from '../../../shared/dates.ts';
import { TariffRules } from '../../tariffs/index.ts';
import { MonthText } from '../bills.schemas.ts';
import type { TryTariff } from './try-tariff.ts';

const fen = z.int();
const Compared = z.object({ accountNo: z.string(), beforeFen: fen, afterFen: fen });

const TrialView = z.object({
  /** The month whose bills were rated again. */
  month: z.string(),
  bills: z.int(),
  notRated: z.int(),
  beforeFen: fen,
  afterFen: fen,
  dearer: z.int(),
  cheaper: z.int(),
  spread: z.array(z.object({ fromFen: fen.nullable(), toFen: fen.nullable(), count: z.int() })),
  mostDearer: z.array(Compared),
  mostCheaper: z.array(Compared),
  examples: z.array(
    z.object({
      kwh: z.int(),
      flatBeforeFen: fen.nullable(),
      flatAfterFen: fen.nullable(),
      timeOfUseBeforeFen: fen.nullable(),
      timeOfUseAfterFen: fen.nullable(),
    }),
  ),
});

export function tariffTrialRoutes(tryTariff: TryTariff): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/tariff-trials',
      access: staff('finance', 'supervisor'),
      summary: 'Rate the bills of a past month by new rules, beside the rules in force; nothing is kept',
      tag: 'staff: tariffs',
      input: {
        body: z.strictObject({
          regionCode: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
          category: z.enum(['residential', 'commercial']),
          month: MonthText.optional(),
          rules: TariffRules,
        }),
      },
      output: TrialView,
      handle: ({ actor, body: { month, ...rest }, requestId }) =>
        tryTariff(actor, { ...rest, ...(month ? { month: month as Month } : {}) }, requestId),
    }),
  ];
}
