/**
 * `npm run bench -- --cases`: 200,000 cases of two years; the queue and the search by Chinese words over HTTP at 50 requests a second beside
 * the bare queries at the same pace, by turns; written to docs/bench-cases.md.
 */
import { cpus, loadavg } from 'node:os';
import pg from 'pg';
import { writeCases } from '../../prisma/seed/service-cases.ts';
import { staffCookie } from '../../server/src/http/admit.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { hashWords, queryWords } from '../../server/src/modules/cases/index.ts';
import { createQueueRepository, type QueueQuery } from '../../server/src/modules/cases/queue.repository.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import { writeFigures } from '../support/made-of.ts';
import { testCipher } from '../support/world.ts';
import { makeTown } from './homes.ts';
import { atPace, type Figure, perSecond, tableOf } from './pace.ts';
import { poolSize, setStage } from './stage.ts';

/** Two characters that are common, two that are rare, a longer word, two words, and words nobody said. */
const searches = ['停电', '焦糊', '变压器', '电价 老人', '充电桩', '冰箱', '核反应堆'];
const homes = 2_000;
/** A town of four districts; a clerk of areas works in two of them. */
const districts = ['文登区', '环翠区', '荣成市', '乳山市'];
const worked = districts.slice(0, 2);

export async function benchCases(count: number, rounds: number): Promise<void> {
  const stage = await setStage();
  const pool = new pg.Pool({ connectionString: stage.appUrl, max: poolSize });
  const figures: Figure[] = [];
  let made = 0;
  try {
    await makeTown(stage.ownerUrl, homes, 1);
    await stage.owner.query('UPDATE premises SET district = ($1::text[])[1 + id % $2]', [
      districts,
      districts.length,
    ]);
    const began = performance.now();
    await seedCases(stage.ownerUrl, count);
    made = (performance.now() - began) / 1_000;
    const everywhere = await clerk(stage.owner, 'clerk1', '林晓梅');
    const ofAreas = await clerk(stage.owner, 'clerk2', '王强');
    const area =
      'INSERT INTO staff_areas (username, region_code, district) SELECT $1, $2, unnest($3::text[])';
    await stage.owner.query(area, ['clerk2', 'weihai', worked]);
    const ask =
      (path: string, cookie = everywhere) =>
      async () => {
        const reply = await fetch(`${stage.server.url}/api/v1/staff/cases${path}`, { headers: { cookie } });
        if (reply.status !== 200) throw new Error(`answered ${reply.status}`);
        await reply.arrayBuffer();
      };
    const queue = createQueueRepository(pool);
    const question = (change: Partial<QueueQuery>): QueueQuery => ({
      view: 'open',
      filter: {},
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
      [
        'open cases, for a clerk of two areas',
        ask('?view=open', ofAreas),
        async () => void (await queue.list(question({ me: 'clerk2' }))),
      ],
      [
        'search, for a clerk of two areas',
        index => ask(`?view=all&q=${encodeURIComponent(wordsOf(index))}`, ofAreas)(),
        async index => {
          const words = hashWords(queryWords(wordsOf(index)), testCipher);
          await queue.list(question({ view: 'all', words, me: 'clerk2' }));
        },
      ],
      [
        'letters of grade major, for a clerk of two areas',
        ask('?view=all&source=letter&grade=major', ofAreas),
        async () => {
          const filter = { source: 'letter', grade: 'major' } as const;
          await queue.list(question({ view: 'all', filter, me: 'clerk2' }));
        },
      ],
      [
        'complaints of one district in a month',
        ask(`?view=all&kind=complaint&area=${encodeURIComponent('weihai:荣成市')}&from=${monthAgo()}`),
        async () => {
          const openedFrom = new Date(`${monthAgo()}T00:00:00+08:00`);
          const filter = {
            kind: 'complaint',
            area: { regionCode: 'weihai', district: '荣成市' },
            openedFrom,
          } as const;
          await queue.list(question({ view: 'all', filter }));
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
  if (count >= 200_000) writeFigures('docs/bench-cases.md', text);
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

const monthAgo = () => new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);

async function clerk(owner: pg.Pool, username: string, name: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ($1, $2, '{clerk}', 'none', '\\x00') RETURNING id`,
    [username, name],
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
decrypted. The town has four districts; the clerk of areas works in two of them. Searched for, in turn: ${searches.join('、')}. Times count from the moment a request was due, so that a queue shows.
Aim: p99 under 100 ms. ${cpus().length} cores, ${cpus()[0]?.model ?? ''}, load ${loadavg()[0]!.toFixed(1)} when it ended; server, PostgreSQL and load share them.

${tableOf(figures)}
`;
}
