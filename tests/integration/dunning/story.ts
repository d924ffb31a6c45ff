/** What the stories about dunning have in common: a household in arrears, days that pass, people who decide, and money that comes. */
import { setTimeout } from 'node:timers/promises';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { newPaymentNo } from '../../../server/src/shared/ids.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import type { Household, Resident } from '../../support/world.ts';
import { type DeskMember, openDesk } from '../access/scene.ts';
import { type HeadEndOfTest, startHeadEnd } from './head-end.ts';

export interface Debtor {
  household: Household;
  resident: Resident;
  billId: number;
  payableId: number;
  amountFen: number;
}

export const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
export const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** `texts`: messages are really sent. They are signed by the real time, so the gateways keep it. */
export async function openDunning(options: { remote?: boolean; web?: boolean; texts?: boolean } = {}) {
  const clock: SharedClock = sharedClock();
  const headEnd: HeadEndOfTest = await startHeadEnd(() => clock.now());
  let cut: string | undefined;
  const crashPoints = {
    reach(name: string) {
      if (name !== cut) return;
      cut = undefined;
      throw new Error(`cut off at ${name}`);
    },
  };
  const hall: RunningHall = await startHall({
    clock,
    ...(options.texts ? {} : { timeFile: clock.timeFile }),
    crashPoints,
    web: options.web ?? false,
    environment: options.remote === false ? { SUPPLY_CONTROL_URL: '' } : headEnd.environment,
  });
  const desk = await openDesk(hall);
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  const second: DeskMember = (await openDesk(hall)).supervisor;
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  let trades = 0;
  let keys = 0;
  const key = () => `dunning-${++keys}`;

  const anyDue = async () =>
    (
      await hall.owner.query(
        'SELECT 1 FROM dunning_cases WHERE closed_at IS NULL AND next_at <= $1 LIMIT 1',
        [clock.now()],
      )
    ).rowCount === 1;

  const story = {
    hall,
    clock,
    headEnd,
    desk,
    second,
    /** The process is cut off the next time it reaches this point. */
    cutOffAt(name: string) {
      cut = name;
    },
    isCut: () => cut === undefined,

    async rule(name: string, value: unknown, validFrom = dayOf(clock.now())) {
      const body = { name, value, validFrom, edition: '测试规则', reason: '测试' };
      const answer = await hall.call('POST', '/staff/dunning-rules', {
        cookie: desk.administrator.cookie,
        body,
        key: key(),
      });
      if (answer.status !== 201) throw new Error(`rule ${name}: ${JSON.stringify(answer.body)}`);
    },

    /** Puts a year's holidays in, as a supervisor does when the notice is out. */
    async holidays(year: number, free: string[], worked: string[] = []) {
      const named = { nameZh: '测试假日', nameEn: 'Holiday' };
      const days = [
        ...free.map(day => ({ day, kind: 'holiday', ...named })),
        ...worked.map(day => ({ day, kind: 'workday', ...named })),
      ];
      const answer = await hall.call('PUT', `/staff/calendar/${year}`, {
        cookie: desk.supervisor.cookie,
        body: { source: '测试通知（国办发明电）', reason: '测试', days },
      });
      if (answer.status !== 200) throw new Error(`holidays of ${year}: ${JSON.stringify(answer.body)}`);
    },

    /** A household whose bill was due yesterday. */
    async debtor(amountFen = 20_000, change: { category?: string; dueOn?: string } = {}): Promise<Debtor> {
      const household = await hall.world.household({ category: change.category });
      return story.debtorAt(household, amountFen, change.dueOn);
    },

    /** The holder of an account, whose bill was due yesterday. */
    async debtorAt(household: Household, amountFen = 20_000, due?: string): Promise<Debtor> {
      const resident = await hall.world.resident({ phone: household.phone });
      await hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
      await hall.world.bind(resident, household, { isHolder: true });
      const dueOn = due ?? plusDays(dayOf(clock.now()), -1);
      return { household, resident, amountFen, ...(await story.bill(household, amountFen, dueOn)) };
    },

    async bill(household: Household, amountFen: number, dueOn: string) {
      const month = plusDays(dueOn, -30).slice(0, 7);
      const content = { readings: [], lines: [], tier: null, versions: [] };
      const { rows } = await hall.owner.query(
        `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
         VALUES ('B' || lpad(nextval('bill_numbers')::text, 16, '0'), $1, $2, $3, ($3 || '-01')::date, (($3 || '-01')::date + interval '1 month - 1 day')::date,
                 $4::date - interval '20 days', $4, 20000, $5, $5, $6) RETURNING id::int`,
        [household.holderPeriodId, household.accountId, month, dueOn, amountFen, JSON.stringify(content)],
      );
      await hall.owner.query('SELECT post_bills(ARRAY[$1]::bigint[])', [rows[0].id]);
      const payable = await hall.owner.query('SELECT payable_id::int AS id FROM bills WHERE id = $1', [
        rows[0].id,
      ]);
      return { billId: rows[0].id as number, payableId: payable.rows[0].id as number };
    },

    /** Whoever a story is done with pays and moves out: no later one waits for their ladder, and nobody who has gone is reminded in it. */
    async everybodyLeaves() {
      const { rows } = await hall.owner.query(
        `SELECT id::int, (amount_fen - paid_fen)::int AS "owedFen" FROM payables WHERE kind = 'bill' AND status = 'open' AND paid_fen < amount_fen`,
      );
      for (const { id, owedFen } of rows) await story.settles(id, owedFen);
      await hall.owner.query(
        'UPDATE holder_periods SET to_date = $1 WHERE to_date IS NULL AND from_date < $1',
        [dayOf(clock.now())],
      );
      await story.run();
    },

    /** One run of what runs in the background, until nothing is due. */
    async run() {
      // The estimates of a new day are what they were; one that is being worked out stays so.
      await hall.owner.query(
        `UPDATE account_estimates SET refreshed_on = $1 WHERE refreshed_on > '-infinity' AND NOT stale`,
        [dayOf(clock.now())],
      );
      await hall.app.idle();
      await hall.app.runJob('late-fees');
      await hall.app.runJob('dunning');
      await hall.app.runJob('supply-commands');
      // What somebody else has in their hands is left to the next turn: it is let go first.
      for (let turn = 0; turn < 5; turn += 1) {
        await hall.app.runJob('dunning');
        if (!(await anyDue())) return;
        await hall.app.idle();
        await setTimeout(100);
      }
    },

    /** Every message of the ladder arrives at once, as its carrier reports. */
    async deliver(state = 'delivered') {
      // What the hall itself has in its hands is let go first.
      await hall.app.idle();
      await hall.owner.query(
        `INSERT INTO message_deliveries (notice_id, channel, state, request_id, handed_at, receipt_at, recipient)
         SELECT id, 'sms', $1, 'story-' || id, $2, $2, '139****0000' FROM notices n WHERE event LIKE 'dunning%'
            AND NOT EXISTS (SELECT FROM message_deliveries d WHERE d.notice_id = n.id AND d.channel = 'sms' AND d.state = $1) ORDER BY id
         ON CONFLICT (notice_id, channel) DO UPDATE SET state = excluded.state, handed_at = coalesce(message_deliveries.handed_at, excluded.handed_at)`,
        [state, clock.now()],
      );
    },

    async file({ household }: Debtor) {
      const { body } = await hall.call('GET', `/staff/accounts/${household.accountNo}/dunning`, {
        cookie: desk.clerk.cookie,
      });
      return body;
    },
    async status(debtor: Debtor): Promise<string> {
      return (await story.file(debtor)).cases[0]?.status ?? 'none';
    },

    /** Mornings pass until the case stands there. */
    async until(debtor: Debtor, status: string, mostDays = 80) {
      for (let day = 0; day <= mostDays; day += 1) {
        await story.run();
        await story.deliver();
        await story.run();
        const [file] = (await story.file(debtor)).cases;
        if (file?.status === status) return file;
        clock.untilBeijing('10:00');
      }
      throw new Error(`never ${status}: ${JSON.stringify(await story.file(debtor))}`);
    },

    /** Mornings pass until that day, and each finds the ladder where it is. */
    async mornings(until: string) {
      while (dayOf(clock.now()) < until) {
        clock.untilBeijing('10:00');
        await story.run();
      }
    },

    /** Both persons agree. */
    async approve(caseNo: string) {
      const submitted = await hall.call('POST', `/staff/dunning/${caseNo}/submit`, {
        cookie: desk.clerk.cookie,
        body: { note: '证据齐全' },
      });
      const decided = await hall.call('POST', `/staff/dunning/${caseNo}/decide`, {
        cookie: desk.supervisor.cookie,
        body: { decision: 'approve', reason: '同意停电' },
      });
      return [submitted, decided] as const;
    },

    /** All the way to the last call, whose 30 minutes begin now. */
    async lastCall(debtor: Debtor) {
      const proposed = await story.until(debtor, 'proposed');
      await story.approve(proposed.caseNo);
      return story.until(debtor, 'last-call');
    },
    async suspended(debtor: Debtor) {
      const file = await story.lastCall(debtor);
      clock.pass(31 * 60);
      await story.becomes(debtor, 'suspended');
      return file;
    },

    /** The metering head-end reports in its own time: turns follow each other, with no time passing, until the case stands there. */
    async becomes(debtor: Debtor, wanted: string) {
      await eventually(
        async () => {
          await story.run();
          return story.status(debtor);
        },
        status => status === wanted,
      );
    },

    /** Money comes for what is owed, from a bank say. */
    pays: (debtor: Debtor, amountFen = debtor.amountFen, payableId = debtor.payableId) =>
      story.settles(payableId, amountFen),
    async settles(payableId: number, amountFen: number) {
      trades += 1;
      await hall.owner.query(
        `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', $2, 'debit', NULL, '电费', ARRAY[$3::bigint], ARRAY[$4::bigint], '{}', '{}', $5, shanghai_date($5), 'file', false, '{}')`,
        [newPaymentNo(clock.now()), `T${process.pid}-${trades}`, payableId, amountFen, clock.now()],
      );
    },

    /** Money comes ahead of any bill. */
    async prepays({ household }: Debtor, amountFen: number) {
      trades += 1;
      await hall.owner.query(
        `SELECT receive_payment($1, 'bank-debit', 'debit-bank:story', $2, 'debit', NULL, '预存电费', '{}', '{}', ARRAY[$3::bigint], ARRAY[$4::bigint], $5, shanghai_date($5), 'file', false, '{}')`,
        [
          newPaymentNo(clock.now()),
          `T${process.pid}-${trades}`,
          household.holderPeriodId,
          amountFen,
          clock.now(),
        ],
      );
    },

    /** What staff do in the household's file. */
    async inFile({ household }: Debtor, path: string, body: object) {
      const answer = await hall.call('POST', `/staff/accounts/${household.accountNo}/${path}`, {
        cookie: desk.clerk.cookie,
        body,
        key: key(),
      });
      if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },

    /** What the resident's own page says. */
    async page({ household, resident }: Debtor) {
      const { body } = await hall.call('GET', `/households/${household.accountNo}/dunning`, {
        token: resident.token,
      });
      return body;
    },

    moves: async ({ household }: Debtor) => {
      const { rows } = await hall.owner.query('SELECT code FROM metering_points WHERE id = $1', [
        household.meteringPointId,
      ]);
      return headEnd.moves.get(rows[0].code) ?? [];
    },
    /** What the holder was told: by the phone on file or in the hall, not twice. */
    async notices({ household }: Debtor, event?: string): Promise<string[]> {
      const { rows } = await hall.owner.query(
        `SELECT event FROM notices WHERE holder_period_id = $1 AND contact_id IS NULL AND ($2::text IS NULL OR event = $2) ORDER BY id`,
        [household.holderPeriodId, event ?? null],
      );
      return rows.map(row => row.event);
    },
    differences: () => openLedger({ db: { pool: hall.owner } }).differences(),
    key,
    async close() {
      await hall.close();
      await headEnd.close();
      clock.close();
    },
  };
  await hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
  clock.untilBeijing('10:00');
  await story.rule('coldDays', { months: [], dates: [] });
  const first = Math.max(2027, Number(dayOf(clock.now()).slice(0, 4)));
  for (let year = first; year <= first + 3; year += 1) await story.holidays(year, [`${year}-01-01`]);
  return story;
}

export type DunningStory = Awaited<ReturnType<typeof openDunning>>;
