/** The staff view in a real browser: who sees what, odd money, four eyes, personal data and the log of it all. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { URI } from 'otpauth';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { onBooks, unbalanced } from '../books.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, press, type StaffDesk } from './staff-desk.ts';

const members = ['clerk1', 'finance1', 'supervisor1', 'admin1', 'auditor1'] as const;
type Member = (typeof members)[number];

let hall: RunningHall;
let browser: Browser;
const desks = {} as Record<Member, StaffDesk>;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true, jobs: true }), openBrowser()]);
  await hireStaff(hall);
  for (const member of members) desks[member] = await openDesk(browser, hall, member);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** A bill of that sum, paid by its holder through the gateway. */
async function paidBill(amountFen: number): Promise<{ household: Household; paymentNo: string }> {
  const household = await hall.world.household();
  const bill = await hall.world.bill(household, { amountFen });
  const resident = await hall.world.resident();
  await hall.world.bind(resident, household);
  const body = {
    channel: 'web-hall',
    method: 'wechat',
    product: 'h5',
    items: [{ payableId: bill.payableId, amountFen }],
  };
  const started = await hall.call('POST', '/payments', { token: resident.token, body, key: randomUUID() });
  const { paymentNo } = started.body;
  await hall.sandbox.post('/control/pay', { outTradeNo: paymentNo });
  const ask = async () => (await hall.call('GET', `/payments/${paymentNo}`, { token: resident.token })).body;
  await eventually(ask, payment => payment.stage === 'credited');
  return { household, paymentNo };
}

describe('money that came for an order nobody knows', () => {
  test('waits in the queue, and finance credits it to the household it belongs to', async () => {
    const household = await hall.world.household();
    const order = {
      outTradeNo: 'P2026110100000000000042',
      amount: 8_800,
      notifyUrl: `${hall.url}/notify/wechat-pay/payment`,
    };
    const { requests } = await hall.sandbox.post<{
      requests: { url: string; headers: Record<string, string>; body: string }[];
    }>('/control/notify-burst', { gateway: 'wechat-pay', orders: [order] });
    for (const { url, headers, body } of requests) await fetch(url, { method: 'POST', headers, body });
    const { page, open } = desks.finance1;
    await open('odd-payments');
    await page.getByText('查无订单').waitFor();
    await page.getByRole('button', { name: '记入余额' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByText('待查款项').count()).toBe(1);
    await dialog.getByLabel('记入户号').fill(household.accountNo);
    await dialog.getByLabel('原因').fill('客户出示付款截图,核对无误');
    expect(await allAccessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: '记入余额' }).click();
    await page.getByText('没有待处理的异常款项').waitFor();
    const { rows } = await hall.owner.query(
      'SELECT balance_fen::int AS fen FROM customer_balances WHERE holder_period_id = $1',
      [household.holderPeriodId],
    );
    expect(rows).toEqual([{ fen: 8_800 }]);
    expect(await unbalanced(hall.owner)).toBe(0);
    await open(`accounts/${household.accountNo}`);
    await page.getByText('¥88.00').waitFor();
  });
});

describe('a refund above the limit', () => {
  test('leaves only after a second person approved it', async () => {
    const { paymentNo } = await paidBill(80_000);
    const { page, open } = desks.finance1;
    await open(`payments/${paymentNo}`);
    await page.getByRole('button', { name: '退款', exact: true }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '退款金额' });
    await dialog.getByLabel('原因').fill('客户已销户,要求退回');
    await dialog.getByRole('button', { name: '退款 ¥800.00' }).click();
    await page.getByText('待复核').waitFor();
    expect(await page.getByRole('button', { name: '同意', exact: true }).count()).toBe(0);
    expect(await onBooks(hall.owner, paymentNo)).toMatchObject({
      postings: { 'gateway:wechat-pay': 80_000 },
    });

    const second = desks.supervisor1;
    await second.open(`payments/${paymentNo}`);
    // Seen once more with what it does: all of it comes back, and the bill is owed again.
    const agreed = await press(second.page, '同意');
    const effect = second.page.locator('.ant-modal');
    await effect.getByText('退款后，账单将重新欠费 ¥800.00').waitFor();
    expect(await effect.getByText('可退金额').locator('..').textContent()).toBe('可退金额¥800.00→¥0.00');
    expect(await allAccessibilityProblems(second.page)).toEqual([]);
    await agreed.click();
    await second.page.getByText('已退款', { exact: true }).waitFor();
    expect(await onBooks(hall.owner, paymentNo)).toEqual({
      collections: 1,
      postings: {},
      refundedFen: 80_000,
    });
    const { rows } = await hall.owner.query('SELECT requested_by, approved_by FROM refunds');
    expect(rows).toEqual([{ requested_by: 'staff:finance1', approved_by: 'staff:supervisor1' }]);
  });
});

