/** A small town for the billing tests: homes with meters and readings, staff to run the month, a clock that stands still. */

import { type RunningHall, startHall } from '../../support/hall.ts';
import type { BillOfTest, Household } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';

export type Reading = [on: string, totalKwh: number, valleyKwh?: number];

export interface Town extends RunningHall {
  clerk: DeskMember;
  finance: DeskMember;
  supervisor: DeskMember;
  auditor: DeskMember;
  read(household: Household, readings: Reading[]): Promise<void>;
  grant(household: Household, kind: string, from: string, people?: number): Promise<void>;
  changeMeter(household: Household, on: string): Promise<number>;
  staff(member: DeskMember, method: string, path: string, body?: unknown): ReturnType<RunningHall['call']>;
}

let keys = 0;

export async function openTown(now = '2026-11-05T02:00:00Z'): Promise<Town> {
  const hall = await startHall({ clock: { now: () => new Date(now) } });
  const { owner } = hall;
  const desk = {
    clerk: await addMember(hall, 'clerk'),
    finance: await addMember(hall, 'finance'),
    supervisor: await addMember(hall, 'supervisor'),
    auditor: await addMember(hall, 'auditor'),
  };
  return {
    ...hall,
    ...desk,
    async read(household, readings) {
      for (const [on, total, valley] of readings)
        await owner.query(
          `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2, $3, $4, $5, 'remote')`,
          [
            household.meterId,
            on,
            total * 100,
            valley === undefined ? null : (total - valley) * 100,
            valley === undefined ? null : valley * 100,
          ],
        );
    },
    async grant(household, kind, from, people) {
      await owner.query(
        'INSERT INTO tariff_options (holder_period_id, kind, from_date, people) VALUES ($1, $2, $3, $4)',
        [household.holderPeriodId, kind, from, people ?? null],
      );
    },
    async changeMeter(household, on) {
      await owner.query('UPDATE meter_installations SET removed_on = $2 WHERE meter_id = $1', [
        household.meterId,
        on,
      ]);
      const { rows } = await owner.query(`INSERT INTO meters (asset_no) VALUES ($1) RETURNING id`, [
        `N${household.meterAssetNo}`,
      ]);
      await owner.query(
        'INSERT INTO meter_installations (meter_id, metering_point_id, installed_on) VALUES ($1, $2, $3)',
        [rows[0].id, household.meteringPointId, on],
      );
      return Number(rows[0].id);
    },
    staff: (member, method, path, body) => {
      keys += 1;
      return hall.call(method, path, { cookie: member.cookie, body, key: `billing-test-${keys}` });
    },
  };
}

export type { BillOfTest, Household };

/** Line, field and rule of each row that was refused. */
export const rulesOf = (answer: { body: { errors: { line: number; field: string; rule: string }[] } }) =>
  answer.body.errors.map(({ line, field, rule }) => [line, field, rule]);
