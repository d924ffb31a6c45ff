/** A member of staff at a desk with the staff view open; signs in with password and one-time code like anybody. */
import type { Browser, Locator, Page } from 'playwright-core';
import { openDatabase } from '../../../server/src/infra/database.ts';
import {
  codeAt,
  demoMembers,
  demoPassword,
  seedStaff,
  stepOf,
} from '../../../server/src/modules/staff/index.ts';
import type { RunningHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { complaintsOf } from '../page-checks.ts';

export interface StaffDesk {
  page: Page;
  complaints: string[];
  /** Opens a page of the staff view and waits until it has what it shows. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

/** The demo's members, in the hall's database. */
export async function hireStaff(hall: RunningHall): Promise<void> {
  const db = openDatabase({ url: hall.settings.DATABASE_URL, poolSize: 1 });
  await seedStaff(db, testCipher);
  await db.close();
}

interface DeskOptions {
  locale?: 'zh-CN' | 'en-GB';
  width?: number;
  /** What the hall's clock shows, where it was moved. */
  now?: Date;
}

/** A step that moves money: pressed, and once more in the dialog that says what it changes. Gives the dialog's button back. */
export async function press(page: Page, action: string, button?: Locator): Promise<Locator> {
  await (button ?? page.getByRole('button', { name: action, exact: true })).click();
  const again = page.locator('.ant-modal').getByRole('button', { name: action, exact: true });
  await again.waitFor();
  return again;
}

/** A no to what another asked for, with its reason. */
export async function turnDown(page: Page, action: string, reason: string): Promise<void> {
  const again = await press(page, action);
  await page.locator('.ant-modal').getByLabel('原因').fill(reason);
  await again.click();
}

/** Each member can be given one desk: a one-time code is good once. */
export async function openDesk(
  browser: Browser,
  hall: RunningHall,
  username: string,
  options: DeskOptions = {},
): Promise<StaffDesk> {
  const { locale = 'zh-CN', width = 1280, now = new Date() } = options;
  const context = await browser.newContext({
    viewport: { width, height: 860 },
    locale,
    timezoneId: 'Asia/Shanghai',
    // A dialog that is still growing moves away from under a click.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const chinese = locale === 'zh-CN';
  await page.goto(`${hall.url}/admin/`);
  await page.getByLabel(chinese ? '用户名' : 'Username').fill(username);
  await page.getByLabel(chinese ? '密码' : 'Password', { exact: true }).fill(demoPassword);
  const { totpSecret } = demoMembers.find(member => member.username === username)!;
  await page.getByLabel(chinese ? '动态验证码' : 'One-time code').fill(codeAt(totpSecret, stepOf(now)));
  await page.getByRole('button', { name: chinese ? '登录' : 'Sign in', exact: true }).click();
  await page.getByRole('navigation').waitFor();
  return {
    page,
    complaints,
    async open(path) {
      await page.goto(`${hall.url}/admin/${path}`);
      await page.waitForLoadState('networkidle');
    },
    close: () => context.close(),
  };
}
