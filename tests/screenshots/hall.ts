/** The resident's hall: every page, for somebody without a household, with one, and with many and long names. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Album } from './album.ts';
import { callResidents, type Residents } from './residents.ts';
import { waitForNone } from './settle.ts';
import type { Stage } from './stage.ts';
import { isWanted, type View, viewsAt, type Wanted } from './views.ts';

/** By address: the client is checked by its own settings, not by those of the tests. */
const { pages } = (await import(
  new URL('../../client/miniapp/src/navigation/pages.ts', import.meta.url).href
)) as { pages: Record<string, string> };

type Who = keyof Residents | 'nobody';

interface Shot {
  page: string;
  who: Who;
  /** Below `/#/packages/`; nothing is the first page. */
  path?: string;
  /** What is done before the picture is taken. */
  first?: (page: Page) => Promise<void>;
}

const part = 'hall';

export async function shootHall(stage: Stage, album: Album, wanted: Wanted): Promise<void> {
  const residents = await callResidents(stage.hall);
  const every = shotsOf(residents);
  expectEveryPage(every);
  const shots = every.filter(({ page }) => isWanted(page, wanted.page));
  for (const view of viewsAt([375, 768, 1280], { largeType: true })) {
    if (!isWanted(view.name, wanted.view)) continue;
    for (const who of new Set(shots.map(shot => shot.who))) {
      const context = await contextFor(stage, view, who === 'nobody' ? null : residents[who].token);
      const page = await context.newPage();
      for (const shot of shots.filter(one => one.who === who)) {
        await open(page, stage.hall.url, shot);
        await album.take(part, shot.page, view, page);
      }
      await context.close();
    }
    console.log(`hall: ${view.name}`);
  }
}

/** A page that is added without a picture would not be looked at. */
function expectEveryPage(shots: Shot[]): void {
  const shown = new Set(
    shots.map(({ path }) => (path ? `packages/${path.split('?')[0]}` : 'pages/home/index')),
  );
  const missing = Object.values(pages).filter(page => !shown.has(page));
  if (missing.length > 0) throw new Error(`No picture is taken of ${missing.join(', ')}`);
}

/** What the hall keeps on the device decides who is signed in, the language and the look. */
async function contextFor({ browser }: Stage, view: View, token: string | null): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.width < 700 ? 812 : 900 },
    deviceScaleFactor: 1,
    locale: view.language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const kept = {
    language: view.language,
    appearance: { theme: view.theme, type: view.type },
    ...(token ? { session: { token, expiresAt: '2999-01-01T00:00:00.000Z' } } : {}),
  };
  const lines = Object.entries(kept).map(
    ([key, data]) => `localStorage.setItem('hall:${key}', ${JSON.stringify(JSON.stringify({ data }))});`,
  );
  await context.addInitScript(`if (location.protocol !== 'about:') { ${lines.join(' ')} }`);
  return context;
}

