/** A street for the alert tests: homes read every day, people bound to them, and a clock that the story moves on by days. */
import { type RunningHall, startHall } from '../../support/hall.ts';
import { sharedClock } from '../../support/shared-clock.ts';
import type { Household, Resident } from '../../support/world.ts';

export interface Notice {
  dedupeKey: string;
  event: string;
  personId: string | null;
  contactId: number | null;
  params: Record<string, unknown>;
}

export interface Street extends RunningHall {
  today(): string;
  /** Moves to that time in Beijing. */
  at(day: string, time: string): void;
  /** Moves to that Beijing morning. */
  morningOf(day: string): void;
  /** Registers at the end of each day; `use` in kWh. Days for which it says null have no reading, but were used as usual. */
  read(
    home: Household,
    from: string,
    to: string,
    use: (on: string) => number | null,
    usual?: number,
  ): Promise<void>;
  prepaid(home: Household, keptFen: number): Promise<void>;
  /** What is prepaid, from now on. */
  keep(home: Household, keptFen: number): Promise<void>;
  /** Estimates and sweep, as the jobs do it. */
  sweep(): Promise<void>;
  notices(home: Household, event?: string): Promise<Notice[]>;
  bill(
    home: Household,
    options: { month: string; amountFen: number; dueOn: string; issuedAt?: string },
  ): Promise<string>;
  holder(home: Household): Promise<Resident>;
}

export function nextDay(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export async function openStreet(firstDay: string): Promise<Street> {
  const clock = sharedClock();
  // Text messages are signed by the real time, so their provider keeps it.
  const hall = await startHall({ clock });
  const registers = new Map<number, { on: string; total: number }>();
  const { owner } = hall;
  const world: typeof hall.world = {
    ...hall.world,
    // The stories begin in October; the database's own clock does not.
    async bind(...args) {
      const id = await hall.world.bind(...args);
      await owner.query(`UPDATE bindings SET created_at = '2024-01-01' WHERE id = $1`, [id]);
      return id;
    },
  };
  const today = () => new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const street: Street = {
    ...hall,
    world,
    today,
    at(day, time) {
      clock.pass((Date.parse(`${day}T${time}:00+08:00`) - clock.now().getTime()) / 1000);
    },
    morningOf: day => street.at(day, '09:00'),
    async read(home, from, to, use, usual = 10) {
      const meter = registers.get(home.meterId) ?? { on: nextDay(from, -1), total: 100_000 };
      if (!registers.has(home.meterId)) await put(home.meterId, meter.on, meter.total);
      for (let on = from; on <= to; on = nextDay(on)) {
        const kwh = use(on);
        meter.total += Math.round((kwh ?? usual) * 100);
        if (kwh !== null) await put(home.meterId, on, meter.total);
      }
      registers.set(home.meterId, meter);
    },
    async prepaid(home, keptFen) {
      await owner.query(
        `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) VALUES ($1, 'YF1', '2024-01-01', 'staff:test') ON CONFLICT DO NOTHING`,
        [home.holderPeriodId],
      );
      await street.keep(home, keptFen);
    },
    async keep(home, keptFen) {
      await owner.query(
        `INSERT INTO customer_balances (holder_period_id, prepaid_fen) VALUES ($1, $2) ON CONFLICT (holder_period_id) DO UPDATE SET prepaid_fen = $2`,
        [home.holderPeriodId, keptFen],
      );
    },
    async sweep() {
      await hall.app.runJob('refresh-estimates');
      await hall.app.runJob('sweep-alerts');
    },
    async notices(home, event) {
      const { rows } = await owner.query(
        `SELECT dedupe_key AS "dedupeKey", event, person_id AS "personId", contact_id AS "contactId", params FROM notices
          WHERE holder_period_id = $1 AND dedupe_key LIKE 'alert:%' AND ($2::text IS NULL OR event = $2) ORDER BY id`,
        [home.holderPeriodId, event ?? null],
      );
      return rows;
    },
    async bill(home, { month, amountFen, dueOn, issuedAt }) {
      const bill = await insertBill(home, month, amountFen, dueOn, issuedAt ?? clock.now().toISOString());
      return bill;
    },
    async holder(home) {
      const resident = await world.resident({ phone: home.phone });
      await world.bind(resident, home, { isHolder: true, isDefault: true });
      return resident;
    },
    async close() {
      await hall.close();
      clock.close();
    },
  };
  street.morningOf(firstDay);
  return street;

  async function put(meterId: number, on: string, total: number) {
    await owner.query(
      `INSERT INTO readings (meter_id, read_on, total, source) VALUES ($1, $2, $3, 'remote')`,
      [meterId, on, total],
    );
  }

  async function insertBill(
    home: Household,
    month: string,
    amountFen: number,
    dueOn: string,
    issuedAt: string,
  ) {
    const { rows } = await owner.query(
      `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
       VALUES ('BT' || nextval('bill_numbers'), $1, $2, $3, ($3 || '-01')::date, (($3 || '-01')::date + interval '1 month - 1 day')::date, $4, $5, 31000, $6, $6,
               '{"readings":[],"lines":[],"tier":null,"versions":[]}') RETURNING id, bill_no`,
      [home.holderPeriodId, home.accountId, month, issuedAt, dueOn, amountFen],
    );
    await owner.query('SELECT post_bills(ARRAY[$1]::bigint[])', [rows[0].id]);
    return rows[0].bill_no as string;
  }
}
