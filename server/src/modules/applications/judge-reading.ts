/** Whether a last reading can be: as it is given, and once more on the day on which the final bill is made of it. */
import { type BusinessDate, daysBetween, laterDay } from '../../shared/dates.ts';
import { toKwh } from '../../shared/energy.ts';
import { defaultPlausibility, energyBetween } from '../billing/index.ts';
import { noEffect, readingBilled, readingImpossible, readingStands } from './applications.errors.ts';
import type { CaseFacts } from './cases.repository.ts';
import type { Scene } from './change-case.ts';
import { holding, type PresentHolding, type Registers } from './effects/holding.repository.ts';

type Reading = NonNullable<CaseFacts['reading']>;
const registers = ['total', 'peak', 'valley'] as const;

/** Registers that are wrong against each other, where both were read. */
const differing = (one: Registers, other: Registers, wrong: (left: number, right: number) => boolean) =>
  registers.filter(
    register => one[register] !== null && other[register] !== null && wrong(one[register], other[register]),
  );

/**
 * Two readings of one day cannot both be true, and the bill would go by the one that is there already. Nor is there a later bill that
 * evens it out, where one has ended on that day with an estimate.
 * @throws AppError application-reading-stands, application-reading-billed
 */
export async function requireNoOther(tx: Scene['tx'], meterId: number, reading: Reading): Promise<void> {
  const otherThan = (there: Registers | undefined) =>
    there && differing(there, reading, (left, right) => left !== right).length > 0 ? there : undefined;
  const shown = ({ total, peak, valley }: Registers) => ({
    day: reading.on,
    total: toKwh(total),
    peak: peak === null ? '—' : toKwh(peak),
    valley: valley === null ? '—' : toKwh(valley),
  });
  const read = otherThan(await holding.readOn(tx, meterId, reading.on));
  if (read) throw readingStands(shown(read));
  const billed = await holding.billedAt(tx, meterId, reading.on);
  if (billed && otherThan(billed)) throw readingBilled({ ...shown(billed), billNo: billed.billNo });
}

/** Past its last number a register counts from nothing again: less than before, and still no more than anybody draws in those days. */
function fellBack(
  { digits, multiplier, category }: PresentHolding,
  earlier: { on: string; value: number },
  later: { on: string; value: number },
): boolean {
  if (later.value >= earlier.value) return false;
  if (digits === null || multiplier === null) return true;
  const days = daysBetween(earlier.on as BusinessDate, later.on as BusinessDate);
  const most = defaultPlausibility[category];
  return energyBetween(earlier.value, later.value, { digits, multiplier }, days, most) === null;
}

const earliestOf = ({ from, billedTo }: PresentHolding) =>
  billedTo ? laterDay(billedTo as BusinessDate, from as BusinessDate) : (from as BusinessDate);

/**
 * After what is billed, not of a day to come, not below what the meter has shown, and not against another reading of that day.
 * @returns the meter it is of
 */
export async function requirePossible({ tx, file, today }: Scene, reading: Reading): Promise<number | null> {
  const found = file.accountId === null ? undefined : await holding.present(tx, file.accountId, today);
  if (found?.meterId != null) await requireNoOther(tx, found.meterId, reading);
  const earliest = found ? earliestOf(found) : today;
  const below =
    found?.lastTotal != null &&
    found.lastOn !== null &&
    found.lastOn <= reading.on &&
    fellBack(found, { on: found.lastOn, value: found.lastTotal }, { on: reading.on, value: reading.total });
  const known = found?.lastOn != null && found.lastOn > reading.on;
  if (reading.on > today || reading.on < earliest || below || known)
    throw readingImpossible({
      earliest: laterDay(earliest, (found?.lastOn ?? earliest) as BusinessDate),
      latest: today,
    });
  return found?.meterId ?? null;
}

/**
 * Days may lie between reading and settling, and in them a bill, another meter, or readings that tell another story: a lower one
 * of a later day, a higher one of an earlier. The next holder would begin with what the old one was never billed for, or pay it twice.
 * @throws AppError application-reading-impossible, application-reading-stands, application-no-effect
 */
export async function requireStillFits(
  { tx, today }: Scene,
  held: PresentHolding,
  reading: Reading,
): Promise<void> {
  const earliest = earliestOf(held);
  if (reading.on < earliest) throw readingImpossible({ earliest, latest: today });
  if (reading.meterId !== undefined && reading.meterId !== held.meterId)
    throw noEffect({ reason: '录入表底后电能表已更换，请重新录入' });
  if (held.meterId === null) return;
  await requireNoOther(tx, held.meterId, reading);
  await requireFitsAround(tx, held, reading);
}

/** Not below what the meter has shown earlier, nor above what it shows later. @throws AppError application-no-effect, naming the registers */
export async function requireFitsAround(
  tx: Scene['tx'],
  held: PresentHolding,
  reading: Reading,
  path = '',
): Promise<void> {
  for (const { on, ...there } of await holding.readAround(tx, held.meterId!, reading.on)) {
    const against = differing(there, reading, (left, right) => {
      const [known, given] = [
        { on, value: left },
        { on: reading.on, value: right },
      ];
      return on < reading.on ? fellBack(held, known, given) : fellBack(held, given, known);
    });
    if (against.length === 0) continue;
    const reason = `${on}的实抄示数为${toKwh(there.total)}千瓦时，与录入的表底不符，请核对后重新录入`;
    const message = (register: (typeof registers)[number]) => ({
      zh: `${on}的实抄示数为${toKwh(there[register] ?? 0)}`,
      en: `It showed ${toKwh(there[register] ?? 0)} on ${on}`,
    });
    throw noEffect(
      { reason },
      against.map(register => ({ field: `${path}${register}`, rule: 'fits', message: message(register) })),
    );
  }
}
