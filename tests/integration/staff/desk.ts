/** The staff module alone over real HTTP, as the application's restricted role, with a clock the test can move. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createHttpApp } from '../../../server/src/http/create-http-app.ts';
import { createFieldCipher } from '../../../server/src/infra/crypto.ts';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import {
  codeAt,
  createStaffModule,
  demoMembers,
  demoPassword,
  seedStaff,
  stepOf,
} from '../../../server/src/modules/staff/index.ts';
import { createTestDatabase } from '../../support/cluster.ts';

export type Desk = Awaited<ReturnType<typeof openDesk>>;

export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came back and says what it expects
  body: any;
  headers: Headers;
}

export async function openDesk(options: { demo?: boolean; secureCookies?: boolean } = {}) {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.url });
  const ownerDb = openDatabase({ url: database.ownerUrl, poolSize: 2 });
  const cipher = createFieldCipher(randomBytes(32));
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  await seedStaff(ownerDb, cipher);
  const module = createStaffModule({
    db,
    clock,
    cipher,
    secureCookies: options.secureCookies ?? false,
    demo: options.demo ?? true,
  });
  const app = createHttpApp(module.routes, {
    gatekeeper: {
      resident: async () => undefined,
      system: async () => undefined,
      household: async () => undefined,
      ...module.gatekeeper,
    },
    idempotency: { claim: async () => 'claimed', complete: async () => {}, release: async () => {} },
    logger: createLogger('silent'),
    metrics: createMetrics(),
    trustedProxies: 0,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function call(
    method: string,
    path: string,
    body?: unknown,
    cookie?: string,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(cookie ? { Cookie: cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  }

  const secretOf = (username: string) => demoMembers.find(member => member.username === username)!.totpSecret;
  /** The code that a member's telephone shows, `ahead` half-minutes from now. */
  const codeOf = (username: string, ahead = 0) => codeAt(secretOf(username), stepOf(clock.now()) + ahead);
  const enter = (username: string, password = demoPassword, code = codeOf(username)) =>
    call('POST', '/staff/sessions', { username, password, code });

  return {
    db,
    ownerDb,
    cipher,
    base,
    call,
    now: () => clock.now(),
    codeOf,
    enter,
    advance: (minutes: number) => {
      offset += minutes * 60_000;
    },
    /** To the beginning of the next half-minute, so that none passes between reading a code and its being judged. */
    toNextCode: () => {
      offset += 30_000 - (clock.now().getTime() % 30_000);
    },
    /** Signs a member in and answers with the cookie, each time with a fresh code. */
    async cookieOf(username: string): Promise<string> {
      offset += 30_000;
      const reply = await enter(username);
      if (reply.status !== 200)
        throw new Error(`${username} could not sign in: ${JSON.stringify(reply.body)}`);
      return reply.headers.get('set-cookie')!.split(';')[0]!;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await db.close();
      await ownerDb.close();
      await database.drop();
    },
  };
}
