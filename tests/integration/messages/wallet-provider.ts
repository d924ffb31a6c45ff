/** The other end of a wire for stories about notices: api.weixin.qq.com as far as messages go, with what it was told. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WeixinCall {
  path: string;
  body: { touser: string; template_id: string; data: Record<string, { value: string }> };
}

export async function startWeixin() {
  const calls: WeixinCall[] = [];
  /** What the next messages are answered with; hang up is no answer after the message was taken. */
  const answers: (number | 'hang-up')[] = [];
  let id = 1000;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0]!;
      const reply = (body: object) => response.end(JSON.stringify(body));
      if (path === '/cgi-bin/stable_token') return reply({ access_token: 'token', expires_in: 7200 });
      const answer = answers.shift() ?? 0;
      if (answer === 0 || answer === 'hang-up')
        calls.push({ path, body: JSON.parse(Buffer.concat(chunks).toString()) });
      if (answer === 'hang-up') return request.socket.destroy();
      return reply(
        answer === 0 ? { errcode: 0, errmsg: 'ok', msgid: ++id } : { errcode: answer, errmsg: 'no' },
      );
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers,
    close: () => new Promise(done => server.close(done)),
  };
}

export const pushToken = 'pushToken123';

/** The address of a push as WeChat signs it. */
export function signedPush(path: string): string {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '42'];
  const signature = createHash('sha1').update([pushToken, timestamp, nonce].sort().join('')).digest('hex');
  return `${path}?${new URLSearchParams({ signature, timestamp, nonce })}`;
}
