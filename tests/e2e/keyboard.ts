/** Somebody who uses a page with Tab, Enter, Space and letters alone, and looks where the focus is at each step. */
import type { Page } from 'playwright-core';
import { eventually } from '../support/hall.ts';

export interface Keyboard {
  /** Tabs until what is called so has the focus. */
  reach(name: string | RegExp): Promise<void>;
  /** Reaches it and writes in it. */
  write(name: string | RegExp, text: string): Promise<void>;
  /** Reaches it and presses Enter, or the key that is said. */
  use(name: string | RegExp, key?: 'Enter' | 'Space'): Promise<void>;
  /** Waits until the page itself puts the focus on it, and writes in it. */
  writeWhenMoved(name: string, text: string): Promise<void>;
  /** What had the focus without showing it, or out of sight. */
  unseen: string[];
}

interface Focus {
  name: string;
  seen: boolean;
  html: string;
}

/** So many stops are on no page; who has not come there by then never will. */
const patience = 150;

export function keyboardOf(page: Page): Keyboard {
  const unseen: string[] = [];
  const called = (name: string | RegExp, found: string) =>
    typeof name === 'string' ? found === name : name.test(found);

  async function look(): Promise<string> {
    let at = await page.evaluate<Focus>(focus);
    if (!at.seen) {
      // What slides in is seen once it has come.
      await page.waitForTimeout(500);
      at = await page.evaluate<Focus>(focus);
    }
    if (!at.seen) unseen.push(at.html);
    return at.name;
  }

  async function reach(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    while (passed.length < patience) {
      await page.keyboard.press('Tab');
      const at = await look();
      if (called(name, at)) return;
      passed.push(at);
    }
    throw new Error(`Tab never came to ${name}, only to ${[...new Set(passed)].join(' · ')}`);
  }

  return {
    unseen,
    reach,
    async write(name, text) {
      await reach(name);
      await page.keyboard.type(text);
    },
    async writeWhenMoved(name, text) {
      await eventually(look, at => at === name);
      await page.keyboard.type(text);
    },
    async use(name, key = 'Enter') {
      await reach(name);
      await page.keyboard.press(key);
    },
  };
}

/**
 * The focus is seen where the element, or the frame around a field, is outlined or has a shadow, and its middle is on the screen and
 * under nothing else. At the ends of a page it is nowhere for one step.
 */
const focus = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return { name: '', seen: true, html: '' };
  const labelled = one.getAttribute('aria-labelledby')?.split(' ').map(id => document.getElementById(id)?.textContent).join(' ');
  const name = one.getAttribute('aria-label') ?? labelled ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
  const marked = [one, one.parentElement, one.closest('.ant-input-affix-wrapper, .ant-select')].filter(Boolean).some(each => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  });
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const above = document.elementFromPoint(x, y);
  const onTop = above !== null && (one.contains(above) || above.contains(one));
  return { name: name.replace(/\\s+/g, ' ').trim(), seen: marked && onTop, html: one.outerHTML.slice(0, 200) };
})()`;
