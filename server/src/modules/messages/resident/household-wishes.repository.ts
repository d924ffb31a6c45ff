/** How a person wants to be told of one household, where it differs from how they want to be told otherwise. */
import type { Pool } from 'pg';
import type { Clock } from '../../../infra/clock.ts';
import type { Language } from '../../../shared/errors.ts';
import type { ChannelName } from '../channels/channel.ts';
import { minutesOf, timeOf } from '../delivery/quiet-hours.ts';

/** Null: as otherwise. */
interface HouseholdWishes {
  channels: ChannelName[] | null;
  quiet: { from: string; until: string } | null;
  language: Language | null;
}

interface Row {
  channels: ChannelName[];
  quietFrom: number | null;
  quietUntil: number | null;
  language: Language | null;
}

const asOtherwise: HouseholdWishes = { channels: null, quiet: null, language: null };

export function createHouseholdWishes(pool: Pool, clock: Clock) {
  async function read(personId: string, holderPeriodId: number): Promise<HouseholdWishes> {
    const { rows } = await pool.query<Row>(
      `SELECT channels, quiet_from AS "quietFrom", quiet_until AS "quietUntil", language
         FROM message_household_preferences WHERE person_id = $1 AND holder_period_id = $2`,
      [personId, holderPeriodId],
    );
    const row = rows[0];
    if (!row) return asOtherwise;
    const { channels, quietFrom, quietUntil, language } = row;
    const quiet =
      quietFrom === null || quietUntil === null
        ? null
        : { from: timeOf(quietFrom), until: timeOf(quietUntil) };
    return { channels: channels.length === 0 ? null : channels, quiet, language };
  }

  return {
    read,
    /** What is left out stays. */
    async change(
      personId: string,
      holderPeriodId: number,
      changes: Partial<HouseholdWishes>,
    ): Promise<HouseholdWishes> {
      const { channels, quiet, language } = { ...(await read(personId, holderPeriodId)), ...changes };
      await pool.query(
        `INSERT INTO message_household_preferences (person_id, holder_period_id, channels, quiet_from, quiet_until, language, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person_id, holder_period_id) DO UPDATE SET channels = $3, quiet_from = $4, quiet_until = $5, language = $6, updated_at = $7`,
        [
          personId,
          holderPeriodId,
          channels ?? [],
          quiet && minutesOf(quiet.from),
          quiet && minutesOf(quiet.until),
          language,
          clock.now(),
        ],
      );
      return read(personId, holderPeriodId);
    },
  };
}

export type HouseholdWishesRepository = ReturnType<typeof createHouseholdWishes>;
