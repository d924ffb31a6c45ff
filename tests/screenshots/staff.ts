/** The staff view: every place of the rail for the role that works there, and what opens beside and above it. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Album } from './album.ts';
import type { Scene } from './scene.ts';
import { waitForNone } from './settle.ts';
import type { DeskScene } from './staff-scene.ts';
import type { Stage } from './stage.ts';
import { isWanted, type View, viewsAt, type Wanted } from './views.ts';

type Member = keyof DeskScene['cookies'];

interface Shot {
  page: string;
  who: Member;
  path: string;
  /** Of a page that is used on a telephone, in every view. */
  width?: number;
  /** What is done before the picture is taken. */
  first?: (page: Page) => Promise<unknown>;
}

const part = 'staff';
const height = 860;

export async function shootStaff(stage: Stage, scene: Scene, album: Album, wanted: Wanted): Promise<void> {
  const { cookies } = scene.desk;
  const views = viewsAt([768, 1280, 1440], { largeType: false, darkEverywhere: true });
  for (const view of views) {
    if (!isWanted(view.name, wanted.view)) continue;
    for (const who of Object.keys(cookies) as Member[]) {
      const context = await contextFor(stage, view, cookies[who]);
      const page = await context.newPage();
      const listed = shotsOf(scene).filter(shot => shot.who === who);
      for (const shot of [...listed, ...(await othersOf(page, stage.hall.url, who, scene))]) {
        if (!isWanted(shot.page, wanted.page)) continue;
        await page.setViewportSize({ width: shot.width ?? view.width, height });
        await open(page, stage.hall.url, shot.path);
        await shot.first?.(page);
        await page.waitForLoadState('networkidle');
        await album.take(part, shot.page, view, page);
      }
      await context.close();
    }
    if (isWanted('sign-in', wanted.page)) await shootSignIn(stage, album, view);
    console.log(`staff: ${view.name}`);
  }
}

async function contextFor(
  { browser, hall }: Stage,
  view: View,
  token: string | null,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: view.width, height },
    locale: view.language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: view.theme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  if (token)
    await context.addCookies([
      { name: 'dianting_staff', value: token, url: `${hall.url}/api/v1`, httpOnly: true },
    ]);
  return context;
}

async function open(page: Page, url: string, path: string): Promise<void> {
  await page.goto(`${url}/admin/${path}`);
  await page.locator('main h1, main .state h3').first().waitFor();
  await page.waitForLoadState('networkidle');
  await waitForNone(page, 'main .ant-skeleton');
}

async function shootSignIn(stage: Stage, album: Album, view: View): Promise<void> {
  const context = await contextFor(stage, view, null);
  const page = await context.newPage();
  await page.goto(`${stage.hall.url}/admin/`);
  await page.locator('.sign-in-card h1').waitFor();
  await page.waitForLoadState('networkidle');
  await album.take(part, 'sign-in', view, page);
  await context.close();
}

/** Places of the rail that no shot below names: those of other domains. */
async function othersOf(page: Page, url: string, who: Member, scene: Scene): Promise<Shot[]> {
  if (who !== 'supervisor' && who !== 'finance' && who !== 'clerk') return [];
  await open(page, url, '');
  const named = new Set(shotsOf(scene).map(shot => `/admin/${shot.path.split('?')[0]}`));
  const links = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.rail-link')].map(link => link.getAttribute('href'))`,
  );
  return links
    .filter(href => !named.has(href) && !taken.has(`${who} ${href}`) && mainRole(href, who))
    .map(href => ({
      page: href.replace('/admin/', '').replaceAll('/', ' '),
      who,
      path: href.replace('/admin/', ''),
    }));
}

const taken = new Set<string>();
/** One role's picture of a place is enough. */
const mainRole = (href: string, who: Member) => {
  const first = [...taken].find(one => one.endsWith(` ${href}`));
  if (first && !first.startsWith(who)) return false;
  taken.add(`${who} ${href}`);
  return true;
};

const click = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

const inDialog = (name: RegExp) => async (page: Page) => {
  await click(name)(page);
  await page.getByRole('dialog').waitFor();
  await waitForNone(page, '.ant-zoom-appear, .ant-zoom-enter, .ant-fade-appear, .ant-fade-enter');
};

