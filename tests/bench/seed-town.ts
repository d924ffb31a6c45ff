/** `npm run bench -- --seed`: how long a large town takes to fill, the most memory that the filling program and its PostgreSQL hold, and the disk. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { postmasterPid } from '../../server/src/infra/embedded-postgres.ts';
import { writeFigures } from '../support/made-of.ts';
import { startProgram } from '../support/program.ts';
import { memoryOf, memoryOfGroup } from './processes.ts';

const whole = 200_000;
const aimMinutes = 10;
/** 1 GB. */
const aimMiB = 953;

/** @returns what was missed, in words */
export async function benchSeed(accounts: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-seed-'));
  chmodSync(folder, 0o755);
  const began = performance.now();
  const filling = startProgram('seed', { DATA_DIR: folder }, ['--accounts', String(accounts)]);
  const [program, postgres] = [{ peak: 0 }, { peak: 0 }];
  let together = 0;
  const watch = setInterval(() => {
    const [own, its] = [held(() => memoryOf(filling.child.pid!, 'VmRSS')), held(() => ofPostgres(folder))];
    program.peak = Math.max(program.peak, own);
    postgres.peak = Math.max(postgres.peak, its);
    together = Math.max(together, own + its);
  }, 500);
  try {
    const { code, output } = await filling.ended;
    if (code !== 0) throw new Error(output);
    const minutes = (performance.now() - began) / 60_000;
    const disk = /memory here, (.+) on disk/.exec(output)![1]!;
    const text = render({
      accounts,
      minutes,
      disk,
      program: program.peak,
      postgres: postgres.peak,
      together,
    });
    console.log(text);
    if (accounts >= whole) writeFigures('docs/bench-seed.md', text);
    return [
      ...(minutes < aimMinutes ? [] : [`${minutes.toFixed(1)} min`]),
      ...(together < aimMiB ? [] : [`${together} MiB of memory`]),
    ];
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}

function ofPostgres(folder: string): number {
  const pid = postmasterPid(join(folder, 'postgres'));
  return pid ? memoryOfGroup(pid) : 0;
}

/** Not begun yet, or ended meanwhile: nothing. */
function held(measure: () => number): number {
  try {
    return measure();
  } catch {
    return 0;
  }
}

function render(town: {
  accounts: number;
  minutes: number;
  disk: string;
  program: number;
  postgres: number;
  together: number;
}): string {
  return `# A large town filled

| accounts | minutes | filling program, MiB | PostgreSQL, MiB | both at once, MiB | disk |
|--:|--:|--:|--:|--:|--:|
| ${town.accounts.toLocaleString('en-US')} | ${town.minutes.toFixed(1)} (aim: < ${aimMinutes}) | ${town.program} | ${town.postgres} | ${town.together} (aim: < 1 GB, ${aimMiB} MiB) | ${town.disk} |

Written by \`npm run bench -- --seed\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, of \`npm run seed -- --accounts ${town.accounts}\` into an empty folder.
The memory of PostgreSQL is the sum of its processes' proportional sizes (a shared page counts once), each the most seen at any half second.
`;
}
