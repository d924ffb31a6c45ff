/** What every page must keep to, whoever looks at it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Asks axe for what keeps people from using the page; one line for each serious or critical find. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  return described(
    (await violationsOf(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical'),
  );
}

/** Whatever axe finds, however small. */
export async function allAccessibilityProblems(page: Page): Promise<string[]> {
  return described(await violationsOf(page));
}

/** Whether everything can be read: what else there is does not depend on colours. */
export async function contrastProblems(page: Page): Promise<string[]> {
  return described(await violationsOf(page, ['color-contrast']));
}

/**
 * What fades in has its colours only at the end, and what closes is there until then; a click sets either going a few
 * frames later. What turns for ever is not waited for.
 */
const settled = `(async () => {
  const frame = () => Promise.race([new Promise(requestAnimationFrame), new Promise(done => setTimeout(done, 100))]);
  for (let quietFrames = 0; quietFrames < 5; quietFrames += 1) {
    await frame();
    const moving = document.getAnimations().filter(({ effect, playState }) =>
      playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime));
    if (moving.length > 0) quietFrames = 0;
    await Promise.all(moving.map(({ finished }) => finished.catch(() => {})));
  }
})()`;

async function violationsOf(page: Page, rules?: string[]): Promise<Violation[]> {
  await page.evaluate(settled);
  await page.evaluate(axeSource);
  // What passes is not told: its nodes would have to be described as well.
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) });
  return (await page.evaluate(
    `axe.run(document, ${options}).then(result => result.violations)`,
  )) as Violation[];
}

function described(violations: Violation[]): string[] {
  return violations.map(
    ({ id, help, nodes }) =>
      `${id} (${help}): ${nodes
        .slice(0, 3)
        .map(node => `${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, ' ')}`)
        .join(' | ')}`,
  );
}

/** Collects what the browser complains about: scripts that failed, and answers of the server that are its own fault. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`script: ${error.message}`));
  page.on('response', response => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}
