/** A desk in the middle of its work: drafts, requests and notes waiting, one member signed in for each role. */
import { randomUUID } from 'node:crypto';
import type { StaffRole } from '../../server/src/http/access.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { demoMembers } from '../../server/src/modules/staff/index.ts';
import { addMonths, businessDate, monthOf } from '../../server/src/shared/dates.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import type { RunningHall } from '../support/hall.ts';
import { asking } from './asking.ts';

export interface DeskScene {
  /** Session tokens. */
  cookies: Record<StaffRole, string>;
  accountNo: string;
  billNo: string;
  paymentNo: string;
  importId: number;
  /** Of the month before, drafted: what has no reading stands among its exceptions. */
  runId: number;
}

export async function setDesk(hall: RunningHall): Promise<DeskScene> {
  const cookies = await signInAll(hall);
  const { rows } = await hall.owner.query(
    `SELECT a.account_no AS "accountNo", b.bill_no AS "billNo", p.payment_no AS "paymentNo"
       FROM bills b JOIN supply_accounts a ON a.id = b.account_id JOIN holder_periods h ON h.id = b.holder_period_id
       JOIN payment_items i ON i.payable_id = b.payable_id JOIN payments p ON p.id = i.payment_id AND p.status = 'settled'
       JOIN collections c ON c.payment_id = p.id
      WHERE h.to_date IS NULL AND b.kind = 'bill' ORDER BY c.paid_at LIMIT 1`,
  );
  const { accountNo, billNo, paymentNo } = rows[0] as Record<'accountNo' | 'billNo' | 'paymentNo', string>;
  const as = (role: StaffRole) => (path: string, body: unknown) =>
    hall.call('POST', `/staff/${path}`, {
      cookie: `dianting_staff=${cookies[role]}`,
      body,
      key: randomUUID(),
    });
  await as('clerk')(`accounts/${accountNo}/notes`, { text: '来电称下月搬走，请寄最后一张账单到新地址。' });
  await as('clerk')(`payments/${paymentNo}/refunds`, { amountFen: 100, reason: '客户重复缴费，要求退回' });
  await as('supervisor')('settings', {
    name: 'refundApprovalAboveFen',
    value: 80_000,
    reason: '年终临时放宽',
    validFrom: '2099-01-01',
  });
  await as('administrator')('settings', { name: 'sealPurpose', value: '电费收讫章', reason: '与新印章一致' });
  await draftTariff(hall, as('finance'));
  await hall.owner.query(
    `INSERT INTO odd_payments (kind, payment_id, amount_fen, detail)
     SELECT 'foreign-refund', id, 0, jsonb_build_object('orderNo', payment_no, 'source', 'alipay:2088000000000000') FROM payments WHERE payment_no = $1`,
    [paymentNo],
  );
  const [importId, runId] = [
    await importWithErrors(hall, cookies.clerk),
    await draftBills(hall, cookies.clerk),
  ];
  return { cookies, accountNo, billNo, paymentNo, importId, runId };
}

async function signInAll(hall: RunningHall): Promise<DeskScene['cookies']> {
  const cookies = {} as DeskScene['cookies'];
  for (const { username, roles } of demoMembers) {
    const role = roles[0] as StaffRole;
    if (cookies[role]) continue;
    cookies[role] = randomToken();
    await hall.owner.query(
      `INSERT INTO staff_sessions (token_hash, staff_id, expires_at, ip, user_agent)
       SELECT $1, id, now() + interval '9 hours', '10.20.0.31', 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0' FROM staff_members WHERE username = $2`,
      [tokenHash(cookies[role]), username],
    );
  }
  return cookies;
}

async function draftTariff(
  hall: RunningHall,
  post: (path: string, body: unknown) => Promise<unknown>,
): Promise<void> {
  const { rows } = await hall.owner.query(
    `SELECT v.rules FROM tariff_versions v JOIN tariffs t ON t.id = v.tariff_id
      WHERE t.region_code = 'weihai' AND t.category = 'residential' ORDER BY v.effective_from DESC LIMIT 1`,
  );
  await post('tariffs/weihai/residential/drafts', {
    effectiveFrom: '2099-01-01',
    source: '鲁发改价格〔2098〕1208号',
    note: '第三档加价由 0.30 元提高到 0.35 元',
    rules: {
      ...rows[0].rules,
      flatYuan: '0.5525',
      tiers: { ...rows[0].rules.tiers, addYuan: ['0.0000', '0.0500', '0.3500'] },
    },
  });
}

async function draftBills(hall: RunningHall, clerk: string): Promise<number> {
  const month = addMonths(monthOf(businessDate(new Date())), -1);
  const body = { regionCode: 'weihai', month, skipMonths: true };
  return (await asking(hall, { staff: clerk })('POST', '/staff/billing-runs', body)).id;
}

async function importWithErrors(hall: RunningHall, token: string): Promise<number> {
  const reply = await fetch(`${hall.url}/api/v1/staff/imports?kind=readings&name=readings-1122.csv`, {
    method: 'POST',
    headers: { cookie: `dianting_staff=${token}`, 'content-type': 'text/csv' },
    body: 'meter_asset_no,read_on,total_kwh\nM000000000000,2026-11-21,120.5\nM1,2026-13-40,abc\n',
  });
  return ((await reply.json()) as { id: number }).id;
}
