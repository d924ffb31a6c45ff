/** A partner that writes down what it was told, as partners do, and makes its day file of that: what we booked is no part of it. */
import { addDays, type BusinessDate, businessDate } from '../../../../server/src/shared/dates.ts';
import type { DayFileLine } from '../../../support/partners/day-file.ts';
import type { Wire } from './wires.ts';

export interface Notes {
  /** The clearing day of now. */
  clearingDay(): BusinessDate;
  /** What it was told paid, or taken back, on a clearing day. */
  of(day: BusinessDate): DayFileLine[];
}

/** @param cutOff `HH:mm:ss` in Beijing, when the partner's clearing day ends */
export function noting<W extends Wire>(
  wire: W,
  {
    subChannel,
    amountFen,
    cutOff,
    now,
  }: { subChannel: string; amountFen: number; cutOff: string; now(): Date },
): W & { notes: Notes } {
  const accounts = new Map<unknown, string>();
  const asked = new Map<string, { on: BusinessDate; line: DayFileLine }>();
  const paid = new Map<string, DayFileLine>();
  const noted: { on: BusinessDate; line: DayFileLine }[] = [];
  const clearingDay = () => {
    const day = businessDate(now());
    return now() < new Date(`${day}T${cutOff}+08:00`) ? day : addDays(day, 1);
  };
  const notePaid = (serial: string) => {
    const note = asked.get(serial);
    if (!note || paid.has(serial)) return;
    paid.set(serial, note.line);
    noted.push(note);
  };
  return {
    ...wire,
    async inquire(accountNo) {
      const answer = await wire.inquire(accountNo);
      accounts.set(answer.quote, accountNo);
      return answer;
    },
    async pay(serial, quote, change) {
      const [on, date] = [clearingDay(), businessDate(now()).replaceAll('-', '')];
      const amount = amountFen - (change?.lessFen ?? 0);
      const line = { date, serial, account: accounts.get(quote)!, amount, subChannel, type: '1' as const };
      asked.set(serial, { on, line });
      const answer = await wire.pay(serial, quote, change);
      if (answer.ok) notePaid(serial);
      return answer;
    },
    async query(serial) {
      const state = await wire.query(serial);
      // Where the answer to the payment was lost, this is how it is told.
      if (state === 'paid') notePaid(serial);
      return state;
    },
    async reverse(serial, sum, accountNo) {
      const on = clearingDay();
      const answer = await wire.reverse(serial, sum, accountNo);
      const line = paid.get(serial);
      const told = answer === 'reversed' || answer === 'repeat';
      if (told && line && !noted.some(each => each.line.serial === serial && each.line.type === '2'))
        noted.push({ on, line: { ...line, type: '2' } });
      return answer;
    },
    notes: {
      clearingDay,
      of: day => noted.filter(({ on }) => on === day).map(({ line }) => line),
    },
  };
}
