import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppError } from '../shared/errors.ts';
import { streamBody } from './read-body.ts';

const seen: string[] = [];
let told: (() => void) | undefined;
const server = createServer(async (incoming, reply) => {
  try {
    for await (const chunk of streamBody(incoming, 8)) {
      seen.push(chunk.toString());
      told?.();
    }
    reply.end('taken');
  } catch (error) {
    reply.statusCode = error instanceof AppError ? error.status : 500;
    reply.end();
  }
});
beforeAll(() => new Promise<void>(done => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise(done => server.close(done)));

/** Sends the second piece once the first was seen. */
function send(...pieces: [string, string]): Promise<number> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', method: 'POST' }, reply => {
      reply.resume();
      resolve(reply.statusCode!);
    });
    call.on('error', reject);
    told = () => {
      told = undefined;
      call.end(pieces[1]);
    };
    call.write(pieces[0]);
  });
}

test('a large body is passed on while it comes, and one that grows beyond what is taken is refused with a word', async () => {
  expect(await send('1234', '5678')).toBe(200);
  expect(await send('abcd', 'efghi')).toBe(413);
  expect(seen).toEqual(['1234', '5678', 'abcd']);
});
