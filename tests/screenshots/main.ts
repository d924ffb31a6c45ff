/**
 * `npm run screenshots [-- hall|staff …] [--page home …] [--view 375-zh …] [--fold] [--record] [--built]`: pictures of every page in every
 * view, and a contact sheet of them in tests/.artifacts/screenshots. `--fold` takes what is seen before anything is scrolled, as docs/pictures
 * shows it; `--record` writes what was found of each page to docs/looked-at.md. Ends with an error when a page is wider than its screen or
 * axe finds something.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { writeFigures } from '../support/made-of.ts';
import { renderRecord } from './record.ts';

const clients = { hall: 'h5', staff: 'admin' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'string', multiple: true },
    view: { type: 'string', multiple: true },
    fold: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    built: { type: 'boolean' },
  },
});
if (values.record && values.page) throw new Error('A record is of every page: leave out --page');
const asked = (positionals.length ? positionals : Object.keys(clients)) as (keyof typeof clients)[];
const folder = join(import.meta.dirname, '../.artifacts/screenshots', asked.length === 1 ? asked[0]! : '');
if (!values.built)
  await build(['prisma', ...asked.map(name => clients[name])], { say: line => console.log(line) });
// What follows imports what has just been built.
const [{ createAlbum }, { setScene }, { setStage }, { shootHall }, { shootStaff }] = await Promise.all([
  import('./album.ts'),
  import('./scene.ts'),
  import('./stage.ts'),
  import('./hall.ts'),
  import('./staff.ts'),
]);
const shoot = { hall: shootHall, staff: shootStaff };
const stage = await setStage();
const album = createAlbum(folder, { fold: values.fold });
try {
  const scene = await setScene(stage.hall);
  for (const name of asked)
    await shoot[name](stage, scene, album, { pages: values.page, views: values.view });
  if (values.record) writeFigures('docs/looked-at.md', renderRecord(album.pictures, command()));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stage.close();
}
const faulty = album.pictures.filter(({ problems }) => problems.length > 0);
console.log(`${album.pictures.length} pictures, ${faulty.length} with problems: ${album.bind()}`);
process.exit(faulty.length > 0 ? 1 : process.exitCode);

/** What makes the same record again. */
function command(): string {
  const views = (values.view ?? []).map(view => `--view ${view}`);
  return ['npm run screenshots --', ...positionals, ...views, '--record'].join(' ');
}
