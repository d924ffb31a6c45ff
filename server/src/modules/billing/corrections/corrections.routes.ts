/** Staff: a reading with what rests on it, and its correction. */
import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { instant, line } from '../../../http/fields.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import { parseKwh } from '../../../shared/energy.ts';
import { type CorrectReading, inKwh } from './correct-reading.ts';

const ReadingParams = z.object({ assetNo: z.string().regex(/^[\w-]{1,40}$/), readOn: z.iso.date() });
const Kwh = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/)
  .describe('kWh with at most two decimals, such as "1234.5"');

const CorrectionBody = z.strictObject({
  totalKwh: Kwh,
  peakKwh: Kwh.optional().describe('With `valleyKwh` where the reading has them'),
  valleyKwh: Kwh.optional(),
  reason: line(200),
});

const RegistersView = z.object({
  totalKwh: z.string(),
  peakKwh: z.string().nullable(),
  valleyKwh: z.string().nullable(),
});
const ReadingFileView = z.object({
  assetNo: z.string(),
  readOn: z.string(),
  timeOfUse: z.boolean(),
  quality: z.enum(['actual', 'estimated']),
  corrected: z.boolean(),
  registers: RegistersView,
  restsOn: z
    .array(z.string())
    .describe('Live bills that begin or end at it, in the order in which they have to be reversed'),
  corrections: z.array(
    z.object({
      before: RegistersView,
      after: RegistersView,
      reason: z.string(),
      correctedBy: z.string(),
      correctedAt: instant,
    }),
  ),
});
const CorrectionView = z.object({ before: RegistersView, after: RegistersView });

const tag = 'staff: billing';
const optionalKwh = (text: string | undefined) => (text === undefined ? undefined : parseKwh(text));

export function correctionRoutes(readings: CorrectReading): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/readings/:assetNo/:readOn',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'A reading, the bills that rest on it, and what it said before it was corrected',
      tag,
      input: { params: ReadingParams },
      output: ReadingFileView,
      async handle({ params: { assetNo, readOn }, actor, requestId }) {
        const by = { username: actor.username, requestId };
        const { meter, standing, restsOn, corrections } = await readings.show(
          assetNo,
          readOn as BusinessDate,
          by,
        );
        return {
          assetNo,
          readOn,
          timeOfUse: meter.timeOfUse,
          quality: standing.quality,
          corrected: standing.corrected,
          registers: inKwh(standing),
          restsOn,
          corrections: corrections.map(({ before, after, reason, by: correctedBy, at: correctedAt }) => ({
            before: inKwh(before),
            after: inKwh(after),
            reason,
            correctedBy,
            correctedAt,
          })),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/readings/:assetNo/:readOn/correction',
      access: staff('supervisor'),
      summary: 'Corrects a wrong actual reading, once no bill rests on it; what it said before is kept',
      tag,
      input: { params: ReadingParams, body: CorrectionBody },
      output: CorrectionView,
      status: 201,
      idempotent: true,
      async handle({ params: { assetNo, readOn }, body, actor, requestId }) {
        const { totalKwh, peakKwh, valleyKwh, reason } = body;
        const { before, after } = await readings.correct(
          assetNo,
          readOn as BusinessDate,
          { total: parseKwh(totalKwh), peak: optionalKwh(peakKwh), valley: optionalKwh(valleyKwh), reason },
          { username: actor.username, requestId },
        );
        return { before: inKwh(before), after: inKwh(after) };
      },
    }),
  ];
}
