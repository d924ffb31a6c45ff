/** The programs that `npm start` runs: started until they say where they listen, watched, and ended in order. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Children {
  /** Starts a node program and waits for the line in which it says where it listens. */
  start(name: string, file: string, env: NodeJS.ProcessEnv, ready: RegExp): Promise<string>;
  /** Ends them all, the youngest first. */
  end(): Promise<void>;
}

const patienceMs = 20_000;

/** @param onDeath called when one of them ends that nobody asked to */
export function createChildren(onDeath: (reason: string) => void): Children {
  const children: ChildProcess[] = [];
  let ending = false;

  return {
    start(name, file, env, ready) {
      // The IPC channel tells a child when this process dies, however it dies.
      const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      children.push(child);
      return new Promise((resolve, reject) => {
        eachLine(child, line => {
          const url = ready.exec(line)?.[1];
          if (url) resolve(url);
          else process.stdout.write(`${line}\n`);
        });
        child.once('error', reject);
        child.once('exit', (code, signal) => {
          const reason = `the ${name} has stopped (${signal ?? `exit code ${code}`})`;
          reject(new Error(reason));
          if (!ending) onDeath(reason);
        });
      });
    },
    async end() {
      ending = true;
      for (const child of children.reverse()) await endChild(child);
    },
  };
}

function eachLine(child: ChildProcess, take: (line: string) => void): void {
  let rest = '';
  child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    lines.forEach(take);
  });
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode) return resolve();
    const hard = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