function shotsOf({ desk, happened, said, after, written, residents }: Scene): Shot[] {
  const { accountNo, billNo, paymentNo, importId } = desk;
  return [
    { page: 'home · finance', who: 'finance', path: '' },
    { page: 'home · clerk', who: 'clerk', path: '' },
    { page: 'home · administrator', who: 'administrator', path: '' },
    { page: 'find', who: 'supervisor', path: '', first: find(billNo) },
    { page: 'shortcuts', who: 'supervisor', path: '', first: showKeys },
    { page: 'accounts · none', who: 'clerk', path: 'accounts' },
    { page: 'accounts', who: 'clerk', path: `accounts?query=${accountNo.slice(0, 5)}` },
    { page: 'account', who: 'clerk', path: `accounts/${accountNo}` },
    {
      page: 'account · plan',
      who: 'clerk',
      path: `accounts/${accountNo}`,
      first: inDialog(/变更用电方案|Change plan/),
    },
    {
      page: 'account · reveal',
      who: 'clerk',
      path: `accounts/${accountNo}`,
      first: inDialog(/查看明文|clear/),
    },
    { page: 'bill', who: 'supervisor', path: `accounts/${accountNo}?bill=${billNo}` },
    {
      page: 'bill · reverse',
      who: 'supervisor',
      path: `accounts/${accountNo}?bill=${billNo}`,
      first: click(/冲正账单|Reverse bill/),
    },
    { page: 'payments', who: 'clerk', path: 'payments' },
    { page: 'payments · none', who: 'clerk', path: 'payments?query=nothing' },
    { page: 'payments · columns', who: 'clerk', path: 'payments', first: click(/^列$|Columns/) },
    { page: 'payments · views', who: 'clerk', path: 'payments', first: click(/视图|Views/) },
    { page: 'payment', who: 'finance', path: `payments/${paymentNo}` },
    { page: 'refunds', who: 'finance', path: 'refunds' },
    { page: 'odd-payments', who: 'finance', path: 'odd-payments' },
    { page: 'odd-payments · link', who: 'finance', path: 'odd-payments', first: inDialog(/关联|Link/) },
    { page: 'billing-runs', who: 'finance', path: 'billing-runs' },
    { page: 'imports', who: 'clerk', path: 'imports' },
    { page: 'import', who: 'clerk', path: `imports?import=${importId}` },
    { page: 'tariffs', who: 'finance', path: 'tariffs' },
    { page: 'outages', who: 'supervisor', path: 'outages' },
    { page: 'outage', who: 'supervisor', path: `outages/${happened.outageNo}` },
    { page: 'outage · draft', who: 'supervisor', path: `outages/${happened.draftNo}` },
    { page: 'dunning', who: 'supervisor', path: 'dunning' },
    { page: 'dunning · none', who: 'supervisor', path: 'dunning?status=closed' },
    { page: 'case', who: 'clerk', path: `cases/${said.answered}` },
    { page: 'case · working', who: 'clerk', path: `cases/${said.working}` },
    { page: 'case · macros', who: 'clerk', path: `cases/${said.working}`, first: inDialog(/^宏|^Macros/) },
    { page: 'templates and macros', who: 'supervisor', path: 'reply-templates' },
    {
      page: 'macro · new',
      who: 'supervisor',
      path: 'reply-templates',
      first: inDialog(/^写宏$|^Write a macro$/),
    },
    { page: 'mails set aside', who: 'supervisor', path: 'set-aside-mail' },
    {
      page: 'mail set aside',
      who: 'supervisor',
      path: 'set-aside-mail',
      first: inDialog(/^查\s?看$|^Look$/),
    },
    { page: 'mails set aside · none', who: 'supervisor', path: 'set-aside-mail?show=dismissed' },
    { page: 'service rules', who: 'administrator', path: 'service-rules' },
    {
      page: 'service rules · stars',
      who: 'administrator',
      path: 'service-rules',
      first: inDialog(/^设置新办法$|^Set a formula$/),
    },
    { page: 'large customers', who: 'clerk', path: 'large-customers' },
    { page: 'large customers · none', who: 'clerk', path: 'large-customers?q=nobody' },
    { page: 'large customer', who: 'clerk', path: `large-customers/${residents.many.accountNo}` },
    { page: 'stars', who: 'supervisor', path: 'stars' },
    { page: 'follow-ups', who: 'clerk', path: 'follow-ups' },
    { page: 'surveys', who: 'supervisor', path: 'surveys' },
    { page: 'survey', who: 'supervisor', path: `surveys/${after.answeredSurveyNo}` },
    { page: 'survey · draft', who: 'supervisor', path: `surveys/${after.draftSurveyNo}` },
    { page: 'survey · new', who: 'supervisor', path: 'surveys/new' },
    { page: 'suggestions', who: 'supervisor', path: 'suggestions' },
    { page: 'chat', who: 'clerk', path: 'chat' },
    { page: 'chat · talk', who: 'clerk', path: `chat?chat=${written.chatNo}` },
    { page: 'case · mail', who: 'clerk', path: `cases/${written.mailCase}` },
    { page: 'case · wallet', who: 'clerk', path: `cases/${written.walletCase}` },
    { page: 'article', who: 'supervisor', path: `knowledge/${written.articleCode}` },
    { page: 'visits', who: 'clerk', path: 'visits' },
    { page: 'visit', who: 'clerk', path: 'visits', first: inDialog(/登记走访|Record a visit/) },
    { page: 'service reports', who: 'supervisor', path: 'service-reports' },
    { page: 'case board', who: 'supervisor', path: 'case-board' },
    { page: 'repair', who: 'clerk', path: 'repairs', first: openFirst },
    { page: 'crew', who: 'crew', path: 'crew', width: 390 },
    { page: 'crew order', who: 'crew', path: 'crew', width: 390, first: openCrewOrder },
    { page: 'dunning case', who: 'supervisor', path: `dunning/${happened.caseNo}` },
    { page: 'supply commands', who: 'supervisor', path: 'supply-commands?show=all' },
    { page: 'instalments', who: 'supervisor', path: 'instalments' },
    { page: 'dunning rules', who: 'supervisor', path: 'dunning-rules' },
    { page: 'outage · change', who: 'supervisor', path: `outage-change?outage=${happened.outageNo}` },
    { page: 'message', who: 'clerk', path: `messages/${happened.noticeId}` },
    { page: 'partner', who: 'finance', path: 'partners', first: openFirst },
    { page: 'debit file', who: 'finance', path: 'debits', first: openFirst },
    { page: 'mandate', who: 'finance', path: 'mandates', first: openFirst },
    { page: 'reconciliation day', who: 'finance', path: 'reconciliation', first: openFirst },
    { page: 'difference', who: 'finance', path: 'differences', first: openFirst },
    { page: 'home · auditor', who: 'auditor', path: '' },
    { page: 'home · supervisor', who: 'supervisor', path: '' },
    { page: 'outage editor', who: 'supervisor', path: 'outage-editor' },
    { page: 'reliability', who: 'supervisor', path: 'reliability' },
    { page: 'tariff draft · tried', who: 'supervisor', path: 'tariffs', first: tryDraft },
    { page: 'tariff editor', who: 'finance', path: 'tariffs', first: click(/起草新版本|Draft a new/) },
    { page: 'ledger', who: 'finance', path: 'ledger' },
    { page: 'postings', who: 'finance', path: 'ledger/postings?account=receivable' },
    {
      page: 'transaction',
      who: 'finance',
      path: 'ledger/postings?account=receivable',
      first: page => page.locator('td .ant-btn-link').first().click(),
    },
    { page: 'audit', who: 'auditor', path: 'audit' },
    { page: 'members', who: 'administrator', path: 'members' },
    { page: 'member · new', who: 'administrator', path: 'members', first: inDialog(/添加员工|Add member/) },
    { page: 'settings', who: 'administrator', path: 'settings' },
    { page: 'setting', who: 'administrator', path: 'settings', first: inDialog(/^修改$|^Change$/) },
    { page: 'not found', who: 'clerk', path: 'members' },
  ];
}

/** What stands beside the list when its first line is opened; the list alone where it has none. */
async function openFirst(page: Page): Promise<void> {
  const first = page.locator('main td a, main td .ant-btn-link, main td button').first();
  if ((await first.count()) === 0) return;
  await first.click();
  // A page of its own shows its skeleton only once its script is asked for.
  await page.waitForTimeout(500);
  await page.waitForLoadState('networkidle');
  await waitForNone(page, '.ant-skeleton');
}

async function openCrewOrder(page: Page): Promise<void> {
  await page.locator('.crew-orders a').first().click();
  await page.waitForURL(/crew\/./);
  await page.waitForLoadState('networkidle');
  await waitForNone(page, '.ant-skeleton, .crew-orders');
}

async function showKeys(page: Page): Promise<void> {
  await page.keyboard.press('?');
  await page.locator('.key-help').waitFor();
}

const find = (text: string) => async (page: Page) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.finder-hits li').first().waitFor();
};

async function tryDraft(page: Page): Promise<void> {
  await page.locator('td .ant-btn-link').first().click();
  await page.getByRole('button', { name: /^试算$|^Try$/ }).click();
  await page.locator('.trial').waitFor();
}
