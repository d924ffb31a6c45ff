import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Sandbox } from '../sandbox.ts';
import type { Inbox } from './inbox.ts';

interface Session {
  socket: Socket;
  sandbox: Sandbox;
  in: boolean;
}

/** As much of IMAP4rev1 (RFC 3501) as a reader of one mailbox needs: LOGIN, LIST, SELECT, UID FETCH, LOGOUT. No TLS on this host. */
export async function startImapServer(
  sandbox: Sandbox,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A connection that was cut is no news.
    socket.on('error', () => {});
    converse({ socket, sandbox, in: false });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function converse(session: Session): void {
  let heard = '';
  session.socket.write('* OK [CAPABILITY IMAP4rev1] sandbox mail ready\r\n');
  session.socket.on('data', chunk => {
    heard += chunk.toString('latin1');
    for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
      const line = heard.slice(0, end);
      heard = heard.slice(end + 2);
      answer(session, line);
    }
  });
}

function answer(session: Session, line: string): void {
  const { socket, sandbox } = session;
  const [, tag = '*', command = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
  const say = (...lines: string[]) => socket.write(lines.map(each => `${each}\r\n`).join(''));
  const done = (...lines: string[]) => say(...lines, `${tag} OK done`);
  const name = command.toUpperCase();
  if (name === 'CAPABILITY') return void done('* CAPABILITY IMAP4rev1');
  if (name === 'NOOP') return void done();
  if (name === 'LOGOUT') {
    done('* BYE see you');
    return void socket.end();
  }
  if (name === 'LOGIN') {
    const [user = '', password = ''] = wordsOf(rest);
    session.in = user === sandbox.keys.mail.user && password === sandbox.keys.mail.password;
    return void say(
      session.in ? `${tag} OK logged in` : `${tag} NO [AUTHENTICATIONFAILED] invalid credentials`,
    );
  }
  if (!session.in) return void say(`${tag} NO log in first`);
  if (name === 'LIST' || name === 'LSUB')
    return void done(`* ${name} (\\HasNoChildren) "/" ${/""$/.test(rest) ? '""' : 'INBOX'}`);
  if (name === 'SELECT' || name === 'EXAMINE') return void select(sandbox.inbox, name, say, tag);
  if (name === 'UID FETCH') {
    fetchMails(socket, sandbox.inbox, rest);
    return void done();
  }
  say(`${tag} BAD this stand-in does not know ${name}`);
}

function select(inbox: Inbox, name: string, say: (...lines: string[]) => void, tag: string): void {
  say(
    '* FLAGS (\\Seen)',
    '* OK [PERMANENTFLAGS ()] none is kept',
    `* ${inbox.mails.length} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDVALIDITY ${inbox.uidValidity}] of this mailbox`,
    `* OK [UIDNEXT ${inbox.uidNext}] comes next`,
    `${tag} OK [READ-${name === 'EXAMINE' ? 'ONLY' : 'WRITE'}] selected`,
  );
}

/** `5:* (UID BODY.PEEK[]<0.1000>)`: the whole mail or its beginning. */
function fetchMails(socket: Socket, inbox: Inbox, rest: string): void {
  const [, from = '1', , to = from] = /^(\d+|\*)(:(\d+|\*))?/.exec(rest) ?? [];
  const last = inbox.mails.at(-1)?.uid ?? 0;
  const number = (text: string) => (text === '*' ? last : Number(text));
  const [low, high] = [Math.min(number(from), number(to)), Math.max(number(from), number(to))];
  const part = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(rest);
  for (const [index, { uid, raw }] of inbox.mails.entries()) {
    if (uid < low || uid > high) continue;
    const start = Number(part?.[1] ?? 0);
    const content = raw.subarray(start, part?.[2] ? start + Number(part[2]) : undefined);
    const origin = part?.[1] === undefined ? '' : `<${start}>`;
    socket.write(`* ${index + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length}`);
    if (part) {
      socket.write(` BODY[]${origin} {${content.length}}\r\n`);
      socket.write(content);
    }
    socket.write(')\r\n');
  }
}

/** Atoms and quoted strings. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, atom]) =>
    quoted === undefined ? (atom ?? '') : quoted.replace(/\\(.)/g, '$1'),
  );
