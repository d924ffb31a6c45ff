/** `npm start` as a newcomer runs it: everything it prints is there, Ctrl-C ends it all at any time, and the next start finds the data. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { build } from '../../../scripts/build.ts';
import { postmasterPid, runningOwnerUrl } from '../../../server/src/infra/embedded-postgres.ts';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';

const opened = /Dianting is open \(after ([\d.]+) s\)/;
/** The last line of the welcome; what is printed line by line comes line by line. */
const lastLine = /one-time code stands on the sign-in page/;
let folder: string;
let port: number;
let hall: Program;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dianting-start-'));
  chmodSync(folder, 0o755);
  port = await freePort();
  await build(['prisma', 'server', 'admin', 'kiosk', 'h5']);
}, 900_000);
afterAll(async () => {
  await hall?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(options: { ownGroup?: boolean } = {}): Program {
  hall = startProgram('start', { DATA_DIR: folder, PORT: String(port), SANDBOX_PORT: '0' }, [], options);
  return hall;
}

/** Asks the demo's database beside those who work on it. */
async function count(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: runningOwnerUrl(join(folder, 'postgres'))! });
  client.on('error', () => {});
  await client.connect();
  return client
    .query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`)
    .then(({ rows }) => rows[0]!.count)
    .finally(() => client.end());
}

const printed = (pattern: RegExp) => pattern.exec(hall.output())?.[1] ?? '';

async function post(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

describe('the first start', () => {
  test('ends at Ctrl-C while it fills the empty folder: in order, in words, and no part of the town stays', async () => {
    // Ctrl-C reaches a terminal's whole group: what it has started hears it as well.
    await start({ ownGroup: true }).says(/^applied \d+ migrations$/m);
    await eventually(
      () => count(`pg_stat_activity WHERE state = 'active' AND query ILIKE 'COPY %'`),
      copying => copying > 0,
      60_000,
    );
    const { code, output } = await hall.stop('SIGINT');
    expect(code).toBe(0);
    expect(output).not.toMatch(/^\s+at |Error|error/m);
    expect(output).not.toMatch(opened);
    expect(postmasterPid(join(folder, 'postgres'))).toBeUndefined();
    // What was begun is gone, and the folder is filled whole the next time: by a small town, for which the stories below wait less.
    // `npm start` fills an empty folder by the same function.
    const { code: filled, output: said } = await startProgram('seed', { DATA_DIR: folder }, [
      '--accounts',
      '24',
    ]).ended;
    expect(said).not.toMatch(/there already|left alone|violates/);
    expect(filled).toBe(0);
  }, 300_000);
});

describe('npm start', () => {
  test('opens the hall, the staff view, the documented API and the sandbox where it says', async () => {
    await start().says(lastLine);
    const addresses = {
      hall: printed(/hall {2,}(\S+)/),
      staff: printed(/staff view {2,}(\S+)/),
      documentation: printed(/documentation (\S+)/),
      api: `${printed(/API {2,}(\S+)/)}/config`,
      sandbox: printed(/sandbox {2,}(\S+)/),
      messages: printed(/messages (\S+)/),
      phone: printed(/a phone (\S+)/),
    };
    const answers = await Promise.all(
      Object.entries(addresses).map(async ([name, url]) => [name, (await fetch(url)).status]),
    );
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(Object.keys(addresses).map(name => [name, 200])),
    );
    expect(addresses.hall).toBe(`http://127.0.0.1:${port}/`);
  }, 300_000);

  test('lets in a resident whose phone it prints, who sees the sum it prints, and a clerk with the password it prints', async () => {
    const [, phone, accountNo, owed] = /^ {2}(1\d{10}) {2}(\d{10,13}) +¥([\d,.]+)/m.exec(hall.output())!;
    await post('/sms-codes', { purpose: 'sign-in', phone });
    const inbox = `${printed(/sandbox {2,}(\S+)/)}control/sms?phone=${phone}`;
    // What else the household is told arrives at the same time.
    const code = await eventually(
      async () => {
        const messages = (await (await fetch(inbox)).json()) as { params: { code?: string } }[];
        return messages.find(({ params }) => params.code)?.params.code;
      },
      found => found !== undefined,
    );
    const session = await post('/sessions', { kind: 'sms', phone, code });
    const households = await fetch(`http://127.0.0.1:${port}/api/v1/households`, {
      headers: { authorization: `Bearer ${session.body['token']}` },
    });
    const { households: seen } = (await households.json()) as {
      households: { accountNo: string; owedFen: number }[];
    };
    // A late fee may have come to it meanwhile.
    expect(seen.find(home => home.accountNo === accountNo)?.owedFen).toBeGreaterThanOrEqual(
      Number(owed!.replace(/\D/g, '')),
    );
    const codes = await fetch(`http://127.0.0.1:${port}/api/v1/staff/demo-sign-ins`);
    const { signIns } = (await codes.json()) as { signIns: { username: string; code: string }[] };
    const username = printed(/^Staff: (\w+) /m);
    const oneTime = signIns.find(member => member.username === username)!.code;
    const password = printed(/password ([^;\s]+);/);
    expect((await post('/staff/sessions', { username, password, code: oneTime })).status).toBeLessThan(300);
  }, 60_000);

  test('ends everything at Ctrl-C: hall, sandbox and database', async () => {
    const sandbox = printed(/sandbox {2,}(\S+)/);
    expect(postmasterPid(join(folder, 'postgres'))).toEqual(expect.any(Number));
    expect((await hall.stop('SIGINT')).code).toBe(0);
    expect(postmasterPid(join(folder, 'postgres'))).toBeUndefined();
    for (const url of [`http://127.0.0.1:${port}/`, sandbox]) await expect(fetch(url)).rejects.toThrow();
  }, 60_000);

  test('finds its town of 24 accounts again, loads and builds nothing, and is open in 10 s, or in 20 where the machine is busy with something else', async () => {
    const loadBefore = loadavg()[0]!;
    const seconds = Number(await start().says(opened));
    expect(hall.output()).toContain('Demo data is there already');
    expect(hall.output()).not.toContain('building');
    console.log(`npm start, a second time: ${seconds} s`);
    // Ten seconds are what is promised, and by itself it takes six (README). Twice as long is let pass only where the machine is busy with
    // something else, as with the suite's other worker: what would make it slow for good is asked above, building or loading the town anew.
    const idle = Math.max(loadBefore, loadavg()[0]!) < availableParallelism();
    expect(seconds).toBeLessThan(idle ? 10 : 20);
    expect((await hall.stop('SIGINT')).code).toBe(0);
  }, 300_000);

  test('says which port is taken before anything is built, and that it is no production server', async () => {
    const other = createServer();
    await new Promise<void>(done => other.listen(port, '127.0.0.1', done));
    const taken = await start().ended;
    expect(taken).toMatchObject({ code: 1, output: expect.stringContaining(`PORT: ${port} is in use`) });
    await new Promise(done => other.close(done));
    const refused = await startProgram('start', { HALL_MODE: 'production', DATA_DIR: folder }).ended;
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^HALL_MODE: npm start is the demo/m),
    });
  }, 60_000);
});
