/**
 * `npm run bench:web [-- --runs 5] [--page home] [--built]`: sizes, Lighthouse and axe of the hall's pages, to
 * docs/bench-web.md; with `--page` only those whose names begin so, and only printed. `--built` takes the clients as they lie.
 */
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { endOutsideDemo } from '../support/demo-only.ts';
import { writeFigures } from '../support/made-of.ts';

await endOutsideDemo();
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    page: { type: 'string' },
    built: { type: 'boolean' },
  },
});
const runs = Number(values.runs);
if (!values.built)
  await build(['prisma', 'h5', 'weapp', 'alipay', 'admin'], { say: line => console.log(line) });
// What follows imports what has just been built.
const [
  { setStage },
  { setScene },
  { pageOf, shotsOfEveryPage, tokenOf },
  { openMeter },
  { render },
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
  // Each page once, as its first picture shows it, and the first page also as it is when somebody is signed in.
  const pages = shots.filter(
    (shot, place) => shot.page === 'home' || place === shots.findIndex(one => pageOf(one) === pageOf(shot)),
  );
  const sizes = [hallLoad(), staffLoad(), ...packageSizes('weapp'), ...packageSizes('alipay')];
  const measured = [];
  // The first visit of all meets a cold browser, a cold server and a cold database; it is not counted.
  await meter.measure({ page: 'warming up', url: `${stage.hall.url}/`, token: null }, 1);
  for (const { page, path, who } of pages) {
    if (values.page !== undefined && !page.startsWith(values.page)) continue;
    const url = `${stage.hall.url}/${path ? `#/packages/${path}` : ''}`;
    const row = await meter.measure({ page, url, token: tokenOf(scene, who) }, runs);
    console.log(
      page,
      row.scores,
      `machine ${row.machine.map(Math.round).join(' ')}`,
      `axe ${row.axe}`,
      row.lost.join(' '),
    );
    measured.push(row);
    // A run that is cut short leaves what it has measured.
    const text = render(sizes, measured, runs);
    if (values.page === undefined) writeFigures('docs/bench-web.md', text);
    else console.log(text);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await meter.close();
  await stage.close();
}
process.exit();