/** A new document each time: Taro keeps the pages one came from in the old one. */
async function open(page: Page, url: string, { path, first }: Shot): Promise<void> {
  await page.goto('about:blank');
  await page.goto(path ? `${url}/#/packages/${path}` : `${url}/`);
  await page.locator('.hall__main').filter({ visible: true }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await waitForNone(page, '.skeleton');
  await first?.(page);
}

/** Opens whatever can be opened in place. */
async function openAll(page: Page): Promise<void> {
  const closed = page.locator('[aria-expanded="false"]').filter({ visible: true });
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
}

const chooseRange = (index: number) => async (page: Page) => {
  await page.getByRole('radio').filter({ visible: true }).nth(index).click();
  await page.waitForLoadState('networkidle');
  await waitForNone(page, '.skeleton');
};

const findHousehold = (accountNo: string) => async (page: Page) => {
  await page.locator('input').filter({ visible: true }).first().fill(accountNo);
  await page.locator('.card--brand').filter({ visible: true }).waitFor();
};

function shotsOf(residents: Residents): Shot[] {
  const { one, many } = residents;
  const at = (who: keyof Residents) => `accountNo=${residents[who].accountNo}`;
  return [
    { page: 'home · nobody', who: 'nobody' },
    { page: 'sign-in', who: 'nobody', path: 'account/sign-in/index' },
    { page: 'prices', who: 'nobody', path: 'tariff/book/index?regionCode=weihai' },
    { page: 'help', who: 'nobody', path: 'account/help/index', first: openAll },
    { page: 'privacy · nobody', who: 'nobody', path: 'account/privacy/index' },
    { page: 'home · none', who: 'none' },
    { page: 'bind', who: 'none', path: 'household/bind/index' },
    {
      page: 'bind · found',
      who: 'none',
      path: 'household/bind/index',
      first: findHousehold(residents.many.accountNo),
    },
    { page: 'bind · without a bill', who: 'none', path: 'household/bind/index', first: openAll },
    { page: 'invoices · none', who: 'none', path: 'pay/invoices/index' },
    { page: 'claims · none', who: 'none', path: 'pay/claims/index' },
    { page: 'households · none', who: 'none', path: 'household/list/index' },
    { page: 'payments · none', who: 'none', path: 'pay/history/index' },
    { page: 'home', who: 'one' },
    { page: 'bills', who: 'one', path: `bill/list/index?${at('one')}` },
    { page: 'bill', who: 'one', path: `bill/detail/index?${at('one')}&billNo=${one.billNo}` },
    { page: 'usage', who: 'one', path: `usage/history/index?${at('one')}` },
    { page: 'checkout', who: 'one', path: `pay/checkout/index?${at('one')}` },
    { page: 'prepay', who: 'one', path: `pay/checkout/index?mode=prepay&${at('one')}` },
    { page: 'payments', who: 'one', path: 'pay/history/index' },
    { page: 'result', who: 'one', path: `pay/result/index?paymentNo=${one.paymentNo}` },
    { page: 'receipt', who: 'one', path: `pay/receipt/index?paymentNo=${one.paymentNo}` },
    { page: 'households', who: 'one', path: 'household/list/index' },
    { page: 'people', who: 'one', path: `household/people/index?${at('one')}` },
    { page: 'me', who: 'one', path: 'account/me/index' },
    { page: 'privacy', who: 'one', path: 'account/privacy/index' },
    { page: 'usage · table', who: 'one', path: `usage/history/index?${at('one')}`, first: openAll },
    { page: 'usage · days', who: 'one', path: `usage/history/index?${at('one')}`, first: chooseRange(1) },
    { page: 'invoice · ask', who: 'one', path: `pay/invoices/index?paymentNo=${one.paymentNo}` },
    { page: 'invoices', who: 'long', path: 'pay/invoices/index' },
    { page: 'claim', who: 'one', path: `pay/claims/index?paymentNo=${one.paymentNo}` },
    { page: 'auto-pay', who: 'one', path: 'pay/auto-pay/index' },
    { page: 'mandate', who: 'one', path: `pay/mandate/index?${at('one')}` },
    { page: 'card', who: 'one', path: `pay/card/index?${at('one')}` },
    { page: 'link · unknown', who: 'nobody', path: 'pay/link/index?token=unknown' },
    { page: 'alerts', who: 'one', path: `alert/settings/index?${at('one')}` },
    { page: 'outages', who: 'one', path: 'outage/list/index' },
    { page: 'outage · unknown', who: 'one', path: 'outage/detail/index?outageNo=none' },
    { page: 'outage proposals', who: 'one', path: `outage/proposals/index?${at('one')}` },
    { page: 'not found', who: 'one', path: `bill/detail/index?${at('one')}&billNo=B0` },
    { page: 'prove', who: 'many', path: `household/prove/index?accountNo=${many.payOnly}` },
    { page: 'home · time of use', who: 'timed' },
    {
      page: 'bill · time of use',
      who: 'timed',
      path: `bill/detail/index?${at('timed')}&billNo=${residents.timed.billNo}`,
    },
    { page: 'usage · time of use', who: 'timed', path: `usage/history/index?${at('timed')}` },
    { page: 'plans · time of use', who: 'timed', path: `usage/plans/index?${at('timed')}` },
    { page: 'plans', who: 'one', path: `usage/plans/index?${at('one')}` },
    { page: 'home · many', who: 'many' },
    { page: 'households · many', who: 'many', path: 'household/list/index' },
    { page: 'checkout · many', who: 'many', path: `pay/checkout/index?accountNo=${many.accountNo}` },
    { page: 'home · long names', who: 'long' },
    { page: 'checkout · long names', who: 'long', path: `pay/checkout/index?${at('long')}` },
    { page: 'bills · long names', who: 'long', path: `bill/list/index?${at('long')}` },
  ];
}
