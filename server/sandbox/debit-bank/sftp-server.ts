import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import type { Sandbox } from '../sandbox.ts';
import { serveFiles } from './sftp-session.ts';

export interface SftpServer {
  port: number;
  close: () => Promise<void>;
}

/** The bank's server: one user, known by a key; no passwords. */
export async function startSftp(sandbox: Sandbox, port: number): Promise<SftpServer> {
  const { hostKey, user, clientPublicKey } = sandbox.keys.debitBank;
  const allowed = ssh2.utils.parseKey(clientPublicKey);
  if (allowed instanceof Error) throw allowed;
  const connections = new Set<ssh2.Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, connection => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connections.delete(connection));
    connection.on('authentication', context => {
      const known = context.method === 'publickey' && context.username === user;
      const same = known && context.key.data.equals(allowed.getPublicSSH());
      const signed =
        !same || !context.signature || allowed.verify(context.blob!, context.signature, context.hashAlgo);
      if (same && signed === true) context.accept();
      else context.reject(['publickey']);
    });
    connection.on('ready', () => {
      connection.on('session', accept => {
        accept().on('sftp', open => serveFiles(sandbox, open(), () => cut(connection)));
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const connection of connections) cut(connection);
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

const cut = (connection: ssh2.Connection): void => {
  connection.end();
};
