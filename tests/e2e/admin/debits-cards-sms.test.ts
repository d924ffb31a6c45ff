/** Direct debits, recharge cards and text commands in a real browser, by the people of the desk. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type BankOfTest, openBank } from '../../integration/debits/bank.ts';
import { freshKey, paymentStory } from '../../integration/payments/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { allAccessibilityProblems } from '../page-checks.ts';
import { hireStaff, openDesk, press, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let bank: BankOfTest;
let story: ReturnType<typeof paymentStory>;
let desk1: StaffDesk;

beforeAll(async () => {
  [hall, bank] = await Promise.all([startHall({ web: true }), openBank()]);
  await hireStaff(hall);
  story = paymentStory(hall);
  browser = await openBrowser();
  desk1 = await openDesk(browser, hall, 'finance1');
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
  await bank?.close();
});

/** Where PICTURES names a folder, for a person's eyes. */
const picture = async (page: Page, name: string) => {
  const folder = process.env['PICTURES'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

async function debtor(account: string) {
  const payer = await story.payer(12_840);
  const body = { bankCode: 'DTNS', bankAccount: account, holderName: '欧阳娜娜' };
  const path = `/households/${payer.household.accountNo}/mandate`;
  await hall.call('POST', path, { token: payer.resident.token, body, key: freshKey() });
  await hall.owner.query('UPDATE debit_mandates SET effective_from = current_date - 1');
  return payer;
}

test('finance starts a batch, sees what it locks, and uploads the result; a damaged file is refused in words', async () => {
  const body = {
    ...{ nameZh: '电亭农商银行', nameEn: 'Dianting Rural Bank', utilityCode: 'DIANTING', active: true },
    ...{ keyId: bank.keyId, key: bank.key, sftp: bank.sftp, sftpKey: bank.sftpKey },
  };
  await hall.call('PUT', '/staff/debit-banks/DTNS', { cookie: await story.staff('administrator'), body });
  const payers = [await debtor('6230580000012345675'), await debtor('6230580000012341001')];
  const { page } = desk1;
  await desk1.open('debits');
  await page.getByRole('button', { name: '生成批次' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('现在可代扣 2 笔').waitFor();
  await picture(page, 'debit-start');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: '生成批次' }).click();
  const name = await eventually(
    async () => {
      await hall.app.runJob('deliver-outbox');
      return bank.names('upload')[0];
    },
    found => found !== undefined,
  );
  const result = bank.answer(name!, new Date().toISOString().slice(0, 10), { 2: '1001' });
  const damaged = Buffer.from(result.bytes);
  damaged[damaged.indexOf('12840')] = 0x39;
  const place = join(process.env['PICTURES'] ?? '/tmp', result.name);
  const upload = async (bytes: Buffer) => {
    writeFileSync(place, bytes);
    if (!(await page.getByRole('dialog').isVisible()))
      await page.getByRole('button', { name: '上传回盘文件' }).click();
    await page.getByLabel('选择文件').setInputFiles(place);
    await page.getByRole('dialog').getByRole('button', { name: '上传回盘文件' }).click();
  };
  await upload(damaged);
  await page
    .getByText(/文件整体拒收.*MAC/)
    .first()
    .waitFor();
  await picture(page, 'debit-refused');
  await upload(result.bytes);
  await page.getByText(/已接收 DKRES/).waitFor();
  await desk1.open('debits');
  await picture(page, 'debits');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await page.getByRole('link', { name: name! }).click();
  await page.getByText('余额不足').waitFor();
  await picture(page, 'debit-file');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(await story.owed(payers[0]!.bill)).toBe(0);
  await desk1.open('mandates');
  await page.getByText('账号尾号 5675').waitFor();
  await picture(page, 'mandates');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(desk1.complaints).toEqual([]);
}, 180_000);

test('a file without a result is released by two persons at the desk: who asked cannot agree', async () => {
  const payer = await debtor('6230580000012347777');
  const cookie = await story.staff('finance');
  await hall.call('POST', '/staff/debit-batches', { cookie, body: { bankCode: 'DTNS' }, key: freshKey() });
  const { rows } = await hall.owner.query(
    `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f JOIN debit_items i ON i.file_id = f.id
      WHERE f.batch_id = b.id AND i.payable_id = $1 RETURNING f.name`,
    [payer.bill.payableId],
  );
  await hall.app.runJob('expire-debit-files');
  const { page } = desk1;
  await desk1.open('debits?status=expired');
  await page.getByRole('link', { name: rows[0].name }).click();
  await page.getByRole('button', { name: '银行未扣，申请解除' }).click();
  const dialog = page.getByRole('dialog', { name: '银行未扣，申请解除' });
  await dialog.getByLabel('原因').fill('银行来函：未扣款');
  await dialog.getByRole('button', { name: '银行未扣，申请解除' }).click();
  await page.getByText('须由另一位人员复核。').waitFor();
  expect(await page.getByRole('button', { name: '复核同意，解除' }).count()).toBe(0);
  expect(await allAccessibilityProblems(page)).toEqual([]);
  const agrees = await openDesk(browser, hall, 'finance2');
  await agrees.open('debits?status=expired');
  await agrees.page.getByText('申请解除，待复核').waitFor();
  await agrees.page.getByRole('link', { name: rows[0].name }).click();
  await agrees.page.getByText('申请解除：银行来函：未扣款').waitFor();
  await picture(agrees.page, 'debit-release');
  expect(await allAccessibilityProblems(agrees.page)).toEqual([]);
  const agreed = await press(agrees.page, '复核同意，解除');
  await agrees.page.locator('.ant-modal').getByText('等待该文件的金额').waitFor();
  expect(await allAccessibilityProblems(agrees.page)).toEqual([]);
  await agreed.click();
  await agrees.page.getByText('整体未扣').first().waitFor();
  const again = await hall.call('GET', '/staff/debit-batches/preview?bankCode=DTNS', { cookie });
  expect(again.body.rows).toBe(1);
  expect([...desk1.complaints, ...agrees.complaints]).toEqual([]);
  await agrees.close();
}, 180_000);

test('cards are asked for by one person and approved by another, sold, and the books agree with the cards', async () => {
  const finance = await story.staff('finance');
  const printerKey = generateKeyPairSync('rsa', { modulusLength: 3072 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
  const asked = await hall.call('POST', '/staff/card-batches', {
    cookie: finance,
    body: { faceFen: 10_000, count: 20, expiresOn: '2099-12-31', printerKey },
    key: freshKey(),
  });
  const desk = await openDesk(browser, hall, 'supervisor1');
  const { page } = desk;
  await desk.open('cards');
  const approved = await press(page, '审批通过');
  await page.locator('.ant-modal').getByText('¥2,000.00').waitFor();
  await approved.click();
  await page.getByText('未售 20').waitFor();
  const { batchNo } = asked.body;
  await hall.call('POST', `/staff/card-batches/${batchNo}/export`, { cookie: finance, body: {} });
  const { rows } = await hall.owner.query('SELECT min(serial) AS first, max(serial) AS last FROM cards');
  await page.getByRole('button', { name: '售卡' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('起始卡号').fill(rows[0].first);
  await dialog.getByLabel('截止卡号').fill(rows[0].last);
  await dialog.getByLabel('售给（网点或代理）').fill('文登路便利店');
  await picture(page, 'card-sell');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: /售\s*卡/ }).click();
  await page.getByText('与卡片一致').waitFor();
  await page.getByText('文登路便利店').first().waitFor();
  await page.getByLabel('15 位卡号').fill(rows[0].first);
  await page.getByLabel('15 位卡号').press('Enter');
  await page.getByText('密码错误').waitFor();
  await picture(page, 'cards');
  expect(await allAccessibilityProblems(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
  await desk.close();
}, 180_000);

test('a clerk sees what customers asked by text, never what they wrote', async () => {
  const token = 'a-secret-of-the-callback-of-32-characters';
  const payer = await story.payer();
  const texts = ['CX', 'JF', '你好'];
  for (const [index, text] of texts.entries())
    await hall.owner.query(
      `INSERT INTO sms_inbound (event_id, phone_hash, phone_enc, text_enc, digest, sent_at, received_at) SELECT $1, phone_hash, phone_enc, $2, 'X', now(), now() - interval '1 minute' FROM people WHERE id = $3`,
      [
        `${token}${index}`,
        (await import('../../support/world.ts')).testCipher.encrypt(text),
        payer.resident.personId,
      ],
    );
  await hall.app.runJob('handle-sms');
  const desk = await openDesk(browser, hall, 'clerk1', { locale: 'en-GB' });
  await desk.open('sms');
  await desk.page.getByText('Quoted, waits for the code').first().waitFor();
  await picture(desk.page, 'sms');
  expect(await allAccessibilityProblems(desk.page)).toEqual([]);
  expect(await desk.page.content()).not.toContain('你好');
  expect(desk.complaints).toEqual([]);
  await desk.close();
}, 150_000);
