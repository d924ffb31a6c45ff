/** A wrong actual reading put right by a supervisor, once no bill rests on it. What it said before is kept. */
import { auditStatement } from '../../../infra/with-audit.ts';
import { type Audit, staffName } from '../../../shared/audit.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import { toKwh } from '../../../shared/energy.ts';
import type { Registers } from '../imports/judge-reading.ts';
import type { By } from '../run-billing.ts';
import {
  correctionProblem,
  correctionRefused,
  readingBilled,
  readingEstimated,
  readingNotFound,
} from './corrections.errors.ts';
import {
  type CorrectionsRepository,
  type FoundReading,
  find,
  type PastCorrection,
  resting,
  writeCorrection,
} from './corrections.repository.ts';
import { type EnteredRegisters, judgeCorrection } from './judge-correction.ts';

export interface Correction extends EnteredRegisters {
  reason: string;
}

export interface ReadingFile extends FoundReading {
  restsOn: string[];
  corrections: PastCorrection[];
}

export interface CorrectReadingDependencies {
  corrections: CorrectionsRepository;
  audit: Audit;
}

export function createCorrectReading({ corrections, audit }: CorrectReadingDependencies) {
  return {
    /** The reading, the bills that rest on it, and what it said before. */
    async show(assetNo: string, on: BusinessDate, by: By): Promise<ReadingFile> {
      const found = await corrections.find(assetNo, on);
      if (!found) throw readingNotFound();
      await audit.record({
        actor: staffName(by),
        action: 'reading.read',
        subject: subjectOf(assetNo, on),
        requestId: by.requestId,
      });
      const [restsOn, history] = await Promise.all([
        corrections.resting(assetNo, on),
        corrections.history(assetNo, on),
      ]);
      return { ...found, restsOn, corrections: history };
    },

    correct: (assetNo: string, on: BusinessDate, { reason, ...entered }: Correction, by: By) =>
      corrections.locked(assetNo, async (tx): Promise<{ before: Registers; after: Registers }> => {
        const found = await find(tx, assetNo, on);
        if (!found) throw readingNotFound();
        if (found.standing.quality === 'estimated') throw readingEstimated();
        const bills = await resting(tx, assetNo, on);
        if (bills.length > 0) throw readingBilled({ bills: { zh: bills.join('、'), en: bills.join(', ') } });
        const after = judgeCorrection(entered, found);
        if ('rule' in after) throw correctionRefused({}, [correctionProblem(after.field, after.rule)]);
        const before = found.standing;
        await writeCorrection(tx, found, after, { reason, by: staffName(by) });
        await tx.query(
          auditStatement({
            actor: staffName(by),
            action: 'reading.correct',
            subject: subjectOf(assetNo, on),
            detail: { reason, before: inKwh(before), after: inKwh(after) },
            requestId: by.requestId,
          }),
        );
        return { before, after };
      }),
  };
}

export type CorrectReading = ReturnType<typeof createCorrectReading>;

const subjectOf = (assetNo: string, on: BusinessDate) => `reading:${assetNo}/${on}`;

/** Registers as the API and the log have them. */
export function inKwh({ total, peak, valley }: Pick<Registers, 'total' | 'peak' | 'valley'>) {
  const kwh = (value: number | null) => (value === null ? null : toKwh(value));
  return { totalKwh: toKwh(total), peakKwh: kwh(peak), valleyKwh: kwh(valley) };
}
