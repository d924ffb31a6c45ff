/** Takes pictures of pages, notes what is wrong with each page, and lays all of it out on one contact sheet. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { allAccessibilityProblems } from '../e2e/page-checks.ts';
import type { View } from './views.ts';

export interface Picture {
  part: string;
  /** The page's name, and what it shows: `bills`, `home · none`. */
  page: string;
  view: View;
  file: string;
  /** What axe found, and whether the page is wider than the screen. */
  problems: string[];
}

export interface Album {
  pictures: Picture[];
  /** @param strays what is wrong with it before it is looked at */
  take(part: string, page: string, view: View, open: Page, strays?: string[]): Promise<void>;
  /** Writes the contact sheet and returns where it lies. */
  bind(): string;
}

/** @param fold only what is seen before anything is scrolled */
export function createAlbum(folder: string, { fold = false } = {}): Album {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = [];
  return {
    pictures,
    async take(part, page, view, open, strays = []) {
      const file = join(part, `${page.replace(/[^\p{L}\p{N}]+/gu, '-')}.${view.name}.png`);
      mkdirSync(join(folder, part), { recursive: true });
      const screen = open.viewportSize()!;
      if (!fold) await open.setViewportSize({ ...screen, height: await heightOf(open) });
      await open.screenshot({ path: join(folder, file), fullPage: !fold, animations: 'disabled' });
      const problems = [...strays, ...(await problemsOf(open))];
      pictures.push({ part, page, view, file, problems });
      // A run that is cut short has said what it found.
      for (const problem of problems) console.log(`${file}: ${problem}`);
      await open.setViewportSize(screen);
    },
    bind() {
      const sheet = join(folder, 'index.html');
      writeFileSync(sheet, contactSheet(pictures));
      return sheet;
    },
  };
}

/** The hall scrolls inside of its page, where a full-page picture would end at the fold. */
async function heightOf(page: Page): Promise<number> {
  const height =
    await page.evaluate<number>(`Math.max(innerHeight, ...[...document.querySelectorAll('body *')]
    .filter(one => one.clientWidth > innerWidth / 2 && one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY))
    .map(one => one.scrollHeight + one.getBoundingClientRect().top))`);
  return Math.min(Math.ceil(height), 8_000);
}

async function problemsOf(page: Page): Promise<string[]> {
  const wide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  return [...(wide ? ['wider than the screen'] : []), ...(await allAccessibilityProblems(page))];
}

function contactSheet(pictures: Picture[]): string {
  const pages = [...new Set(pictures.map(({ part, page }) => `${part} · ${page}`))];
  const figures = (name: string) =>
    pictures
      .filter(({ part, page }) => `${part} · ${page}` === name)
      .map(
        ({ file, view, problems }) =>
          `<figure><a href="${encodeURI(file)}"><img loading="lazy" src="${encodeURI(file)}" alt=""></a><figcaption>${view.name}${problems
            .map(problem => `<p>${shown(problem)}</p>`)
            .join('')}</figcaption></figure>`,
      )
      .join('');
  return `<!doctype html><meta charset="utf-8"><title>Dianting: contact sheet</title><style>
body{font:14px system-ui;margin:24px;background:#eee}h2{margin:32px 0 8px}div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}
figure{margin:0;background:#fff;padding:8px}img{width:240px;display:block;border:1px solid #ddd}p{color:#b42318;max-width:240px;font-size:12px;overflow-wrap:anywhere}
</style><h1>${pictures.length} pictures of ${pages.length} pages</h1>${pages
    .map(name => `<h2>${shown(name)}</h2><div>${figures(name)}</div>`)
    .join('')}`;
}

const shown = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
