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

export async function openAftermath(
  machine: Machine,
  owner: pg.Pool,
  clock: MovingClock,
  say: (line: string) => void,
) {
  const hall = await createHall(readSettings({ ...machine.environment, JOBS_IN_SERVER: 'false' }), { clock });
  await hall.listen();
  const stillOpen = async (): Promise<number> => {
    const { rows } = await owner.query(
      `SELECT (SELECT count(*) FROM refunds WHERE status = 'pending')::int
            + (SELECT count(*) FROM payments WHERE status IN ('created', 'pending'))::int
            + (SELECT count(*) FROM debit_items WHERE status IN ('out', 'told'))::int
            + (SELECT count(*) FROM debit_files WHERE status IN ('planned', 'written', 'sent'))::int
            + (SELECT count(*) FROM agreement_debits WHERE status IN ('planned', 'noticed', 'debiting'))::int AS open`,
    );
    return rows[0].open;
  };
  return {
    /** Until everything the gateways were paid is booked and nothing is under way, or for an hour of the hall's time. */
    async settle(): Promise<Count> {
      const end = clock.now().getTime() + 3_600_000;
      for (;;) {
        await machine.sandbox.post('/control/notifications/flush');
        for (const job of jobs) await hall.runJob(job);
        const [count, open] = [await countUp(machine.sandbox, owner), await stillOpen()];
        if ((count.differences.length === 0 && open === 0) || clock.now().getTime() > end) return count;
        say(`${count.differences.length} differences and ${open} refunds, payments or debits open`);
        clock.pass(30);
      }
    },
    async matchFiles(players: readonly Player[]): Promise<Files> {
      clock.pass(26 * 3600);
      return matchFiles({ hall, machine, owner }, players);
    },
    close: () => hall.close(),
  };
}
