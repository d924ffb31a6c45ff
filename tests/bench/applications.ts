/**
 * `npm run bench -- --applications`: 100,000 open cases; inbox and board over HTTP at 50 requests a second beside the bare
 * queries at the same pace, by turns; written to docs/bench-applications.md.
 */
import { cpus, loadavg } from 'node:os';
import pg from 'pg';
import { staffCookie } from '../../server/src/http/admit.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { stages } from '../../server/src/modules/applications/kind.ts';
import {
  createInboxRepository,
  type InboxQuestion,
} from '../../server/src/modules/applications/staff/inbox.repository.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import { writeFigures } from '../support/made-of.ts';
import { makeCases } from './applications-town.ts';
import { atPace, type Figure, perSecond, tableOf } from './pace.ts';
import { poolSize, setStage } from './stage.ts';

export async function benchApplications(cases: number, rounds: number): Promise<void> {
  const stage = await setStage();
  const pool = new pg.Pool({ connectionString: stage.appUrl, max: poolSize });
  const figures: Figure[] = [];
  try {
    await fetch(`${stage.server.url}/api/v1/application-kinds`);
    const clerks = await makeCases(stage.owner, cases);
    const cookies = await Promise.all(
      clerks.map(async ({ id }) => {
        const token = randomToken();
        await stage.owner.query(
          `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
          [tokenHash(token), id],
        );
        return `${staffCookie}=${token}`;
      }),
    );
    const ask = (path: string) => async (index: number) => {
      const reply = await fetch(`${stage.server.url}/api/v1/staff${path}`, {
        headers: { cookie: cookies[index % cookies.length]! },
      });
      if (reply.status !== 200) throw new Error(`answered ${reply.status}`);
      await reply.arrayBuffer();
    };
    const inbox = createInboxRepository(pool);
    const today = new Date().toISOString().slice(0, 10);
    const question = (index: number): InboxQuestion => ({
      scope: 'team',
      username: clerks[index % clerks.length]!.username,
      stage: null,
      kind: null,
      district: null,
      urgency: null,
      unowned: false,
      riskUntil: today,
      today,
      after: null,
      size: 51,
    });
    const pairs: [string, (index: number) => Promise<void>, (index: number) => Promise<void>][] = [
      [
        'inbox of my teams',
        ask('/applications?scope=team'),
        async index => void (await inbox.list(question(index))),
      ],
      [
        'board of all stages',
        ask('/application-board'),
        async () => void (await inbox.cards(stages, null, 20)),
      ],
    ];
    for (const [what, ours, floor] of pairs) {
      const figure: Figure = { what, ours: [], floor: [] };
      await atPace(3, ours);
      await atPace(3, floor);
      for (let round = 0; round < rounds; round += 1) {
        figure.floor.push(...(await atPace(10, floor)));
        figure.ours.push(...(await atPace(10, ours)));
      }
      figures.push(figure);
    }
  } finally {
    await pool.end();
    await stage.close();
  }
  const text = render(figures, cases, rounds);
  console.log(text);
  if (cases >= 100_000) writeFigures('docs/bench-applications.md', text);
}

function render(figures: readonly Figure[], cases: number, rounds: number): string {
  return `# Bench: applications

\`npm run bench -- --applications\` makes ${cases.toLocaleString('en')} open cases and asks for inbox and board at ${perSecond} requests a second for ${rounds} × 10 s,
by turns with the bare queries at the same pace over the same pool size. Times count from the moment a request was due, so that a queue
shows. The board's counts are made once in five seconds for all who look; the bare query beside it is that of its cards.
Aim: p99 under 100 ms. ${cpus().length} cores, ${cpus()[0]?.model ?? ''}, load ${loadavg()[0]!.toFixed(1)} when it ended; server, PostgreSQL and load share them.

${tableOf(figures)}
`;
}