describe('a refund past the gateway’s term', () => {
  test('is paid out by the bank: requested, approved by another, and closed with the bank’s reference', async () => {
    const { paymentNo } = await paidBill(3_000);
    await hall.owner.query(
      `UPDATE collections c SET paid_at = paid_at - interval '2 years' FROM payments p WHERE p.id = c.payment_id AND p.payment_no = $1`,
      [paymentNo],
    );
    const { page, open } = desks.clerk1;
    await open(`payments/${paymentNo}`);
    await page.getByRole('button', { name: '退款', exact: true }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '退款金额' });
    await dialog.getByLabel('原因').fill('前年误缴,现申请退回');
    await dialog.getByRole('button', { name: '退款 ¥30.00' }).click();
    await page.getByText('银行转账').waitFor();

    const second = desks.supervisor1;
    await second.open(`payments/${paymentNo}`);
    await (await press(second.page, '同意')).click();
    await second.page.getByText('退款中', { exact: true }).waitFor();
    expect(await second.page.getByRole('button', { name: '确认已转账' }).count()).toBe(0);

    const finance = desks.finance1;
    await finance.open(`payments/${paymentNo}`);
    await finance.page.getByRole('button', { name: '确认已转账' }).click();
    await finance.page.getByLabel('银行流水号').fill('ICBC-2026-0001');
    await finance.page.getByRole('tooltip').getByRole('button', { name: '确认已转账' }).click();
    await finance.page.getByText('已退款', { exact: true }).waitFor();
    const { postings } = await onBooks(hall.owner, paymentNo);
    expect(postings).toEqual({ 'gateway:wechat-pay': 3_000, bank: -3_000 });

    // The money comes back: by the bank's reference, and booked once another person has confirmed it.
    await finance.page.getByRole('button', { name: '转账未成功或被退回' }).click();
    const back = finance.page.getByRole('dialog').filter({ hasText: '另一位人员确认后入账' });
    await back.getByLabel('原因').fill('收款账户已销户');
    await back.getByLabel('退回的银行回单号').fill('ICBC-2026-0002');
    expect(await allAccessibilityProblems(finance.page)).toEqual([]);
    await back.getByRole('button', { name: '转账未成功或被退回' }).click();
    await finance.page.getByText('已登记退回').first().waitFor();
    await second.open('refunds?returned=waiting');
    await second.page.getByText('ICBC-2026-0002').waitFor();
    expect(await allAccessibilityProblems(second.page)).toEqual([]);
    const confirmed = await press(second.page, '确认退回');
    await second.page.locator('.ant-modal').getByText('银行已付给付款人').waitFor();
    expect(await allAccessibilityProblems(second.page)).toEqual([]);
    await confirmed.click();
    await second.page.getByText('没有退款').waitFor();
    expect((await onBooks(hall.owner, paymentNo)).postings).toEqual({
      'gateway:wechat-pay': 3_000,
      receivable: -3_000,
    });
  });
});

