import { createServer } from 'node:net';

/** Linux gives outgoing connections 32768 to 60999, other systems 49152 and above. */
const from = 10_240;
const count = 22_000;
let asked = 0;

/**
 * A port of 127.0.0.1 nobody listens on. It lies below those of outgoing connections, and two processes begin at
 * different ones: so it is still free when its owner comes to listen on it, or listens on it again.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = from + ((process.pid * 97 + asked++) % count);
    if (await nobodyListensOn(port)) return port;
  }
  throw new Error(`no free port from ${from} to ${from + count - 1}`);
}

function nobodyListensOn(port: number): Promise<boolean> {
  return new Promise(done => {
    const probe = createServer().once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
