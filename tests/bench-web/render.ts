/** docs/bench-web.md: written, and read again, so that it can be completed in parts. */
import { cpus } from 'node:os';
import { type Category, categories, type MeasuredPage, targets } from './judged.ts';
import type { Size } from './sizes.ts';

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** A page's line of the table, and what it misses. */
export interface Row {
  page: string;
  line: string;
  /** Empty where the page reaches what is wanted. */
  miss: string;
}

/** @param pages every page there is, in the table's order; one that has no row is named */
export function render(sizes: Size[], pages: readonly string[], rows: readonly Row[], runs: number): string {
  return `# The hall in a browser, measured

Written by \`npm run bench:web\`. Lighthouse's mobile preset (a mid-range phone and a slow 4G network, simulated), a first
visit each time: median of ${runs} runs, least–most in brackets. The server, the database and the browser share one machine
(${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}); its load shows in the blocking time, in the spread, and in the last column: how fast
the machine was by Lighthouse's own small benchmark, where a quiet one of today makes 1,000 and more. Wanted:
performance ≥ ${targets.performance}, accessibility ${targets.accessibility}, best practices ≥ ${targets['best-practices']}, nothing found by axe.

| Page | Performance | Accessibility | Best practices | Largest paint | Blocked | axe | Machine |
|---|---|---|---|---|---|---|---|
${inOrder(pages, rows)
  .map(({ line }) => line)
  .join('\n')}

${verdict(pages, rows).join('\n\n')}

## Sizes

| What | KB | Limit |
|---|---|---|
${sizes.map(({ what, bytes, limit }) => `| ${what} | ${(bytes / 1000).toFixed(1)} | ${limit ? (limit / 1000).toFixed(0) : ''} |`).join('\n')}

Tests hold the rest: no page of a mini-program sends the view more than 64 KB at once (\`tests/e2e/miniapp/pages.test.ts\`),
WeChat's own compilers accept every file (\`official-compilers.test.ts\`), and \`npm run screenshots\` asks axe about every
page in every view.
`;
}

const reached = 'Every page reaches what is wanted.';

/** What keeps the hall from what is wanted; a single sentence where nothing does. */
export function verdict(pages: readonly string[], rows: readonly Row[]): string[] {
  const misses = inOrder(pages, rows).filter(({ miss }) => miss !== '');
  const unmeasured = withoutRow(pages, rows);
  const said = [
    ...(misses.length > 0
      ? [`Not reached:\n\n${misses.map(({ page, miss }) => `- ${page}: ${miss}`).join('\n')}`]
      : []),
    ...(unmeasured.length > 0
      ? [`Not measured (\`npm run bench:web -- --missing\`): ${unmeasured.join(', ')}.`]
      : []),
  ];
  return said.length > 0 ? said : [reached];
}

export const isReached = (pages: readonly string[], rows: readonly Row[]): boolean =>
  verdict(pages, rows)[0] === reached;

export const withoutRow = (pages: readonly string[], rows: readonly Row[]): string[] =>
  pages.filter(page => !rows.some(row => row.page === page));

/** Rows of pages that are no more are left out. */
const inOrder = (pages: readonly string[], rows: readonly Row[]): Row[] =>
  pages.flatMap(page => rows.find(row => row.page === page) ?? []);

/** What an earlier run has left. */
export function readRows(text: string): Row[] {
  const lines = text.slice(0, text.indexOf('## Sizes')).split('\n');
  const misses = new Map(
    lines.flatMap(line => {
      const [, page, miss] = /^- (.+?): (.+)$/.exec(line) ?? [];
      return page && miss ? [[page, miss] as const] : [];
    }),
  );
  return lines
    .filter(line => /^\| .+ \|$/.test(line) && !line.startsWith('| Page '))
    .map(line => {
      const page = line.slice(2, line.indexOf(' | '));
      return { page, line, miss: misses.get(page) ?? '' };
    });
}

export function rowOf({ page, scores, lcp, tbt, axe, machine, lost }: MeasuredPage): Row {
  const score = (category: Category) => spread(scores[category], 0);
  const seconds = lcp.map(ms => ms / 1000);
  const low = categories.filter(category => median(scores[category]) < targets[category]);
  const missed = [...low, ...(axe ? ['axe'] : [])];
  return {
    page,
    line: `| ${page} | ${categories.map(score).join(' | ')} | ${spread(seconds, 1)} s | ${spread(tbt, 0)} ms | ${axe} | ${spread(machine, 0)} |`,
    miss: missed.length > 0 ? `${missed.join(', ')}; what cost points: ${lost.join(', ')}` : '',
  };
}

function spread(values: readonly number[], decimals: number): string {
  const least = Math.min(...values).toFixed(decimals);
  const most = Math.max(...values).toFixed(decimals);
  const middle = median(values).toFixed(decimals);
  return least === most ? middle : `${middle} (${least}–${most})`;
}
