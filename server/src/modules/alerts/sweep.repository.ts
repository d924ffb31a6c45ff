/** Runs the sweep's statements. Equal keys are one notice, however often they run. */
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { DefaultRow } from './alert-defaults.repository.ts';
import type { AlertRuleName } from './alert-rule.ts';
import { bindDefaults, type SweepTerms } from './default-limits.ts';
import { candidatesSql, queueSql } from './sweep-accounts.repository.ts';
import { sweepConditions } from './sweep-conditions.repository.ts';
import { creditedSql, debitedSql } from './sweep-money.repository.ts';

export interface Moment extends SweepTerms {
  today: BusinessDate;
  now: Date;
}

/** What was booked late, or lay with an account that could not be reckoned with, is looked at again; equal keys are one notice. */
const overlapMs = 3 * 86_400_000;

const byMoney = [
  { rule: 'payment-credited', sql: creditedSql },
  { rule: 'autopay-debited', sql: debitedSql },
] as const;

export function createSweepRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** The last of the next accounts to look at; null when there are none left. */
    async rangeEnd(after: number, size: number): Promise<{ last: number; accounts: number } | null> {
      const { rows } = await pool.query<{ last: number | null; accounts: number }>({
        name: 'sweep-range',
        text: `SELECT max(id)::bigint AS last, count(*)::int AS accounts
                 FROM (SELECT holder_period_id AS id FROM account_estimates WHERE holder_period_id > $1 ORDER BY 1 LIMIT $2) r`,
        values: [after, size],
      });
      const { last, accounts } = rows[0]!;
      return last === null ? null : { last, accounts };
    },

    /** Notices queued by rule over the accounts from `after` to `last`. */
    async queueRange(
      after: number,
      last: number,
      moment: Moment,
      defaults: readonly DefaultRow[],
    ): Promise<Record<string, number>> {
      const { today, now } = moment;
      const range = bindDefaults([today, now, after, last], defaults, moment);
      const text = candidatesSql(range);
      const { rows } = await pool.query<{ rule: AlertRuleName; ids: number[] }>(text, range.values);
      const queued: Record<string, number> = {};
      for (const condition of sweepConditions) {
        const ids = rows.find(({ rule }) => rule === condition.rule)?.ids;
        if (!ids) continue;
        const limits = bindDefaults([today, now, ids], defaults, moment);
        const result = await pool.query(queueSql(condition, limits), limits.values);
        queued[condition.rule] = result.rowCount ?? 0;
      }
      return queued;
    },

    /** Three days before the last whole sweep: however long none ran, nothing that happened meanwhile is lost. */
    async newsSince(now: Date): Promise<Date> {
      const { rows } = await pool.query<{ at: Date | null }>(
        'SELECT max(started_at) AS at FROM alert_sweeps WHERE finished_at IS NOT NULL AND started_at <= $1',
        [now],
      );
      return new Date((rows[0]!.at ?? now).getTime() - overlapMs);
    },

    /** The same for money that came in and debits that went through. */
    async queueMoney(moment: Moment, defaults: readonly DefaultRow[]): Promise<Record<string, number>> {
      const { today, now, newsSince } = moment;
      const queued: Record<string, number> = {};
      for (const { rule, sql } of byMoney) {
        const limits = bindDefaults([today, now, newsSince], defaults, moment);
        const text = sql(limits);
        queued[rule] = (await pool.query(text, limits.values)).rowCount ?? 0;
      }
      return queued;
    },

    async begin(now: Date): Promise<number> {
      const text = 'INSERT INTO alert_sweeps (started_at) VALUES ($1) RETURNING id';
      return (await pool.query<{ id: number }>(text, [now])).rows[0]!.id;
    },

    async note(id: number, accounts: number, queued: Record<string, number>, finishedAt: Date | null) {
      const text = 'UPDATE alert_sweeps SET accounts = $2, queued = $3, finished_at = $4 WHERE id = $1';
      await pool.query(text, [id, accounts, JSON.stringify(queued), finishedAt]);
    },
  };
}

export type SweepRepository = ReturnType<typeof createSweepRepository>;
