/** What the stories of tills, terminals and kiosks have in common. */
import { randomBytes, randomInt } from 'node:crypto';
import { tokenHash } from '../../../server/src/infra/crypto.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { randomToken } from '../../../server/src/shared/ids.ts';
import { type Answer, type HallOutside, type RunningHall, startHall } from '../../support/hall.ts';
import { type MovingClock, movingClock } from '../../support/moving-clock.ts';
import type { BillOfTest, Household } from '../../support/world.ts';

export const freshKey = () => `desk-${randomBytes(8).toString('hex')}`;

export interface Member {
  username: string;
  cookie: string;
}

export interface Customer {
  household: Household;
  bill: BillOfTest;
}

export async function openDeskStory(
  options: { environment?: Record<string, string>; clock?: MovingClock & { timeFile?: string } } = {},
) {
  const clock = options.clock ?? movingClock();
  let dyingAt: string | undefined;
  const crashPoints = {
    reach(name: string) {
      if (name !== dyingAt) return;
      dyingAt = undefined;
      throw new Error('the process died here');
    },
  };
  const hall = await startHall({
    clock,
    timeFile: options.clock?.timeFile,
    crashPoints,
    environment: options.environment,
  });
  return deskStory(hall, clock, name => {
    dyingAt = name;
  });
}

export function deskStory<H extends HallOutside>(hall: H, clock: MovingClock, dieAt: (name: string) => void) {
  const story = {
    hall,
    clock,
    /** Nothing runs past that point the next time it is reached, as if the process had been killed there. */
    dieAt,
    async member(...roles: string[]): Promise<Member> {
      const token = randomToken();
      const username = `${roles[0]}-${randomBytes(4).toString('hex')}`;
      const { rows } = await hall.owner.query(
        `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ($1, $1, $2, 'x', 'x') RETURNING id`,
        [username, roles],
      );
      await hall.owner.query(
        `INSERT INTO staff_sessions (token_hash, staff_id, created_at, expires_at) VALUES ($1, $2, now(), now() + interval '30 days')`,
        [tokenHash(token), rows[0].id],
      );
      return { username, cookie: `dianting_staff=${token}` };
    },
    /** A clerk with an open till. */
    async clerk(floatFen = 20_000) {
      const member = await story.member('clerk');
      const opened = await story.post(member, '/staff/desk/shifts', {
        counter: '城东营业厅 1 号窗口',
        ...(floatFen > 0 ? { floatFen } : {}),
      });
      if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
      return { ...member, shiftNo: opened.body.shiftNo as string };
    },
    async customer(amountFen = 12_300): Promise<Customer> {
      const household = await hall.world.household();
      return { household, bill: await hall.world.bill(household, { amountFen }) };
    },
    post: (who: Member, path: string, body: unknown = undefined, key = freshKey()): Promise<Answer> =>
      hall.call('POST', path, { cookie: who.cookie, key, body: body ?? {} }),
    get: (who: Member, path: string): Promise<Answer> => hall.call('GET', path, { cookie: who.cookie }),
    /** The whole bill. */
    pays: ({ household, bill }: Customer) => ({
      accountNo: household.accountNo,
      items: [{ payableId: bill.payableId, amountFen: bill.amountFen }],
    }),
    async owed({ bill }: Customer): Promise<number> {
      const { rows } = await hall.owner.query(
        'SELECT amount_fen - paid_fen AS owed FROM payables WHERE id = $1',
        [bill.payableId],
      );
      return Number(rows[0].owed);
    },
    async balance({ household }: Customer): Promise<number> {
      const { rows } = await hall.owner.query(
        'SELECT coalesce(sum(balance_fen + prepaid_fen), 0) AS fen FROM customer_balances WHERE holder_period_id = $1',
        [household.holderPeriodId],
      );
      return Number(rows[0].fen);
    },
    async account(code: string): Promise<number> {
      const { rows } = await hall.owner.query(
        'SELECT coalesce(sum(amount_fen), 0) AS fen FROM ledger_postings WHERE account_code = $1',
        [code],
      );
      return Number(rows[0].fen);
    },
    /** What the proof of the books finds wrong; the answer must be nothing. */
    differences: () => openLedger({ db: { pool: hall.owner } }).differences(),
    /** A terminal that the acquirer and we know by one key. */
    async terminal(): Promise<string> {
      const terminal = String(randomInt(10_000_000, 99_999_999));
      const key = randomBytes(16).toString('hex').toUpperCase();
      await hall.sandbox.post('/control/acquirer/terminals', { terminal, keyNo: '01', key });
      const administrator = await story.member('administrator');
      const saved = await story.post(administrator, '/staff/desk/card-terminals', {
        terminal,
        name: '1 号窗口',
        keyId: '01',
        key,
      });
      if (saved.status !== 201) throw new Error(JSON.stringify(saved.body));
      return terminal;
    },
    close: () => hall.close(),
  };
  return story;
}

export type DeskStory<H extends HallOutside = RunningHall> = ReturnType<typeof deskStory<H>>;
