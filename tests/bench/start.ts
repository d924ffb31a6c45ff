/** `npm run bench -- --start`: how long whoever types `npm start` waits, for the first time and every time after, as the program itself says it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/build.ts';
import { freePort } from '../../server/src/infra/free-port.ts';
import { writeFigures } from '../support/made-of.ts';
import { startProgram } from '../support/program.ts';

/** What is promised of a second start. */
const aimSeconds = 10;

/** @returns what was missed, in words */
export async function benchStart(rounds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-start-'));
  chmodSync(folder, 0o755);
  await build(['server', 'admin', 'kiosk', 'h5'], { say: line => console.log(line) });
  try {
    const first = await startOnce(folder);
    const later: number[] = [];
    for (let round = 0; round < rounds; round += 1) later.push(await startOnce(folder));
    later.sort((left, right) => left - right);
    const text = render(first, later);
    console.log(text);
    writeFigures('docs/bench-start.md', text);
    return later.at(-1)! < aimSeconds ? [] : [`a second start took ${later.at(-1)} s`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<number> {
  const settings = { DATA_DIR: folder, PORT: String(await freePort()), SANDBOX_PORT: '0' };
  const hall = startProgram('start', settings);
  const seconds = Number(await hall.says(/Dianting is open \(after ([\d.]+) s\)/));
  await hall.says(/one-time code stands on the sign-in page/);
  const { code } = await hall.stop('SIGINT');
  if (code !== 0) throw new Error(`npm start ended with ${code} at Ctrl-C`);
  return seconds;
}

function render(first: number, later: readonly number[]): string {
  const median = later[Math.floor(later.length / 2)]!;
  return `# How long a start takes

| start | seconds | aim |
|---|--:|--:|
| the first: PostgreSQL made, migrations, demo data of 2,000 accounts; the clients are built already | ${first.toFixed(1)} | |
| every one after, median of ${later.length} (least–greatest) | **${median.toFixed(1)}** (${later[0]!.toFixed(1)}–${later.at(-1)!.toFixed(1)}) | < ${aimSeconds} |

Written by \`npm run bench -- --start\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}: the time that \`npm start\` itself prints when
everything it names is open.
`;
}
