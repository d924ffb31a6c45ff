/** The stand-in gateways as a process of their own, one per suite, so that faults set by one do not reach another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsFor } from './bundles.ts';
import { layKeys } from './shared-keys.ts';

export interface Sandbox {
  url: string;
  /** The settings a hall needs to use it, by their environment names. */
  credentials: Record<string, string>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** The newest text message to a phone, or undefined. */
  lastSms(phone: string): Promise<{ params: Record<string, string>; text?: string } | undefined>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  port?: number;
  /** Kept between starts when given; otherwise thrown away at close. */
  stateDir?: string;
  /** Of a shared clock: the sandbox's time moves with it. */
  timeFile?: string;
}

/** For a process of its own that keeps the shared time: `--import` it, and name the file in SHIFTED_TIME_FILE. */
export const shiftedTime = new URL('shifted-time.mjs', import.meta.url).pathname;

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), 'dianting-sandbox-'));
  // A sandbox in another time needs certificates of that time.
  if (!options.stateDir && !options.timeFile) layKeys(stateDir);
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const shift = options.timeFile ? ['--import', shiftedTime] : [];
  const child = spawn(process.execPath, [...shift, ...argumentsFor('sandbox')], {
    env: {
      ...environment,
      SHIFTED_TIME_FILE: options.timeFile,
      SANDBOX_PORT: String(options.port ?? 0),
      SANDBOX_STATE_DIR: stateDir,
    },
    // The channel is how the sandbox notices that this process has died.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await announced(child);
  const get = async <T>(path: string) => (await fetch(url + path)).json() as Promise<T>;
  const post = async <T>(path: string, body: unknown = {}) => {
    const reply = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`sandbox ${path}: ${reply.status} ${await reply.text()}`);
    const text = await reply.text();
    return (text ? JSON.parse(text) : undefined) as T;
  };
  const kill = (signal: NodeJS.Signals = 'SIGTERM') =>
    new Promise<void>(resolve => {
      if (child.exitCode !== null || child.signalCode) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  return {
    url,
    credentials: await get('/control/credentials'),
    get,
    post,
    async lastSms(phone) {
      const messages = await get<
        { params: Record<string, string> }[] | { messages: { params: Record<string, string> }[] }
      >(`/control/sms?phone=${phone}`);
      return (Array.isArray(messages) ? messages : messages.messages)[0];
    },
    kill,
    async close() {
      await kill();
      if (!options.stateDir) rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      seen += chunk;
      const url = /sandbox listening (\S+)/.exec(seen)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', code => reject(new Error(`the sandbox stopped (${code}): ${seen}`)));
  });
}
