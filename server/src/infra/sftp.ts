/** Files by SFTP: one connection for one piece of work, the server's host key pinned, sign-in by key. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Client, SFTPWrapper } from 'ssh2';

export interface SftpTarget {
  host: string;
  port: number;
  user: string;
  /** OpenSSH or PEM. */
  privateKey: string;
  /** `SHA256:` and base64 without padding, as ssh-keygen prints it. */
  hostKey: string;
}

export interface RemoteFiles {
  /** undefined when there is no such file. */
  sizeOf(path: string): Promise<number | undefined>;
  list(folder: string): Promise<{ name: string; size: number }[]>;
  /** While it comes; it fails when the connection breaks. */
  read(path: string): Readable;
  write(path: string, bytes: Buffer): Promise<void>;
  /** Fails when `to` exists. */
  rename(from: string, to: string): Promise<void>;
}

const connectMs = 10_000;
const noSuchFile = 2;

export const fingerprintOf = (hostKey: Buffer) =>
  `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`;

/** @param timeoutMs for the whole of it @throws Error when the host is not who it should be, or falls silent */
export async function withSftp<T>(
  target: SftpTarget,
  work: (files: RemoteFiles) => Promise<T>,
  timeoutMs = 60_000,
): Promise<T> {
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('SFTP: no end in time')), timeoutMs);
    });
    const done = connect(client, target).then(sftp => work(filesOf(sftp)));
    return await Promise.race([done, tooLate]);
  } finally {
    clearTimeout(timer);
    client.end();
    client.destroy();
  }
}

function connect(
  client: Client,
  { host, port, user, privateKey, hostKey }: SftpTarget,
): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.once('ready', () => client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))));
    client.on('error', reject);
    client.once('close', () => reject(new Error('SFTP: the connection was closed')));
    client.connect({
      host,
      port,
      username: user,
      privateKey,
      readyTimeout: connectMs,
      keepaliveInterval: connectMs,
      hostVerifier: (key: Buffer) => fingerprintOf(key) === hostKey,
    });
  });
}

function filesOf(sftp: SFTPWrapper): RemoteFiles {
  const ask = <T>(run: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      // A connection that breaks ends the channel without an answer to what was asked.
      const broken = () => reject(new Error('SFTP: the connection was closed'));
      sftp.once('close', broken);
      run((error, value) => {
        sftp.off('close', broken);
        if (error) reject(error);
        else resolve(value as T);
      });
    });
  return {
    async sizeOf(path) {
      try {
        return (await ask<{ size: number }>(done => sftp.stat(path, done))).size;
      } catch (error) {
        if ((error as { code?: number }).code === noSuchFile) return undefined;
        throw error;
      }
    },
    async list(folder) {
      const entries = await ask<{ filename: string; attrs: { size: number; isFile(): boolean } }[]>(done =>
        sftp.readdir(folder, done as Parameters<SFTPWrapper['readdir']>[1]),
      );
      return entries
        .filter(entry => entry.attrs.isFile())
        .map(entry => ({ name: entry.filename, size: entry.attrs.size }));
    },
    read(path) {
      const content = sftp.createReadStream(path);
      const broken = () => content.destroy(new Error('SFTP: the connection was closed'));
      sftp.once('close', broken);
      content.once('close', () => sftp.off('close', broken));
      return content;
    },
    write: (path, bytes) => ask<void>(done => sftp.writeFile(path, bytes, done)),
    rename: (from, to) => ask<void>(done => sftp.rename(from, to, done)),
  };
}
