import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { StartError } from '../shared/start-error.ts';

export interface HttpServer {
  /** Where it listens, with the port it really got. */
  url: string;
  /** Takes no more connections, lets the answers under way finish (for 8 s at most), and closes what is kept alive. */
  close(): Promise<void>;
}

const patienceMs = 8_000;
// Longer than the idle time of usual proxies (60 s), so that none sends a request into a connection just being closed.
const keepAliveMs = 75_000;

export interface HttpServerOptions {
  host: string;
  port: number;
  /** The setting that gave it, for the words of a failure. */
  portSetting?: string;
  /** Takes over a connection that asks to become a socket. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Some clients offer HTTP/2 with every request; such an offer is passed over and answered in HTTP/1.1. */
const asksForSocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

/** @throws StartError when the address cannot be listened on */
export async function startHttpServer(
  handle: RequestListener,
  { host, port, portSetting = 'PORT', upgrade }: HttpServerOptions,
): Promise<HttpServer> {
  let closing = false;
  const server = createServer({ shouldUpgradeCallback: asksForSocket } as object, (request, response) => {
    if (closing) response.setHeader('Connection', 'close');
    handle(request, response);
  });
  if (upgrade) server.on('upgrade', upgrade);
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(wording(error, host, port, portSetting))),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = address && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close() {
      closing = true;
      return closeGently(server);
    },
  };
}

function closeGently(server: Server): Promise<void> {
  return new Promise(resolve => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const hard = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(hard);
      resolve();
    });
  });
}

function wording({ code }: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  if (code === 'EADDRINUSE') return `${setting}: ${port} is in use on ${host}; choose another`;
  if (code === 'EACCES')
    return `${setting}: ${port} needs rights that this user does not have; choose one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST: ${host} is not an address of this machine`;
  return `HOST, ${setting}: cannot listen on ${host}:${port} (${code})`;
}
