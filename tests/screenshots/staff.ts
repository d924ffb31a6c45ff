/** The staff view: every place of the rail for the role that works there, and what opens beside and above it. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Album } from './album.ts';
import type { Scene } from './scene.ts';
import { waitForNone } from './settle.ts';
import { isShown, type Member, type Shot, shotsOfEveryPage } from './staff-shots.ts';
import type { Stage } from './stage.ts';
import { isWanted, type View, viewsAt, type Wanted } from './views.ts';

const part = 'staff';
const height = 860;

export async function shootStaff(stage: Stage, scene: Scene, album: Album, wanted: Wanted): Promise<void> {
  const { cookies } = scene.desk;
  const shots = shotsOfEveryPage(scene).filter(({ page }) => isWanted(page, wanted.pages));
  const views = viewsAt([768, 1280, 1440]);
  for (const view of views) {
    if (!isWanted(view.name, wanted.views)) continue;
    for (const who of Object.keys(cookies) as Member[]) {
      const context = await contextFor(stage, view, cookies[who]);
      const page = await context.newPage();
      for (const shot of shots.filter(one => one.who === who)) await shoot(stage, shot, view, album, page);
      await context.close();
    }
    if (isWanted('sign-in', wanted.pages)) await shootSignIn(stage, album, view);
    console.log(`staff: ${view.name}`);
  }
}

async function shoot(stage: Stage, shot: Shot, view: View, album: Album, page: Page): Promise<void> {
  await page.setViewportSize({ width: shot.width ?? view.width, height });
  await open(page, stage.hall.url, shot.path);
  await shot.first?.(page);
  await page.waitForLoadState('networkidle');
  await album.take(part, shot.page, view, page, isShown(shot, page.url()) ? [] : [`is of ${page.url()}`]);
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
