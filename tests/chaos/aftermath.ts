/** The server started once more and left alone, in this process: time is moved on, so that no minute of waiting is waited. */
import type pg from 'pg';
import { createHall } from '../../server/src/app.ts';
import { readSettings } from '../../server/src/config/env.ts';
import type { MovingClock } from '../support/moving-clock.ts';
import { type Count, countUp } from './count-up.ts';
import { type Files, matchFiles } from './files.ts';
import type { Machine } from './machine.ts';
import type { Player } from './players/player.ts';

/** What moves money on when nobody asks. */
const jobs = [
  'handle-inbox',
  'handle-partner-messages',
  'handle-sms',
  'book-kiosk-sessions',
  'follow-card-sales',
  'write-debit-files',
  'deliver-outbox',
  'fetch-debit-results',
  'book-debit-results',
  'query-back',
  'close-expired',
  'send-refunds',
  'agreements',
  'auto-pay',
];

const hourMs = 3_600_000;

export async function openAftermath(
  machine: Machine,
  owner: pg.Pool,
  clock: MovingClock,
  say: (line: string) => void,
) {
  const hall = await createHall(readSettings({ ...machine.environment, JOBS_IN_SERVER: 'false' }), { clock });
  await hall.listen();
  const stillOpen = async (): Promise<{ open: number; begunDebits: number }> => {
    const { rows } = await owner.query(
      `SELECT (SELECT count(*) FROM refunds WHERE status = 'pending')::int
            + (SELECT count(*) FROM payments p WHERE status IN ('created', 'pending') AND NOT EXISTS (SELECT FROM agreement_debits d WHERE d.payment_no = p.payment_no))::int
            + (SELECT count(*) FROM debit_items WHERE status IN ('out', 'told'))::int
            + (SELECT count(*) FROM debit_files WHERE status IN ('planned', 'written', 'sent'))::int
            + (SELECT count(*) FROM agreement_debits WHERE status = 'planned' OR status = 'noticed' AND attempts = 0)::int AS open,
              (SELECT count(*) FROM agreement_debits WHERE status = 'debiting' OR status = 'noticed' AND attempts > 0)::int AS "begunDebits"`,
    );
    return rows[0];
  };
  /** Runs what moves money until nothing is under way, or for so long of the hall's time; but not before it may stop. */
  async function workUntil(
    isQuiet: (differences: number, open: number, begunDebits: number) => boolean,
    forMs: number,
    mayStop = () => true,
  ): Promise<Count> {
    const end = clock.now().getTime() + forMs;
    for (;;) {
      await machine.sandbox.post('/control/notifications/flush');
      for (const job of jobs) await hall.runJob(job);
      const [count, { open, begunDebits }] = [await countUp(machine.sandbox, owner), await stillOpen()];
      const differences = count.differences.length;
      if (mayStop() && (isQuiet(differences, open, begunDebits) || clock.now().getTime() > end)) return count;
      say(
        `${differences} differences, ${open} refunds, payments or debits open, ${begunDebits} debits begun`,
      );
      clock.pass(30);
    }
  }
  return {
    /**
     * Until everything the gateways were paid is booked and nothing is under way, or for an hour of the hall's time.
     * @param finishing what everybody still has to do meanwhile
     */
    async settle(finishing: Promise<void>): Promise<void> {
      let finished = false;
      const ending = finishing.then(() => {
        finished = true;
      });
      const isQuiet = (differences: number, open: number) => differences + open === 0;
      await Promise.all([ending, workUntil(isQuiet, hourMs, () => finished)]);
    },
    /**
     * A debit that never reached its wallet is known to be none only when its day is over, and tried again on the next
     * morning: as many days as it takes, within the tries that a month has.
     */
    async outlast(): Promise<Count> {
      const isQuiet = (differences: number, open: number, begun: number) => differences + open + begun === 0;
      let count = await workUntil(isQuiet, hourMs / 6);
      for (let day = 1; day <= 4 && (await stillOpen()).begunDebits > 0; day++) {
        say('a day later: debits that never arrived are given up, or tried again');
        clock.pass(24 * 3600);
        count = await workUntil(isQuiet, hourMs / 6);
      }
      return count;
    },
    async matchFiles(players: readonly Player[]): Promise<Files> {
      clock.pass(26 * 3600);
      return matchFiles({ hall, machine, owner }, players);
    },
    close: () => hall.close(),
  };
}
