/** Whether a meter can go up, and the one before it come down, as it is said: as it is assigned, and once more as it is hung. */
import { addDays, type BusinessDate, laterDay } from '../../shared/dates.ts';
import type { FieldProblem } from '../../shared/errors.ts';
import { meterIncomplete, meterKnown, readingImpossible } from './applications.errors.ts';
import type { CaseFacts } from './cases.repository.ts';
import type { Scene } from './change-case.ts';
import { holding, type PresentHolding, type Registers } from './effects/holding.repository.ts';
import { supply } from './effects/supply.repository.ts';
import { requireFitsAround, requireNoOther } from './judge-reading.ts';

type Meter = NonNullable<CaseFacts['meter']>;
const daysBack = 30;
const needed = { zh: '请填写', en: 'Give it' };

/** Not of a day to come, nor of one that is long past or billed. @throws AppError application-reading-impossible and others */
export async function requireMeterPossible(scene: Scene, meter: Meter): Promise<void> {
  const { tx, file, kind, today } = scene;
  const held = file.accountId === null ? undefined : await holding.present(tx, file.accountId, today);
  const earliest = laterDay(addDays(today, -daysBack), firstFree(held));
  if (meter.on > today || meter.on < earliest) throw readingImpossible({ earliest, latest: today });
  const exchanges = kind.steps.some(({ moves }) => moves.some(({ effect }) => effect === 'exchange-meter'));
  await requireMeterFits(scene, exchanges ? held : undefined, meter);
}

/**
 * Days may lie between assigning and hanging, and in them a bill or another reading.
 * @param held whose meter comes down for it
 * @throws AppError application-meter-incomplete, application-meter-known, application-reading-stands and others
 */
export async function requireMeterFits(
  { tx, today }: Scene,
  held: PresentHolding | undefined,
  meter: Meter,
): Promise<void> {
  const eve = addDays(meter.on as BusinessDate, -1);
  const missing: FieldProblem[] = lacking('', meter, meter.timeOfUse);
  const comesDown = held?.meterId != null;
  if (comesDown && !meter.previous)
    missing.push({ field: 'previous.total', rule: 'required', message: needed });
  if (comesDown && meter.previous)
    missing.push(...lacking('previous.', meter.previous, held.timeOfUse === true));
  if (missing.length > 0) throw meterIncomplete({}, missing);
  const known = await supply.knownMeter(tx, meter.assetNo);
  if (known) {
    const { digits, multiplier, timeOfUse } = known;
    if (digits !== meter.digits || multiplier !== meter.multiplier || timeOfUse !== meter.timeOfUse)
      throw meterKnown({
        digits,
        multiplier,
        zh: timeOfUse ? '分时' : '不分时',
        en: timeOfUse ? 'and' : 'no',
      });
    await requireNoOther(tx, known.id, { ...meter, on: eve });
  }
  if (held?.meterId == null || !meter.previous) return;
  const earliest = firstFree(held);
  if (meter.on < earliest) throw readingImpossible({ earliest, latest: today });
  const last = { ...meter.previous, on: eve };
  await requireNoOther(tx, held.meterId, last);
  await requireFitsAround(tx, held, last, 'previous.');
}

/** The first day that no bill covers. */
const firstFree = (held: PresentHolding | undefined): BusinessDate =>
  laterDay(
    (held?.from ?? '2000-01-01') as BusinessDate,
    held?.billedTo ? addDays(held.billedTo as BusinessDate, 1) : ('2000-01-01' as BusinessDate),
  );

const lacking = (path: string, registers: Registers, timeOfUse: boolean): FieldProblem[] =>
  (['peak', 'valley'] as const)
    .filter(register => timeOfUse && registers[register] === null)
    .map(register => ({ field: `${path}${register}`, rule: 'required', message: needed }));
