/** The hall as people and partners meet it while it is being killed: every request is repeated until it is answered. */
import type pg from 'pg';
import type { Answer, HallOutside } from '../support/hall.ts';
import { createWorld } from '../support/world.ts';
import type { Machine } from './machine.ts';

export function hallOf(machine: Machine, owner: pg.Pool): HallOutside {
  return {
    url: machine.url,
    owner,
    sandbox: machine.sandbox,
    world: createWorld(owner),
    app: { bankPort: () => machine.bankPort },
    call: (method, path, request = {}) => ask(machine.url, method, path, request),
    close: () => machine.close(),
  };
}

type Request = NonNullable<Parameters<HallOutside['call']>[2]>;

/** Asks until the server answers at all; a killed server is started again by the machine. */
export async function ask(
  base: string,
  method: string,
  path: string,
  { token, cookie, body, key, headers = {} }: Request = {},
): Promise<Answer> {
  const url = path.startsWith('http') ? path : `${base}/api/v1${path}`;
  const init = {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return insist(`${method} ${path}`, async () => {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(45_000) });
    const bytes = Buffer.from(await reply.arrayBuffer());
    const isJson = reply.headers.get('content-type')?.includes('json');
    const text = isJson || reply.status >= 500 ? bytes.toString() : '';
    // 5xx while the database is down, 409 while the first try of the same key still runs: the same request again.
    if (reply.status >= 500 || (reply.status === 409 && text.includes('request-in-progress')))
      throw new Error(`${reply.status} ${text.slice(0, 300)}`);
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : bytes };
  });
}

/** On a machine with other work a server is back late, and may die of the same request again. */
const patienceMs = 900_000;

/** Connections are refused or cut while something is killed and started again: the same, once more. */
export async function insist<T>(what: string, attempt: () => Promise<T>, forMs = patienceMs): Promise<T> {
  const end = Date.now() + forMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error(`${what}: no answer in time, last ${error}`);
    }
    await new Promise(done => setTimeout(done, 150));
  }
}
