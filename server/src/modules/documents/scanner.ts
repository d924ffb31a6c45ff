/** The virus check, before anything is kept: clamd's INSTREAM by TCP. */
import { connect } from 'node:net';
import { scannerSilent } from './documents.errors.ts';

export interface Scanner {
  /** @throws AppError document-scanner-silent: nothing is kept unlooked at */
  isClean(bytes: Buffer): Promise<boolean>;
}

const timeoutMs = 20_000;

export function createClamdScanner(address: string): Scanner {
  const [host, port] = address.split(':') as [string, string];
  return {
    async isClean(bytes) {
      const said = await ask(host, Number(port), bytes).catch(error => {
        throw scannerSilent({}, [], error);
      });
      if (/^stream: OK\b/.test(said)) return true;
      if (/ FOUND\b/.test(said)) return false;
      throw scannerSilent({}, [], new Error(`clamd said ${said.slice(0, 100)}`));
    },
  };
}

function ask(host: string, port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host, port });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
    socket.on('error', reject);
    socket.on('data', chunk => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8').replace(/\0.*$/s, '')));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(Buffer.concat([Buffer.from('zINSTREAM\0'), length, bytes, Buffer.alloc(4)]));
  });
}