describe('personal data', () => {
  test('is masked in the customer’s file until a clerk gives a reason, and the auditor reads who, whom and why', async () => {
    const household = await hall.world.household({ name: '欧阳静好' });
    const { page, open } = desks.clerk1;
    await open(`accounts?query=${encodeURIComponent('欧阳静好')}`);
    await page.getByRole('link', { name: household.accountNo }).click();
    await page.getByRole('heading', { name: '***好' }).waitFor();
    expect(await page.content()).not.toContain('欧阳静好');
    await page.getByRole('button', { name: '查看明文' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('原因').fill('客户来电核对户名');
    await dialog.getByRole('button', { name: '记录并查看' }).click();
    await dialog.getByText('欧阳静好').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain('欧阳静好');

    const auditor = desks.auditor1;
    await auditor.open(`audit?action=personal-data.reveal&subject=account:${household.accountNo}`);
    const row = auditor.page.getByRole('row').filter({ hasText: household.accountNo });
    expect(await row.textContent()).toMatch(/clerk1.*查看个人信息明文.*客户来电核对户名/);
    await auditor.open(`accounts/${household.accountNo}`);
    await auditor.page.getByRole('heading', { name: '***好' }).waitFor();
    expect(await auditor.page.getByRole('button', { name: '查看明文' }).count()).toBe(0);
  });
});

describe('an administrator', () => {
  test('adds a member, who signs in with the code of the picture that was scanned', async () => {
    const { page, open } = desks.admin1;
    await open('members');
    await page.getByRole('button', { name: '添加员工' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('he.jing');
    await dialog.getByLabel('姓名').fill('何静');
    await dialog.getByLabel('初始密码').fill('first-day-password');
    const answer = page.waitForResponse(
      response => response.url().endsWith('/staff/members') && response.request().method() === 'POST',
    );
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('何静 的动态验证码').waitFor();
    const telephone = URI.parse((await (await answer).json()).enrolmentUri);
    await page.getByRole('button', { name: '已扫描' }).click();
    await page.getByRole('cell', { name: 'he.jing' }).waitFor();
    const body = { username: 'he.jing', password: 'first-day-password', code: telephone.generate() };
    expect((await hall.call('POST', '/staff/sessions', { body })).status).toBe(200);
  });
});

describe('finding', () => {
  test('one box finds a household by a part of its number and opens its file', async () => {
    const household = await hall.world.household();
    const { page, open } = desks.clerk1;
    await open('');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill(household.accountNo.slice(0, 11));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: household.accountNo }).waitFor();
    expect(await allAccessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).getByText(household.accountNo).waitFor();
  });

  test('keys lead to a place and are told by ?', async () => {
    const { page, open } = desks.clerk1;
    await open('');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('键盘快捷键').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: '缴费记录' }).waitFor();
  });
});

describe('the customer’s file', () => {
  test('keeps a clerk’s note, and shows the holder before only as a look of its own', async () => {
    const first = await hall.world.household({ name: '钱旧主' });
    const home = await hall.world.moveIn(first, '2025-06-01');
    const { page, open } = desks.clerk1;
    await open(`accounts/${home.accountNo}`);
    await page.getByLabel('添加备注').fill('下月搬走，账单寄新地址');
    await page.getByRole('button', { name: '添加备注' }).click();
    await page.getByText('下月搬走，账单寄新地址').first().waitFor();
    await page.getByRole('link', { name: '**主' }).click();
    await page.getByText('您正在查看另一用电期间的档案').waitFor();
    const { rows } = await hall.owner.query(
      `SELECT detail ->> 'contractNo' AS contract FROM audit_entries WHERE action = 'account-file.read' AND subject = $1 ORDER BY id DESC LIMIT 1`,
      [`account:${home.accountNo}`],
    );
    expect(rows).toEqual([{ contract: first.contractNo }]);
  });

  test('lets a supervisor reverse a bill after seeing what it changes', async () => {
    const household = await hall.world.household();
    const bill = await hall.world.bill(household, { amountFen: 7_700 });
    const { page, open } = desks.supervisor1;
    await open(`accounts/${household.accountNo}?bill=${bill.billNo}`);
    await page.getByRole('button', { name: '冲正账单' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '冲正前欠费' });
    expect(await dialog.getByText('¥77.00').count()).toBe(1);
    await dialog.getByLabel('原因').fill('抄表有误，重新计费');
    await dialog.getByRole('button', { name: '冲正账单' }).click();
    await page.getByText(/已由 BR\d+ 冲正/).waitFor();
    expect(await unbalanced(hall.owner)).toBe(0);
  });
});

describe('a rule of the utility', () => {
  test('is changed with a reason, holds at once, and its history says who and why', async () => {
    const { page, open } = desks.admin1;
    await open('settings');
    const row = page.getByRole('row').filter({ hasText: '缴费单有效时间' }).first();
    await row.getByRole('button', { name: '修改' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新值').fill('45');
    await dialog.getByLabel('原因').fill('柜台排队较长');
    await dialog.getByRole('button', { name: '保存' }).click();
    await row.getByText('45 分钟').waitFor();
    expect(await page.getByText('柜台排队较长').count()).toBe(1);
  });
});

test('nothing broke on the way', () => {
  expect(Object.values(desks).flatMap(desk => desk.complaints)).toEqual([]);
});
