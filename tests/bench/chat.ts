/**
 * A thousand people in the chat at once: each has a socket and a conversation, fifty clerks have twenty of them each.
 * Measured are the server's memory, the time from the moment somebody speaks to the moment the other one has it, and
 * whether anything is lost or doubled when the server is restarted while they talk.
 */
import { cpus, loadavg } from 'node:os';
import { staffCookie } from '../../server/src/http/admit.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import { startTalker, type Talker } from '../support/chat-client.ts';
import { writeFigures } from '../support/made-of.ts';
import { type Stage, setStage } from './stage.ts';

const eachClerkHas = 20;
/** Messages a second, half of them from either side. */
const perSecond = 100;
const connectedAtOnce = 50;

interface Pair {
  chatNo: string;
  person: Talker;
  clerk: Talker;
}

interface Figures {
  people: number;
  clerks: number;
  seconds: number;
  memoryMiB: { idle: number; connected: number; talking: number };
  toPerson: number[];
  toClerk: number[];
  restart: { said: number; lost: number; doubled: number; disordered: number; backAfterMs: number };
}

export async function benchChat(people: number, seconds: number): Promise<void> {
  const stage = await setStage();
  try {
    const figures = await measure(stage, people, seconds);
    const text = render(figures);
    console.log(text);
    if (people >= 1_000) writeFigures('docs/bench-chat.md', text);
  } finally {
    await stage.close();
  }
}

async function measure(stage: Stage, people: number, seconds: number): Promise<Figures> {
  const times: { toPerson: number[]; toClerk: number[] } = { toPerson: [], toClerk: [] };
  await fetch(`${stage.server.url}/api/v1/config`);
  const idle = stage.memoryMiB();
  const pairs = await connect(stage, people);
  const clerks = [...new Set(pairs.map(({ clerk }) => clerk))];
  const everybody = [...pairs.map(({ person }) => person), ...clerks];
  await until(
    () => everybody.every(each => each.connected()),
    120_000,
    () => everybody.find(each => !each.connected())!.trouble(),
  );
  const connected = stage.memoryMiB();
  for (const { person } of pairs)
    person.onMessage = (text, from) => void (from === 'staff' && times.toPerson.push(age(text)));
  for (const clerk of clerks)
    clerk.onMessage = (text, from) => void (from === 'person' && times.toClerk.push(age(text)));
  const said = new Map<string, string[]>(pairs.map(({ chatNo }) => [chatNo, []]));
  await talk(pairs, said, seconds);
  const talking = stage.memoryMiB();
  await settled(everybody);
  const measured = { toPerson: [...times.toPerson], toClerk: [...times.toClerk] };

  let back = 0;
  const restart = (async () => {
    await new Promise(done => setTimeout(done, 3_000));
    await stage.restart({});
    const since = performance.now();
    await until(
      () => everybody.every(each => each.connected()),
      120_000,
      () => 'not all are back',
    );
    back = performance.now() - since;
  })();
  const before = count(said);
  await talk(pairs, said, 20);
  await restart;
  await settled(everybody);
  // What is on its way is late, not lost; what is not there after this is lost.
  await until(
    () => verify(pairs, said).lost === 0,
    30_000,
    () => '',
  ).catch(() => {});
  const kept = verify(pairs, said);
  for (const each of everybody) each.close();
  return {
    people,
    clerks: clerks.length,
    seconds,
    memoryMiB: { idle, connected, talking },
    ...measured,
    restart: { said: count(said) - before, ...kept, backAfterMs: back },
  };
}

