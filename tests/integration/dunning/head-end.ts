/** A metering head-end for stories, built from the text of modules/supply-control/README.md: relays that move, and faults. */
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault =
  | 'none'
  | 'lost-answer'
  | 'no-callback'
  | 'unsigned'
  | 'down'
  | 'no-remote-control'
  | 'protected'
  | 'meter-silent'
  | 'slow-meter';

interface Command {
  body: Record<string, unknown>;
  text: string;
  state: { commandNo: string; state: string; code: string | null; supply: string; at: string };
}

export interface HeadEndOfTest {
  environment: Record<string, string>;
  /** What goes wrong from now on. */
  fault: Fault;
  /** How often each metering point's relay moved, and to what. */
  moves: Map<string, string[]>;
  /** Each time a command came over the wire. */
  told: string[];
  /** Executes what a slow meter left waiting, and tells the results. */
  execute(): Promise<void>;
  close(): Promise<void>;
}

const sha = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const lines = (...parts: string[]) => Buffer.from(parts.map(part => `${part}\n`).join(''));

export async function startHeadEnd(now: () => Date): Promise<HeadEndOfTest> {
  const ours = generateKeyPairSync('ed25519');
  const halls = generateKeyPairSync('ed25519');
  const hallKey = createPublicKey(halls.privateKey);
  const commands = new Map<string, Command>();
  const greatest = new Map<string, number>();
  const time = () => `${now().toISOString().slice(0, 19)}Z`;
  let events = 0;

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const headEnd: HeadEndOfTest = {
    environment: {
      SUPPLY_CONTROL_URL: `http://127.0.0.1:${port}/metering`,
      SUPPLY_CONTROL_CALLER: 'DTNS',
      SUPPLY_CONTROL_PRIVATE_KEY: halls.privateKey
        .export({ type: 'pkcs8', format: 'der' })
        .toString('base64'),
      SUPPLY_CONTROL_PEER: 'HEADEND',
      SUPPLY_CONTROL_PEER_KEY: ours.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
    fault: 'none',
    moves: new Map(),
    told: [],
    async execute() {
      const waiting = [...commands.values()].filter(({ state }) => state.state === 'accepted');
      for (const command of waiting) await run(command);
    },
    close: () =>
      new Promise<void>(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (headEnd.fault === 'down') return void request.socket.destroy();
    const { 'x-supply-nonce': nonce, 'x-supply-caller': caller, 'x-supply-time': at } = request.headers;
    const text = lines(request.method!, request.url!, String(caller), String(at), String(nonce), sha(body));
    const signature = Buffer.from(String(request.headers['x-supply-signature']), 'base64');
    const reply = (status: number, content: unknown) => answer(response, status, String(nonce), content);
    if (!verify(null, text, hallKey, signature)) return reply(401, { code: 'signature-wrong' });
    if (request.method === 'GET') {
      const found = commands.get(request.url!.split('/').at(-1)!);
      return found ? reply(200, found.state) : reply(404, { code: 'command-unknown' });
    }
    const asked = JSON.parse(body.toString());
    headEnd.told.push(asked.commandNo);
    const before = commands.get(asked.commandNo);
    if (before)
      return before.text === body.toString()
        ? reply(200, before.state)
        : reply(409, { code: 'command-differs' });
    const command = take(asked, body.toString());
    if (headEnd.fault === 'lost-answer') request.socket.destroy();
    else reply(command.state.state === 'refused' ? 422 : 202, { ...command.state });
    if (command.state.state === 'accepted' && headEnd.fault !== 'slow-meter') await run(command);
  }

  function take(asked: Record<string, unknown>, text: string): Command {
    const point = String(asked['meteringPoint']);
    const sequence = Number(asked['sequence']);
    const refusal =
      headEnd.fault === 'no-remote-control' || headEnd.fault === 'protected'
        ? headEnd.fault
        : sequence <= (greatest.get(point) ?? 0)
          ? 'sequence-old'
          : null;
    const state = {
      commandNo: String(asked['commandNo']),
      state: refusal ? 'refused' : 'accepted',
      code: refusal,
      supply: 'unknown',
      at: time(),
    };
    const command = { body: asked, text, state };
    commands.set(state.commandNo, command);
    if (refusal) return command;
    greatest.set(point, sequence);
    for (const other of commands.values())
      if (other !== command && other.body['meteringPoint'] === point && other.state.state === 'accepted')
        other.state = { ...other.state, state: 'cancelled', code: 'superseded' };
    return command;
  }

  async function run(command: Command): Promise<void> {
    const point = String(command.body['meteringPoint']);
    const late = new Date(String(command.body['notAfter'])) < now();
    const silent = headEnd.fault === 'meter-silent';
    const becomes = command.body['action'] === 'connect' ? 'connected' : 'suspended';
    const moves = headEnd.moves.get(point) ?? [];
    if (!late && (moves.at(-1) ?? 'connected') !== becomes) moves.push(becomes);
    headEnd.moves.set(point, moves);
    command.state = late
      ? { ...command.state, state: 'cancelled', code: 'expired', at: time() }
      : silent
        ? { ...command.state, state: 'failed', code: 'meter-silent', supply: 'unknown', at: time() }
        : { ...command.state, state: 'done', code: null, supply: becomes, at: time() };
    if (headEnd.fault !== 'no-callback' && headEnd.fault !== 'lost-answer') await tell(command);
  }

  /** Twice, as a head-end may. */
  async function tell(command: Command): Promise<void> {
    const body = JSON.stringify({ eventId: `HE-${++events}`, ...command.state });
    for (const _ of [1, 2]) await post(String(command.body['callbackUrl']), body);
  }

  async function post(url: string, body: string): Promise<void> {
    const [nonce, at] = [randomBytes(16).toString('hex'), time()];
    const text = lines('POST', new URL(url).pathname, 'HEADEND', at, nonce, sha(body));
    await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-supply-caller': 'HEADEND',
        'x-supply-time': at,
        'x-supply-nonce': nonce,
        'x-supply-signature': sign(null, text, ours.privateKey).toString('base64'),
      },
    });
  }

  function answer(response: ServerResponse, status: number, nonce: string, content: unknown): void {
    const [body, at] = [JSON.stringify(content), time()];
    const signature = sign(null, lines(String(status), nonce, at, sha(body)), ours.privateKey).toString(
      'base64',
    );
    const wrong = headEnd.fault === 'unsigned' ? Buffer.alloc(64).toString('base64') : signature;
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-supply-time': at,
      'x-supply-signature': wrong,
    });
    response.end(body);
  }

  return headEnd;
}
