/** Shifts and cash boxes as sources of reconciliation: what they took, beside what was counted, cleared or given back. */
import type { Clock } from '../../../infra/clock.ts';
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import {
  type CountSheet,
  countSheetPart,
  type DayRange,
  type StatementSource,
} from '../../payments/index.ts';
import type { BoxRound, CountedUnit, Counting, CountsRepository, TillTaking } from './counts.repository.ts';

const shiftGroup = { code: 'shift', name: { zh: '柜台班次', en: 'Counter shifts' } };
const boxGroup = { code: 'cash-box', name: { zh: '自助终端钱箱', en: 'Kiosk cash boxes' } };

export async function countSources(
  range: DayRange,
  { counts, clock }: { counts: CountsRepository; clock: Clock },
): Promise<StatementSource[]> {
  const today = businessDate(clock.now());
  const source = (
    group: typeof shiftGroup,
    { no, place, from, to }: CountedUnit,
    sheetOf: (day: BusinessDate) => Promise<CountSheet>,
  ): StatementSource => ({
    source: `${group.code}:${no}`,
    name: { zh: `${group.name.zh} ${place}`, en: `${group.name.en} ${place}` },
    group,
    lives: { from, to },
    bookedWhenCounted: true,
    parts: [countSheetPart(`${group.code}:${no}`, sheetOf)],
  });
  const [shifts, boxes] = await Promise.all([counts.shifts(range, today), counts.boxes(range, today)]);
  return [
    ...shifts.map(unit =>
      source(shiftGroup, unit, async day => {
        const [count, takings] = await Promise.all([counts.shiftCount(unit.no), counts.takings(unit.no)]);
        return shiftSheet(unit.no, day, count, takings);
      }),
    ),
    ...boxes.map(unit =>
      source(boxGroup, unit, async day => {
        const [count, rounds] = await Promise.all([counts.boxCount(unit.no), counts.rounds(unit.no)]);
        return boxSheet(day, count, rounds);
      }),
    ),
  ];
}

/**
 * Cash is found when the till is counted, a cheque or transfer when the bank has credited it or it has bounced. The count is
 * of the whole shift; should it have gone past midnight, what differs belongs to its last day.
 */
export function shiftSheet(
  shiftNo: string,
  day: BusinessDate,
  { countedFen, endedOn }: Counting,
  takings: readonly TillTaking[],
): CountSheet {
  const taken = takings.filter(taking => taking.takenOn === day);
  const undone = takings.filter(({ status, undoneOn }) => isUndone(status) && undoneOn === day);
  const rows = [
    ...taken.map(taking => ({ ...rowOf(shiftNo, taking), kind: 'payment' as const, at: taking.takenAt })),
    ...undone.map(taking => ({ ...rowOf(shiftNo, taking), kind: 'refund' as const, at: taking.undoneAt! })),
  ];
  const isLast = endedOn === day && countedFen !== null;
  const stayed = takings.filter(({ tender, status }) => tender === 'cash' && status === 'taken');
  const shortFen = isLast ? sum(stayed) - countedFen : 0;
  const sheet = { rows, foundFen: sum(taken) - shortFen };
  if (countedFen === null && taken.length > 0) return { ...sheet, awaits: 'count' };
  return taken.some(({ status }) => status === 'uncleared') ? { ...sheet, awaits: 'clearing' } : sheet;
}

/** A box is counted once, when it has been taken out: until then each of its days waits. What differs belongs to the last. */
export function boxSheet(
  day: BusinessDate,
  { countedFen, endedOn }: Counting,
  rounds: readonly BoxRound[],
): CountSheet {
  const ofDay = rounds.filter(round => round.on === day);
  const rows = ofDay.map(({ tradeNo, fen, at }) => ({
    ...{ kind: 'payment' as const, tradeNo, amountFen: fen, at, place: 'cash' },
  }));
  const total = (of: readonly BoxRound[]) => of.reduce((fen, round) => fen + round.fen, 0);
  const shortFen = endedOn === day && countedFen !== null ? total(rounds) - countedFen : 0;
  const sheet = { rows, foundFen: total(ofDay) - shortFen };
  return countedFen === null && (rows.length > 0 || endedOn === day) ? { ...sheet, awaits: 'count' } : sheet;
}

const isUndone = (status: TillTaking['status']) => status === 'voided' || status === 'bounced';
const sum = (takings: readonly TillTaking[]) => takings.reduce((fen, { amountFen }) => fen + amountFen, 0);

/** The money's number in its shift, as `take-money` gives it. */
const rowOf = (shiftNo: string, { id, amountFen, tender }: TillTaking) => ({
  tradeNo: `${shiftNo}-${id}`,
  amountFen,
  place: tender,
});
