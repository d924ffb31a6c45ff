/**
 * A provider of text messages with a limit, as a program of its own: `notice-provider.ts <messages a second>`. It takes a message for
 * each request id once, refuses what is beyond its limit, and tells what it has seen at GET /seen.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const perSecond = Number(process.argv[2]);
/** Clocks of two programs and a network are never quite together. */
const tolerated = 1.1;
const ids = new Set<string>();
const bySecond = new Map<number, number>();
let refused = 0;
let repeated = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/seen') {
      response.end(
        JSON.stringify({
          taken: ids.size,
          refused,
          repeated,
          mostInASecond: Math.max(0, ...bySecond.values()),
        }),
      );
      return;
    }
    const second = Math.floor(Date.now() / 1000);
    const now = bySecond.get(second) ?? 0;
    if (now >= perSecond * tolerated) {
      refused += 1;
      response.statusCode = 429;
      response.end(JSON.stringify({ code: 'isv.BUSINESS_LIMIT_CONTROL' }));
      return;
    }
    bySecond.set(second, now + 1);
    const { requestId } = JSON.parse(Buffer.concat(chunks).toString());
    if (ids.has(requestId)) repeated += 1;
    ids.add(requestId);
    response.end(JSON.stringify({ code: 'OK', messageId: `m-${requestId}` }));
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(`provider listening http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));
