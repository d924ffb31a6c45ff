/** The resident's hall: every page, for somebody without a household, just moved in, with one, and with many and long names. */
import type { BrowserContext, Page } from 'playwright-core';
import { keepOnDevice } from '../support/kept-on-device.ts';
import type { Album } from './album.ts';
import type { Residents } from './residents.ts';
import type { Scene } from './scene.ts';
import { waitForNone } from './settle.ts';
import type { Stage } from './stage.ts';
import { isWanted, type View, viewsAt, type Wanted } from './views.ts';

/** By address: the client is checked by its own settings, not by those of the tests. */
const { pages } = (await import(
  new URL('../../client/miniapp/src/navigation/pages.ts', import.meta.url).href
)) as { pages: Record<string, string> };

type Visitor = keyof Residents | 'cutOff' | 'nobody';

/** A page for one visitor. */
export interface Shot {
  page: string;
  who: Visitor;
  /** Below `/#/packages/`; nothing is the first page. */
  path?: string;
  /** What is done before the picture is taken. */
  first?: (page: Page) => Promise<void>;
}

const part = 'hall';

export async function shootHall(stage: Stage, scene: Scene, album: Album, wanted: Wanted): Promise<void> {
  const every = shotsOfEveryPage(scene);
  const shots = every.filter(({ page }) => isWanted(page, wanted.pages));
  for (const view of viewsAt([375, 768, 1280], { largeType: true })) {
    if (!isWanted(view.name, wanted.views)) continue;
    for (const who of new Set(shots.map(shot => shot.who))) {
      const context = await contextFor(stage, view, tokenOf(scene, who));
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

export const tokenOf = ({ residents, happened }: Scene, who: Visitor): string | null =>
  who === 'nobody' ? null : who === 'cutOff' ? happened.cutOff.token : residents[who].token;

/** A page that is added without a picture would not be looked at, nor measured. */
export function shotsOfEveryPage(scene: Scene): Shot[] {
  const shots = shotsOf(scene);
  const shown = new Set(shots.map(pageOf));
  const missing = Object.values(pages).filter(page => !shown.has(page));
  if (missing.length > 0) throw new Error(`No picture is taken of ${missing.join(', ')}`);
  return shots;
}

/** By its path in the hall's own list. */
export const pageOf = ({ path }: Shot) => (path ? `packages/${path.split('?')[0]}` : 'pages/home/index');

/** Of each page the picture that shows most of it: with somebody signed in who has something there, where there is such a one. */
export function fullestShots(shots: readonly Shot[]): Shot[] {
  const isFull = ({ page, who }: Shot) => who !== 'none' && who !== 'nobody' && !page.endsWith('· none');
  return [...new Set(shots.map(pageOf))].map(path => {
    const ofPage = shots.filter(shot => pageOf(shot) === path);
    return ofPage.find(isFull) ?? ofPage[0]!;
  });
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
  context.setDefaultTimeout(60_000);
  await keepOnDevice(context, { token, language: view.language, theme: view.theme, type: view.type });
  return context;
}

/** A new document each time: Taro keeps the pages one came from in the old one. */
export async function open(page: Page, url: string, { path, first }: Shot): Promise<void> {
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

const chooseAll =
  (...names: RegExp[]) =>
  async (page: Page) => {
    for (const name of names) await page.getByRole('radio', { name }).filter({ visible: true }).click();
    await page.waitForLoadState('networkidle');
  };

const findHousehold = (accountNo: string) => async (page: Page) => {
  await page.locator('input').filter({ visible: true }).first().fill(accountNo);
  await page.locator('.card--brand').filter({ visible: true }).waitFor();
};

function shotsOf({ residents, happened, said, applied, after, written, links }: Scene): Shot[] {
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
    { page: 'cases · none', who: 'none', path: 'service/cases/index' },
    { page: 'cases', who: 'one', path: 'service/cases/index' },
    { page: 'case', who: 'one', path: `service/case/index?caseNo=${said.answered}` },
    { page: 'case · working', who: 'one', path: `service/case/index?caseNo=${said.working}` },
    { page: 'asked · none', who: 'none', path: 'service/asked/index' },
    { page: 'disclosures', who: 'nobody', path: 'disclosure/list/index' },
    {
      page: 'disclosures · none',
      who: 'nobody',
      path: 'disclosure/list/index',
      first: chooseAll(/^(电价|Prices)$/, /^(以前的|Earlier)$/),
    },
    { page: 'disclosure', who: 'nobody', path: `disclosure/detail/index?number=${written.disclosureNo}` },
    { page: 'stars', who: 'nobody', path: 'service/stars/index' },
    { page: 'suggestions', who: 'nobody', path: 'service/suggestions/index' },
    { page: 'reports', who: 'nobody', path: 'service/reports/index' },
    { page: 'asked', who: 'one', path: 'service/asked/index' },
    { page: 'survey · none', who: 'one', path: 'service/survey/index' },
    { page: 'survey', who: 'one', path: `service/survey/index?surveyNo=${after.surveyNo}` },
    { page: 'survey · thanks', who: 'one', path: `service/survey/index?surveyNo=${after.answeredSurveyNo}` },
    { page: 'case · adopted', who: 'one', path: `service/case/index?caseNo=${said.adopted}` },
    { page: 'applications', who: 'one', path: 'apply/list/index' },
    { page: 'applications · none', who: 'none', path: 'apply/list/index' },
    { page: 'apply', who: 'one', path: 'apply/kinds/index' },
    { page: 'apply · kind', who: 'one', path: 'apply/kind/index?kind=new-residential' },
    { page: 'apply · pause', who: 'one', path: 'apply/kind/index?kind=supply-suspension' },
    { page: 'apply · temporary', who: 'one', path: 'apply/kind/index?kind=temporary-supply' },
    { page: 'apply · form', who: 'one', path: `apply/form/index?caseNo=${applied.draft}` },
    { page: 'application', who: 'one', path: `apply/case/index?caseNo=${applied.open}` },
    { page: 'application · done', who: 'one', path: `apply/case/index?caseNo=${applied.done}` },
    { page: 'application · waiting', who: 'timed', path: `apply/case/index?caseNo=${applied.waiting}` },
    { page: 'application · followed', who: 'many', path: `apply/follow/index?token=${applied.followToken}` },
    { page: 'say', who: 'one', path: 'service/say/index?kind=complaint' },
    { page: 'chat', who: 'one', path: 'service/chat/index' },
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
    { page: 'households · opened', who: 'one', path: 'household/list/index', first: openAll },
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
    { page: 'web form', who: 'nobody', path: 'service/web/index' },
    { page: 'rate · unknown', who: 'nobody', path: `service/rate/index?token=${'x'.repeat(43)}` },
    { page: 'link · unknown', who: 'nobody', path: `pay/link/index?token=${'x'.repeat(43)}` },
    { page: 'rate', who: 'many', path: `service/rate/index?token=${links.rateToken}` },
    { page: 'link', who: 'many', path: `pay/link/index?token=${links.payToken}` },
    { page: 'alerts', who: 'one', path: `alert/settings/index?${at('one')}` },
    { page: 'alerts · own ways', who: 'one', path: `alert/settings/index?${at('one')}`, first: openAll },
    { page: 'messages', who: 'one', path: 'message/list/index' },
    { page: 'message settings', who: 'one', path: 'message/settings/index' },
    { page: 'outages', who: 'one', path: 'outage/list/index' },
    { page: 'outages · planned and fault', who: 'timed', path: 'outage/list/index' },
    { page: 'outage', who: 'timed', path: `outage/detail/index?outageNo=${happened.outageNo}` },
    { page: 'messages · none', who: 'none', path: 'message/list/index' },
    { page: 'messages · outages', who: 'timed', path: 'message/list/index' },
    { page: 'home · cut off', who: 'cutOff' },
    {
      page: 'checkout · cut off',
      who: 'cutOff',
      path: `pay/checkout/index?accountNo=${happened.cutOff.accountNo}`,
    },
    { page: 'outage · unknown', who: 'one', path: 'outage/detail/index?outageNo=TD20260101000001' },
    { page: 'outage proposals', who: 'many', path: `outage/proposals/index?${at('many')}` },
    { page: 'outage proposals · none', who: 'one', path: `outage/proposals/index?${at('one')}` },
    { page: 'not found', who: 'one', path: `bill/detail/index?${at('one')}&billNo=B0` },
    { page: 'prove', who: 'many', path: `household/prove/index?accountNo=${many.payOnly}` },
    { page: 'home · time of use', who: 'timed' },
    {
      page: 'bill · time of use',
      who: 'timed',
      path: `bill/detail/index?${at('timed')}&billNo=${residents.timed.billNo}`,
    },
    { page: 'large reports', who: 'many', path: `usage/large/index?${at('many')}` },
    { page: 'large reports · none', who: 'one', path: `usage/large/index?${at('one')}` },
    { page: 'usage · time of use', who: 'timed', path: `usage/history/index?${at('timed')}` },
    {
      page: 'usage · table with time of use',
      who: 'timed',
      path: `usage/history/index?${at('timed')}`,
      first: openAll,
    },
    { page: 'plans · time of use', who: 'timed', path: `usage/plans/index?${at('timed')}` },
    { page: 'plans', who: 'one', path: `usage/plans/index?${at('one')}` },
    { page: 'home · many', who: 'many' },
    { page: 'households · many', who: 'many', path: 'household/list/index' },
    { page: 'checkout · many', who: 'many', path: `pay/checkout/index?accountNo=${many.accountNo}` },
    { page: 'home · long names', who: 'long' },
    { page: 'checkout · long names', who: 'long', path: `pay/checkout/index?${at('long')}` },
    { page: 'bills · long names', who: 'long', path: `bill/list/index?${at('long')}` },
    {
      page: 'bill · long names',
      who: 'long',
      path: `bill/detail/index?${at('long')}&billNo=${residents.long.billNo}`,
    },
    { page: 'households · long names', who: 'long', path: 'household/list/index' },
    { page: 'people · long names', who: 'long', path: `household/people/index?${at('long')}` },
    {
      page: 'result · long names',
      who: 'long',
      path: `pay/result/index?paymentNo=${residents.long.paymentNo}`,
    },
    {
      page: 'receipt · long names',
      who: 'long',
      path: `pay/receipt/index?paymentNo=${residents.long.paymentNo}`,
    },
    { page: 'payments · long names', who: 'long', path: 'pay/history/index' },
    { page: 'claims', who: 'long', path: 'pay/claims/index' },
    { page: 'home · moved in', who: 'fresh' },
    { page: 'bills · none', who: 'fresh', path: `bill/list/index?${at('fresh')}` },
    { page: 'usage · none', who: 'fresh', path: `usage/history/index?${at('fresh')}` },
    { page: 'plans · none', who: 'fresh', path: `usage/plans/index?${at('fresh')}` },
    { page: 'checkout · nothing due', who: 'fresh', path: `pay/checkout/index?${at('fresh')}` },
  ];
}
