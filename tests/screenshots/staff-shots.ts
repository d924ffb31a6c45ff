/** What is photographed of the staff view: every page there is, for a role that works there, and what opens beside and above it. */
import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';
import { waitForNone } from './settle.ts';
import type { DeskScene } from './staff-scene.ts';

/** By address: the client is checked by its own settings, not by those of the tests. */
const [{ features }, { may }] = (await Promise.all(
  ['features', 'permissions'].map(
    name => import(new URL(`../../client/admin/src/app/${name}.ts`, import.meta.url).href),
  ),
)) as [{ features: { pages: StaffPage[] }[] }, { may(roles: readonly Member[], needs: string): boolean }];

interface StaffPage {
  path: string;
  needs: string;
  panels?: { path: string }[];
}

export type Member = keyof DeskScene['cookies'];

export interface Shot {
  page: string;
  who: Member;
  path: string;
  /** Which page is looked at once `first` has opened it, as its feature names it: `partners/:code`. */
  shows?: string;
  /** Of a page that is used on a telephone, in every view. */
  width?: number;
  /** What is done before the picture is taken. */
  first?: (page: Page) => Promise<unknown>;
}

const pages = features.flatMap(feature => feature.pages);
const everyPath = pages.flatMap(({ path, panels = [] }) => [
  path,
  ...panels.map(panel => `${path}/${panel.path}`),
]);

/** A page that is added without a picture would not be looked at. */
export function shotsOfEveryPage(scene: Scene): Shot[] {
  const listed = shotsOf(scene);
  const shown = new Set(listed.map(pathShown));
  const others = pages.filter(({ path }) => !shown.has(path) && !path.includes(':')).map(shotOf);
  const missing = everyPath.filter(path => !shown.has(path) && !others.some(shot => shot.path === path));
  if (missing.length > 0) throw new Error(`No picture is taken of ${missing.join(', ')}`);
  return [...listed, ...others];
}

/** Whether the browser is where the picture should be taken. */
export const isShown = ({ shows, path }: Shot, url: string): boolean =>
  matches(shows ?? path.split('?')[0]!, new URL(url).pathname.replace('/admin/', ''));

/** Which page a shot is of; of a number it is not said by its path. */
function pathShown({ shows, path }: Shot): string | undefined {
  if (shows) return shows;
  const place = path.split('?')[0]!;
  return everyPath.includes(place) ? place : everyPath.find(pattern => matches(pattern, place));
}

