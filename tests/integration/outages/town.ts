/** A town for stories about outages: transformer areas with homes behind them, and a desk. */
import { eventually, type RunningHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, digits } from '../access/scene.ts';

export interface Area {
  areaId: number;
  name: string;
}

export type Plan = Record<string, unknown> & { fromAt: Date; untilAt: Date };

let keys = 0;
const freshKey = () => `outage-key-${++keys}`;
export const hours = (count: number) => count * 3_600_000;

export async function createTown(hall: RunningHall) {
  const [clerk, supervisor, colleague] = await Promise.all([
    addMember(hall, 'clerk'),
    addMember(hall, 'supervisor'),
    addMember(hall, 'supervisor'),
  ]);

  // Stories here move the clock by days.
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = now() + interval '1 year'`);

  async function area(): Promise<Area> {
    const name = `昆嵛路${digits(6)}台区`;
    await hall.world.household();
    const { rows } = await hall.owner.query(
      `INSERT INTO transformer_areas (region_code, code, name) VALUES ('weihai', $1, $2) RETURNING id`,
      [`TQ${digits(10)}`, name],
    );
    return { areaId: Number(rows[0].id), name };
  }

  async function home(at: Area, importance = 'none'): Promise<Household> {
    const made = await hall.world.household();
    await hall.owner.query('UPDATE premises SET transformer_area_id = $2 WHERE id = $1', [
      made.premisesId,
      at.areaId,
    ]);
    await hall.owner.query('UPDATE supply_accounts SET importance = $2 WHERE id = $1', [
      made.accountId,
      importance,
    ]);
    return made;
  }

  async function holderOf(household: Household): Promise<Resident> {
    const resident = await hall.world.resident({ phone: household.phone });
    await hall.world.bind(resident, household, { isHolder: true });
    return resident;
  }

  /** A staff request of the clerk's, or of somebody else's. */
  const staff = (method: string, path: string, body?: unknown, who = clerk) =>
    hall.call(method, `/staff${path}`, {
      cookie: who.cookie,
      ...(method === 'GET' ? {} : { key: freshKey() }),
      ...(body === undefined ? {} : { body }),
    });

  const resident = (method: string, path: string, who: Resident, body?: unknown) =>
    hall.call(method, path, { token: who.token, key: freshKey(), ...(body === undefined ? {} : { body }) });

  return {
    clerk,
    supervisor,
    colleague,
    area,
    home,
    holderOf,
    staff,
    resident,

    async draft(plan: Plan): Promise<string> {
      const made = await staff('POST', '/outages', { kind: 'planned', reason: '线路检修', ...plan });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body.outageNo;
    },

    publish: (outageNo: string) => staff('POST', `/outages/${outageNo}/publish`),

    /** Until everybody has been told, by whoever is at it. */
    async tell(): Promise<void> {
      await hall.app.runJob('tell-outages');
      const open = 'SELECT FROM outage_tellings WHERE finished_at IS NULL';
      await eventually(
        async () => (await hall.owner.query(open)).rowCount,
        count => count === 0,
      );
    },

    /** The notices of an outage, by event and whom they are for. */
    async notices(outageNo: string): Promise<{ event: string; to: string; key: string }[]> {
      const { rows } = await hall.owner.query(
        `SELECT event, coalesce('person:' || person_id, 'contact:' || contact_id, 'holder:' || holder_period_id) AS "to", dedupe_key AS key
           FROM notices WHERE source_table = 'outages' AND source_id = $1 ORDER BY id`,
        [outageNo],
      );
      return rows;
    },
  };
}

export type Town = Awaited<ReturnType<typeof createTown>>;
