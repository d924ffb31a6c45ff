/** Whom the hall is shown to: nobody's holder, one who has just moved in, an ordinary one, one with time of use, one of many homes, one of long names. */
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { businessDate } from '../../server/src/shared/dates.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import type { RunningHall } from '../support/hall.ts';
import { testCipher } from '../support/world.ts';
import { payBill } from './paid.ts';

export interface ResidentShown {
  token: string;
  accountNo: string;
  billNo: string;
  paymentNo: string;
}

export type Residents = Record<'none' | 'fresh' | 'one' | 'timed' | 'long', ResidentShown> & {
  /** With one household that may only be paid for. */
  many: ResidentShown & { payOnly: string };
};

const demo = (number: number) => `1380000${String(number).padStart(4, '0')}`;

export async function callResidents(hall: RunningHall): Promise<Residents> {
  const none = await hall.world.resident();
  return {
    none: { token: none.token, accountNo: '', billNo: '', paymentNo: '' },
    fresh: await movedIn(hall),
    one: await signedIn(hall, demo(1)),
    timed: await signedIn(hall, demo(2)),
    many: await manyHomes(hall),
    long: await longNames(hall),
  };
}

/** Before the first reading and the first bill. */
async function movedIn(hall: RunningHall): Promise<ResidentShown> {
  const household = await hall.world.household({ from: businessDate(new Date()) });
  const resident = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(resident, household, { isHolder: true, isDefault: true });
  return { token: resident.token, accountNo: household.accountNo, billNo: '', paymentNo: '' };
}

/** One of the demo's residents, with the latest bill and payment of the default household. */
async function signedIn(hall: RunningHall, phone: string): Promise<ResidentShown> {
  const hash = testCipher.hash('phone', phone);
  const { rows } = await hall.owner.query(
    `SELECT p.id AS "personId", i.id AS "identityId", a.account_no AS "accountNo",
            (SELECT bill_no FROM bills WHERE holder_period_id = b.holder_period_id ORDER BY month DESC LIMIT 1) AS "billNo",
            (SELECT y.payment_no FROM payments y JOIN collections c ON c.payment_id = y.id JOIN receipts r ON r.collection_id = c.id
              WHERE y.person_id = p.id ORDER BY y.created_at DESC LIMIT 1) AS "paymentNo"
       FROM people p JOIN identities i ON i.person_id = p.id JOIN bindings b ON b.person_id = p.id AND b.is_default
       JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
      WHERE p.phone_hash = $1`,
    [hash],
  );
  const { personId, identityId, ...shown } = rows[0]!;
  const token = randomToken();
  await hall.owner.query(
    `INSERT INTO sessions (token_hash, person_id, identity_id, expires_at, phone_proved_at)
     VALUES ($1, $2, $3, now() + interval '1 day', now())`,
    [tokenHash(token), personId, identityId],
  );
  return { token, ...shown };
}

/** As many homes as one may have, all of them owing, and one with a name of one's own. */
async function manyHomes(hall: RunningHall): Promise<Residents['many']> {
  const resident = await hall.world.resident();
  const { rows } = await hall.owner.query(
    `SELECT DISTINCT ON (h.id) h.id AS "holderPeriodId", a.account_no AS "accountNo" FROM holder_periods h
       JOIN supply_accounts a ON a.id = h.account_id JOIN payables p ON p.holder_period_id = h.id AND p.status = 'open'
      WHERE h.to_date IS NULL AND p.kind = 'bill' AND p.paid_fen < p.amount_fen ORDER BY h.id DESC LIMIT 5`,
  );
  for (const [index, { holderPeriodId }] of rows.entries())
    await hall.owner.query(
      `INSERT INTO bindings (person_id, holder_period_id, level, is_holder, is_default, nickname) VALUES ($1, $2, $3, false, $4, $5)`,
      [
        resident.personId,
        holderPeriodId,
        index < 3 ? 'full' : 'pay-only',
        index === 0,
        index === 1 ? '海边那套给爸妈住的老房子' : null,
      ],
    );
  const payOnly = rows.at(-1)!.accountNo;
  return { token: resident.token, accountNo: rows[0]!.accountNo, billNo: '', paymentNo: '', payOnly };
}

async function longNames(hall: RunningHall): Promise<ResidentShown> {
  const household = await hall.world.household({
    name: '阿卜杜热合曼·买买提吐尔逊（威海昆嵛海洋生物科技发展有限责任公司职工宿舍管理委员会）',
  });
  await hall.owner.query(
    `UPDATE premises SET street = '昆嵛路与米山东路交叉口向西三百米高新技术产业园南门', building = '海洋生物科技大厦附属公寓A座',
            unit = '东单元', room = '2301室' WHERE id = $1`,
    [household.premisesId],
  );
  const resident = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(resident, household, { isHolder: true, isDefault: true });
  const settled = await hall.world.bill(household, { amountFen: 134_567_890, month: '2026-08' });
  const paymentNo = await payBill(hall, resident.token, settled);
  await hall.world.bill(household, { amountFen: 123_456_789, month: '2026-09' });
  const bill = await hall.world.bill(household, { amountFen: 98_765_432, month: '2026-10' });
  return { token: resident.token, accountNo: household.accountNo, billNo: bill.billNo, paymentNo };
}
