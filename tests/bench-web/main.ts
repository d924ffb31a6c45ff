/**
 * `npm run bench:web [-- --runs 5] [--missing] [--page home] [--built]`: sizes, Lighthouse and axe of the hall's pages, to
 * docs/bench-web.md. `--missing` measures those that have no row there and keeps the others; with `--page` only those whose names
 * begin so are measured, and only printed. `--built` takes the clients as they lie. Ends with 1 where a page misses what is wanted
 * or has no row.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { endOutsideDemo } from '../support/demo-only.ts';
import { writeFigures } from '../support/made-of.ts';

await endOutsideDemo();
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    page: { type: 'string' },
    missing: { type: 'boolean', default: false },
    built: { type: 'boolean' },
  },
});
const runs = Number(values.runs);
const report = 'docs/bench-web.md';
if (!values.built)
  await build(['prisma', 'h5', 'weapp', 'alipay', 'admin'], { say: line => console.log(line) });
// What follows imports what has just been built.
const [
  { setStage },
  { setScene },
  { fullestShots, shotsOfEveryPage, tokenOf },
  { openMeter },
  { isReached, readRows, render, rowOf, verdict, withoutRow },
  { hallLoad, packageSizes, staffLoad },
] = await Promise.all([
  import('../screenshots/stage.ts'),
  import('../screenshots/scene.ts'),
  import('../screenshots/hall.ts'),
  import('./measure.ts'),
  import('./render.ts'),
  import('./sizes.ts'),
]);
const stage = await setStage();
const meter = await openMeter();
try {
  const scene = await setScene(stage.hall);
  const shots = shotsOfEveryPage(scene);
  // Each page once, with something on it, and the first page also as it is when nobody is signed in.
  const pages = [shots.find(({ page }) => page === 'home · nobody')!, ...fullestShots(shots)];
  const sizes = [hallLoad(), staffLoad(), ...packageSizes('weapp'), ...packageSizes('alipay')];
  const names = pages.map(({ page }) => page);
  const kept = existsSync(report) ? readRows(readFileSync(report, 'utf8')) : [];
  const left = withoutRow(names, kept);
  const wanted = pages.filter(
    ({ page }) => (!values.missing || left.includes(page)) && page.startsWith(values.page ?? ''),
  );
  const only = values.page !== undefined;
  const rows = new Map((only ? [] : kept).map(row => [row.page, row]));
  // The first visit of all meets a cold browser, a cold server and a cold database; it is not counted.
  await meter.measure({ page: 'warming up', url: `${stage.hall.url}/`, token: null }, 1);
  for (const { page, path, who } of wanted) {
    const url = `${stage.hall.url}/${path ? `#/packages/${path}` : ''}`;
    const row = await meter.measure({ page, url, token: tokenOf(scene, who) }, runs);
    console.log(
      page,
      row.scores,
      `machine ${row.machine.map(Math.round).join(' ')}`,
      `axe ${row.axe}`,
      row.lost.join(' '),
    );
    rows.set(page, rowOf(row));
    // A run that is cut short leaves what it has measured.
    if (!only) writeFigures(report, render(sizes, names, [...rows.values()], runs));
  }
  const judged = only ? wanted.map(({ page }) => page) : names;
  if (only) console.log(render(sizes, judged, [...rows.values()], runs));
  console.log(verdict(judged, [...rows.values()]).join('\n'));
  if (!isReached(judged, [...rows.values()])) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await meter.close();
  await stage.close();
}
process.exit();
