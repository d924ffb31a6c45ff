/**
 * `npm run bench -- --cases`: 200,000 cases of two years; the queue and the search by Chinese words over HTTP at 50 requests a second beside
 * the bare queries at the same pace, by turns; written to docs/bench-cases.md.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import pg from 'pg';
import { writeCases } from '../../prisma/seed/service-cases.ts';
import { staffCookie } from '../../server/src/http/admit.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { hashWords, queryWords } from '../../server/src/modules/cases/index.ts';
import { createQueueRepository, type QueueQuery } from '../../server/src/modules/cases/queue.repository.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import { testCipher } from '../support/world.ts';
import { makeTown } from './homes.ts';
import { atPace, type Figure, perSecond, tableOf } from './pace.ts';
import { poolSize, setStage } from './stage.ts';

/** Two characters that are common, two that are rare, a longer word, two words, and words nobody said. */
const searches = ['停电', '焦糊', '变压器', '电价 老人', '充电桩', '冰箱', '核反应堆'];
const homes = 2_000;

export async function benchCases(count: number, rounds: number): Promise<void> {
  const stage = await setStage();
  const pool = new pg.Pool({ connectionString: stage.appUrl, max: poolSize });
  const figures: Figure[] = [];
  let made = 0;
  try {
    await makeTown(stage.ownerUrl, homes, 1);
    const began = performance.now();
    await seedCases(stage.ownerUrl, count);
    made = (performance.now() - began) / 1_000;
    const cookie = await clerk(stage.owner);
    const ask = (path: string) => async () => {
      const reply = await fetch(`${stage.server.url}/api/v1/staff/cases${path}`, { headers: { cookie } });
      if (reply.status !== 200) throw new Error(`answered ${reply.status}`);
      await reply.arrayBuffer();
    };
    const queue = createQueueRepository(pool);
    const question = (change: Partial<QueueQuery>): QueueQuery => ({
      view: 'open',
      kind: null,
      words: null,
      caseNo: null,
      accountNo: null,
      phoneHash: null,
      me: 'clerk1',
      seesAll: false,
      now: new Date(),
      offset: 0,
      limit: 51,
      ...change,
    });
    const wordsOf = (index: number) => searches[index % searches.length]!;
    const pairs: [string, (index: number) => Promise<void>, (index: number) => Promise<void>][] = [
      ['open cases by their limit', ask('?view=open'), async () => void (await queue.list(question({})))],
      [
        'all cases, newest first',
        ask('?view=all'),
        async () => void (await queue.list(question({ view: 'all' }))),
      ],
      [
        'search by Chinese words',
        index => ask(`?view=all&q=${encodeURIComponent(wordsOf(index))}`)(),
        async index => {
          const words = hashWords(queryWords(wordsOf(index)), testCipher);
          await queue.list(question({ view: 'all', words }));
        },
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
  const text = render(figures, count, rounds, made);
  console.log(text);
  if (count >= 200_000) writeFileSync('docs/bench-cases.md', text);
}

async function seedCases(ownerUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await writeCases(client, testCipher, count, 1);
    await client.query('VACUUM (ANALYZE) service_cases');
    await client.query('VACUUM (ANALYZE) service_case_events');
  } finally {
    await client.end();
  }
}

async function clerk(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ('clerk1', '林晓梅', '{clerk}', 'none', '\\x00') RETURNING id`,
  );
  const token = randomToken();
  await owner.query(
    `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
    [tokenHash(token), rows[0]!.id],
  );
  return `${staffCookie}=${token}`;
}

function render(figures: readonly Figure[], count: number, rounds: number, seconds: number): string {
  return `# Bench: service cases

\`npm run bench -- --cases\` makes ${count.toLocaleString('en')} cases of two years (in ${seconds.toFixed(0)} s) and asks for the queue and for words at ${perSecond} requests a second for
${rounds} × 10 s, by turns with the bare queries at the same pace over the same pool size. An answer of ours has the counts of all views beside its rows, and the words
decrypted. Searched for, in turn: ${searches.join('、')}. Times count from the moment a request was due, so that a queue shows.
Aim: p99 under 100 ms. ${cpus().length} cores, ${cpus()[0]?.model ?? ''}, load ${loadavg()[0]!.toFixed(1)} when it ended; server, PostgreSQL and load share them.

${tableOf(figures)}
`;
}
