/** A resident's telephone with the hall open in its browser; does what a thumb does and reads what stands there. */
import { type Browser, type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { eventually, type RunningHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { complaintsOf } from '../page-checks.ts';
import { addBridge, type WechatBridge } from './wechat-bridge.ts';

export type Wallet = '微信支付' | '支付宝';

export interface ResidentPhone {
  page: Page;
  complaints: string[];
  button(name: string | RegExp): ReturnType<Page['getByRole']>;
  /** Signs in with the code that arrives by SMS. */
  signIn(phone: string): Promise<void>;
  /** The same where the sign-in page is open already. */
  signInHere(phone: string): Promise<void>;
  /** Binds a household fully; proves it by a code to the phone on file unless one signed in with that phone. `then` is what the first page shows of it. */
  bind(household: Household, then?: string): Promise<void>;
  /** From home to the wallet's cashier, confirms there and comes back. Answers with the payment's number. */
  pay(wallet: Wallet, amount: string): Promise<string>;
  /** Whether the page is no wider than the screen: a wider one is shown shrunk, with a blank half. */
  fits(): Promise<boolean>;
  /** Makes it WeChat's browser: from the next page on its bridge is there. */
  wechatBridge(): Promise<WechatBridge>;
  close(): Promise<void>;
}

/** @param kind of phone and browser; Chrome on a Pixel unless said otherwise */
export async function openPhone(
  browser: Browser,
  hall: RunningHall,
  kind: BrowserContextOptions = devices['Pixel 7']!,
): Promise<ResidentPhone> {
  const context = await browser.newContext({
    ...kind,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  // Taro keeps the pages that one came from in the document, hidden.
  const button = (name: string | RegExp) => page.getByRole('button', { name }).filter({ visible: true });
  const field = (label: string) => page.getByLabel(label).filter({ visible: true });

  async function codeFor(phone: string): Promise<string> {
    const message = await eventually(
      () => hall.sandbox.lastSms(phone),
      found => found?.params['code'] !== undefined,
    );
    return message!.params['code']!;
  }

  async function signInHere(phone: string): Promise<void> {
    await field('手机号').fill(phone);
    await button('发送验证码').click();
    await field('短信验证码').fill(await codeFor(phone));
    await button(/^登录$/).click();
    await button('绑定户号').first().waitFor();
  }

  return {
    page,
    complaints,
    button,
    async signIn(phone) {
      await page.goto(`${hall.url}/`);
      await button('登录').click();
      await signInHere(phone);
    },
    signInHere,
    async bind(household, then) {
      await button('绑定户号').first().click();
      await field('户号').fill(household.accountNo);
      const send = button('发送验证码');
      await button('验证并绑定').waitFor();
      if (await send.isVisible()) {
        await send.click();
        await field('短信验证码').fill(await codeFor(household.phone));
      }
      await button('验证并绑定').click();
      await (then ? page.getByText(then).filter({ visible: true }).first() : button('立即缴费')).waitFor();
    },
    async pay(wallet, amount) {
      await button('立即缴费').click();
      await page.getByRole('radio', { name: wallet }).filter({ visible: true }).click();
      await button(`确认支付 ${amount}`).click();
      await page.locator('#confirm').click();
      await page.getByText('已到账').filter({ visible: true }).first().waitFor();
      const number = page
        .getByText(/P\d{22}/)
        .filter({ visible: true })
        .first();
      return /P\d{22}/.exec((await number.textContent()) ?? '')![0];
    },
    fits: () => page.evaluate('document.documentElement.scrollWidth <= screen.width'),
    wechatBridge: () => addBridge(page, hall),
    close: () => context.close(),
  };
}
