import type { Server } from 'node:http';

/** Stops taking requests, lets those under way finish (for at most `graceMs`), and closes kept-alive connections. */
export function closeServer(server: Server | undefined, graceMs = 5_000): Promise<void> {
  if (!server?.listening) return Promise.resolve();
  return new Promise(resolve => {
    const hard = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(hard);
      resolve();
    });
    server.closeIdleConnections();
  });
}