/** People, clerks and open conversations as if they had begun before; the sockets are opened as clients open them. */
async function connect(stage: Stage, people: number): Promise<Pair[]> {
  const clerkCount = Math.ceil(people / eachClerkHas);
  const clerkTokens = Array.from({ length: clerkCount }, () => randomToken());
  const personTokens = Array.from({ length: people }, () => randomToken());
  await stage.owner.query(
    `WITH made AS (
       INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc)
       SELECT 'chat-clerk-' || n, '客服' || n, ARRAY['clerk'], 'none', '\\x00' FROM generate_series(1, $1::int) n RETURNING id, username
     ) INSERT INTO staff_sessions (token_hash, staff_id, expires_at)
       SELECT t.hash, m.id, now() + interval '1 day' FROM made m JOIN unnest($2::bytea[]) WITH ORDINALITY AS t (hash, n) ON m.username = 'chat-clerk-' || t.n`,
    [clerkCount, clerkTokens.map(tokenHash)],
  );
  const chats: string[] = [];
  for (let from = 0; from < people; from += 500) {
    const tokens = personTokens.slice(from, from + 500);
    const made = await stage.owner.query<{ chatNo: string }>(makePeopleSql, [
      tokens.map(tokenHash),
      from,
      eachClerkHas,
    ]);
    chats.push(...made.rows.map(({ chatNo }) => chatNo));
  }
  const post = async (path: string, headers: Record<string, string>) => {
    const reply = await fetch(`${stage.server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
    if (reply.status !== 201) throw new Error(`a ticket was answered ${reply.status}`);
    return ((await reply.json()) as { ticket: string }).ticket;
  };
  const url = () => stage.server.url;
  const clerks = clerkTokens.map((token, index) =>
    startTalker({
      url,
      retryMs: 1_000,
      chats: chats.slice(index * eachClerkHas, (index + 1) * eachClerkHas) as [string, ...string[]],
      ticket: () => post('/staff/chat-tickets', { cookie: `${staffCookie}=${token}` }),
    }),
  );
  const pairs: Pair[] = [];
  for (const [index, chatNo] of chats.entries()) {
    const token = personTokens[index]!;
    const person = startTalker({
      url,
      retryMs: 1_000,
      chats: [chatNo],
      ticket: () => post('/chat-tickets', { authorization: `Bearer ${token}` }),
    });
    pairs.push({ chatNo, person, clerk: clerks[Math.floor(index / eachClerkHas)]! });
    if (index % connectedAtOnce === connectedAtOnce - 1) await new Promise(done => setTimeout(done, 100));
  }
  return pairs;
}

const makePeopleSql = `WITH given AS (
    SELECT hash, n, gen_random_uuid() AS person, gen_random_uuid() AS identity FROM unnest($1::bytea[]) WITH ORDINALITY AS t (hash, n)
  ), people_made AS (
    INSERT INTO people (id) SELECT person FROM given RETURNING id
  ), identities_made AS (
    INSERT INTO identities (id, person_id, provider, app_id, subject) SELECT identity, person, 'wechat', 'bench', identity::text FROM given RETURNING id
  ), sessions_made AS (
    INSERT INTO sessions (token_hash, person_id, identity_id, expires_at) SELECT hash, person, identity, now() + interval '1 day' FROM given RETURNING 1
  ) INSERT INTO chat_conversations (chat_no, person_id, status, first_receiver, owner, started_at, waiting_since, taken_at, last_at)
    SELECT 'LT20260101' || lpad(($2::int + n)::text, 8, '0'), person, 'open', clerk, clerk, now(), now(), now(), now()
      FROM (SELECT *, 'chat-clerk-' || (($2::int + n - 1) / $3::int + 1) AS clerk FROM given) g ORDER BY n RETURNING chat_no AS "chatNo"`;

/** By turns, at an even pace; the moment of speaking goes along in the text. */
async function talk(pairs: Pair[], said: Map<string, string[]>, seconds: number): Promise<void> {
  const began = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const wait = began + (index * 1_000) / perSecond - performance.now();
    if (wait > 0) await new Promise(done => setTimeout(done, wait));
    const { chatNo, person, clerk } = pairs[(index * 7) % pairs.length]!;
    const text = `${index % 2 ? '客服' : '客户'} ${performance.now()} ${said.get(chatNo)!.length}`;
    said.get(chatNo)!.push(text);
    if (index % 2) clerk.say(text, chatNo);
    else person.say(text);
  }
}

const age = (text: string) => performance.now() - Number(text.split(' ')[1]);
const count = (said: Map<string, string[]>) =>
  [...said.values()].reduce((sum, texts) => sum + texts.length, 0);

async function settled(everybody: Talker[]): Promise<void> {
  await until(
    () => everybody.every(each => each.unanswered() === 0),
    60_000,
    () => everybody.find(each => each.unanswered() > 0)!.trouble(),
  );
  await new Promise(done => setTimeout(done, 1_000));
}

/** Both ends hold every text that was said, once, in the same order. */
function verify(pairs: Pair[], said: Map<string, string[]>) {
  let [lost, doubled, disordered] = [0, 0, 0];
  for (const { chatNo, person, clerk } of pairs) {
    const wanted = said.get(chatNo)!;
    for (const texts of [person.texts(), clerk.texts(chatNo)]) {
      const there = new Set(texts);
      lost += wanted.filter(text => !there.has(text)).length;
      doubled += texts.length - there.size;
    }
    if (person.texts().join('\n') !== clerk.texts(chatNo).join('\n')) disordered += 1;
  }
  return { lost, doubled, disordered };
}

async function until(isSo: () => boolean, timeoutMs: number, why: () => string): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not reached in ${timeoutMs} ms: ${why()}`);
    await new Promise(done => setTimeout(done, 20));
  }
}

const quantile = (times: readonly number[], share: number) =>
  [...times].sort((left, right) => left - right)[
    Math.min(times.length - 1, Math.floor(times.length * share))
  ]!;

function render({ people, clerks, seconds, memoryMiB, toPerson, toClerk, restart }: Figures): string {
  const line = (what: string, times: number[]) =>
    `| ${what} | ${times.length.toLocaleString('en')} | ${quantile(times, 0.5).toFixed(1)} | ${quantile(times, 0.99).toFixed(1)} | ${Math.max(...times).toFixed(1)} |`;
  const { idle, connected, talking } = memoryMiB;
  const each = (((connected - idle) * 1024) / (people + clerks)).toFixed(1);
  return `# Bench: live chat

\`npm run bench -- --chat\` opens ${(people + clerks).toLocaleString('en')} sockets to one server: ${people.toLocaleString('en')} people, each in a conversation, and ${clerks} clerks who have ${eachClerkHas} each.
For ${seconds} s they say ${perSecond} messages a second, half from either side; the time runs from the moment of speaking until the other end has the message: stored
with fsync, announced, read and decrypted on the way. Then they go on, and the server is stopped and started again in the middle of it.
${cpus().length} cores, ${cpus()[0]?.model ?? ''}, load ${loadavg()[0]!.toFixed(1)} when it ended; server, PostgreSQL and all ${(people + clerks).toLocaleString('en')} clients share them.

| delivery | messages | p50 ms | p99 ms | longest ms |
|---|---|---|---|---|
${line('clerk → resident', toPerson)}
${line('resident → clerk', toClerk)}

| memory of the server (resident) | MiB |
|---|---|
| before anybody came | ${idle} |
| all connected | ${connected} (${each} KiB a socket) |
| after ${seconds} s of talk | ${talking} |

| restart amid it | |
|---|---|
| said meanwhile | ${restart.said.toLocaleString('en')} |
| lost, doubled, out of order at either end | ${restart.lost}, ${restart.doubled}, ${restart.disordered} |
| all connected again after the server was back | ${(restart.backAfterMs / 1000).toFixed(1)} s |
`;
}
