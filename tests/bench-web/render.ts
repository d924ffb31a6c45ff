/** docs/bench-web.md. */
import { cpus } from 'node:os';
import { type Category, categories, type MeasuredPage } from './measure.ts';
import type { Size } from './sizes.ts';

export const targets: Record<Category, number> = {
  performance: 90,
  accessibility: 100,
  'best-practices': 95,
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function render(sizes: Size[], pages: MeasuredPage[], runs: number): string {
  return `# The hall in a browser, measured

Written by \`npm run bench:web\`. Lighthouse's mobile preset (a mid-range phone and a slow 4G network, simulated), a first
visit each time: median of ${runs} runs, least–most in brackets. The server, the database and the browser share one machine
(${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}); its load shows in the blocking time, in the spread, and in the last column: how fast
the machine was by Lighthouse's own small benchmark, where a quiet one of today makes 1,000 and more. Wanted:
performance ≥ ${targets.performance}, accessibility ${targets.accessibility}, best practices ≥ ${targets['best-practices']}, nothing found by axe.

| Page | Performance | Accessibility | Best practices | Largest paint | Blocked | axe | Machine |
|---|---|---|---|---|---|---|---|
${pages.map(row).join('\n')}

${missed(pages)}

## Sizes

| What | KB | Limit |
|---|---|---|
${sizes.map(({ what, bytes, limit }) => `| ${what} | ${(bytes / 1000).toFixed(1)} | ${limit ? (limit / 1000).toFixed(0) : ''} |`).join('\n')}

Tests hold the rest: no page of a mini-program sends the view more than 64 KB at once (\`tests/e2e/miniapp/pages.test.ts\`),
WeChat's own compilers accept every file (\`official-compilers.test.ts\`), and \`npm run screenshots\` asks axe about every
page in every view.
`;
}

function row({ page, scores, lcp, tbt, axe, machine }: MeasuredPage): string {
  const score = (category: Category) => spread(scores[category], 0);
  const seconds = lcp.map(ms => ms / 1000);
  return `| ${page} | ${categories.map(score).join(' | ')} | ${spread(seconds, 1)} s | ${spread(tbt, 0)} ms | ${axe} | ${spread(machine, 0)} |`;
}

function spread(values: readonly number[], decimals: number): string {
  const least = Math.min(...values).toFixed(decimals);
  const most = Math.max(...values).toFixed(decimals);
  const middle = median(values).toFixed(decimals);
  return least === most ? middle : `${middle} (${least}–${most})`;
}

function missed(pages: MeasuredPage[]): string {
  const lines = pages.flatMap(({ page, scores, axe, lost }) => {
    const low = categories.filter(category => median(scores[category]) < targets[category]);
    if (low.length === 0 && axe === 0) return [];
    return [
      `- ${page}: ${[...low, ...(axe ? ['axe'] : [])].join(', ')}; what cost points: ${lost.join(', ')}`,
    ];
  });
  return lines.length === 0 ? 'Every page reaches what is wanted.' : `Not reached:\n\n${lines.join('\n')}`;
}
