import type { Page } from 'playwright-core';

/** Until nothing of the kind is left. Asked from outside: the pages' own security policy forbids a function polled inside of them. */
export async function waitForNone(page: Page, selector: string): Promise<void> {
  for (let left = 100; left > 0 && (await page.locator(selector).count()) > 0; left -= 1)
    await page.waitForTimeout(100);
}