const matches = (pattern: string, place: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(place);

const workers: Member[] = ['clerk', 'finance', 'supervisor', 'administrator', 'auditor', 'crew'];

/** A page that needs nothing to be opened or said before: for the first who works there. */
function shotOf({ path, needs }: StaffPage): Shot {
  return { page: path.replaceAll('/', ' '), who: workers.find(one => may([one], needs))!, path };
}

const click = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

const inDialog = (name: RegExp) => async (page: Page) => {
  await click(name)(page);
  await page.getByRole('dialog').waitFor();
  await waitForNone(page, '.ant-zoom-appear, .ant-zoom-enter, .ant-fade-appear, .ant-fade-enter');
};

function shotsOf({ desk, happened, said, after, written, residents, applied }: Scene): Shot[] {
  const { accountNo, billNo, paymentNo, importId, runId } = desk;
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
    { page: 'account · long names', who: 'clerk', path: `accounts/${residents.long.accountNo}` },
    { page: 'accounts · not found', who: 'clerk', path: 'accounts?query=nobody' },
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
    { page: 'refund · approve', who: 'finance', path: 'refunds', first: inDialog(/^同意$|^Approve$/) },
    { page: 'refund · turn down', who: 'finance', path: 'refunds', first: inDialog(/^不同意$|^Reject$/) },
    { page: 'odd-payments', who: 'finance', path: 'odd-payments' },
    { page: 'odd-payments · link', who: 'finance', path: 'odd-payments', first: inDialog(/关联|Link/) },
    { page: 'billing-runs', who: 'finance', path: 'billing-runs' },
    { page: 'billing run', who: 'finance', path: `billing-runs?run=${runId}` },
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
    { page: 'account messages set aside', who: 'supervisor', path: 'set-aside-posts' },
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
    { page: 'disclosures', who: 'clerk', path: 'disclosures' },
    { page: 'disclosures · none', who: 'clerk', path: 'disclosures?q=nothing' },
    { page: 'disclosure', who: 'supervisor', path: `disclosures/${written.disclosureNo}` },
    {
      page: 'disclosure · new',
      who: 'clerk',
      path: 'disclosures',
      first: inDialog(/^写新公告$|^Write a notice$/),
    },
    { page: 'visits', who: 'clerk', path: 'visits' },
    { page: 'visit', who: 'clerk', path: 'visits', first: inDialog(/登记走访|Record a visit/) },
    { page: 'service reports', who: 'supervisor', path: 'service-reports' },
    { page: 'case board', who: 'supervisor', path: 'case-board' },
    { page: 'repair', who: 'clerk', path: 'repairs', shows: 'repairs/:orderNo', first: openFirst },
    { page: 'crew', who: 'crew', path: 'crew', width: 390 },
    {
      page: 'crew order',
      who: 'crew',
      path: 'crew',
      width: 390,
      shows: 'crew/:orderNo',
      first: openCrewOrder,
    },
    { page: 'dunning case', who: 'supervisor', path: `dunning/${happened.caseNo}` },
    { page: 'supply commands', who: 'supervisor', path: 'supply-commands?show=all' },
    { page: 'instalments', who: 'supervisor', path: 'instalments' },
    { page: 'dunning rules', who: 'supervisor', path: 'dunning-rules' },
    { page: 'outage · change', who: 'supervisor', path: `outage-change?outage=${happened.outageNo}` },
    { page: 'message', who: 'clerk', path: `messages/${happened.noticeId}` },
    { page: 'message text · preview', who: 'supervisor', path: 'message-templates', first: previewText },
    { page: 'partner', who: 'finance', path: 'partners', shows: 'partners/:code', first: openFirst },
    { page: 'debit file', who: 'finance', path: 'debits', shows: 'debits/:name', first: openFirst },
    { page: 'mandate', who: 'finance', path: 'mandates', shows: 'mandates/:mandateNo', first: openFirst },
    {
      page: 'reconciliation day',
      who: 'finance',
      path: 'reconciliation',
      shows: 'reconciliation/:source/:day',
      first: openFirst,
    },
    {
      page: 'reconciliation group',
      who: 'finance',
      path: 'reconciliation',
      shows: 'reconciliation/group/:group/:day',
      first: openGroup,
    },
    { page: 'application', who: 'clerk', path: `applications/${applied.open}` },
    { page: 'application · done', who: 'supervisor', path: `applications/${applied.done}` },
    { page: 'application at the counter', who: 'clerk', path: `counter-applications/${applied.atCounter}` },
    { page: 'difference', who: 'finance', path: 'differences', first: openDifference },
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
    { page: 'refunds · none', who: 'finance', path: 'refunds?returned=waiting&status=rejected' },
    { page: 'odd-payments · none', who: 'finance', path: 'odd-payments?status=resolved' },
    { page: 'cases', who: 'clerk', path: 'cases' },
    { page: 'cases · none', who: 'clerk', path: 'cases?q=nothing' },
    { page: 'applications', who: 'clerk', path: 'applications' },
    { page: 'applications · none', who: 'clerk', path: 'applications?caseNo=SQ2000010100000001' },
    { page: 'audit · none', who: 'auditor', path: 'audit?actor=nobody' },
    { page: 'outages · none', who: 'supervisor', path: 'outages?q=nothing' },
    { page: 'differences', who: 'finance', path: 'differences' },
    { page: 'differences · none', who: 'finance', path: 'differences?day=2000-01-01' },
    { page: 'mandates', who: 'finance', path: 'mandates' },
    { page: 'mandates · none', who: 'finance', path: 'mandates?q=nothing' },
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

/** A text as somebody would read it, before it is submitted. */
async function previewText(page: Page): Promise<void> {
  await inDialog(/^修改$|^Change$/)(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^预览$|^Preview$/ }).click();
  await dialog.locator('.sheet').waitFor();
}

/** The latest day of a row that stands for many tills or boxes. */
async function openGroup(page: Page): Promise<void> {
  await page.locator('a.cell[href*="/reconciliation/group/"]').last().click();
  await page.getByRole('dialog').locator('.row-link').first().waitFor();
}

/** The first that can be decided: what is proposed for it. */
async function openDifference(page: Page): Promise<void> {
  await page.locator('main td .ant-btn').first().click();
  await page.getByRole('dialog').waitFor();
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
