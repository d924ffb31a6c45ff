import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { faultDelay, sleep } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../state/records.ts';
import { takeMail } from './take-mail.ts';

interface Flow {
  sandbox: Sandbox;
  cut: (session: SMTPServerSession) => void;
}

type Done = (error?: Error | null, message?: string) => void;

/** A refusal in the words of SMTP. */
function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

const occasionOf = (to: string | undefined) => ({ gateway: 'mail' as const, on: 'send', outTradeNo: to });

/** A mail server: SMTP with AUTH on 127.0.0.1, without TLS; what it takes in stands on the page of messages. */
export async function startMailServer(
  sandbox: Sandbox,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Map<number, Socket>();
  // The connection ends without a word.
  const cut = ({ remotePort }: SMTPServerSession) => sockets.get(remotePort)?.resetAndDestroy();
  const flow = { sandbox, cut };
  const server = new SMTPServer({
    banner: 'sandbox mail',
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    size: 1024 * 1024,
    closeTimeout: 200,
    onAuth: ({ username = '', password }, _session, done) => {
      const { user, password: expected } = sandbox.keys.mail;
      if (username === user && same(password ?? '', expected)) return done(null, { user });
      done(smtpError(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom: ({ address }, _session, done) => {
      if (!sandbox.rates.allows('mail', sandbox.settings().mailsPerSecond)) {
        return done(smtpError(421, '4.7.0 Too many messages, try again later'));
      }
      done(address ? null : smtpError(550, '5.1.7 Sender address needed'));
    },
    onRcptTo: ({ address }, session, done) => void rcptTo(flow, address, session, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void data(flow, Buffer.concat(chunks), stream.sizeExceeded, session, done));
    },
  });
  // A connection that was cut is no news.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

const same = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

/** Faults before the mail is looked at. */
async function rcptTo(
  { sandbox, cut }: Flow,
  to: string,
  session: SMTPServerSession,
  done: Done,
): Promise<void> {
  const occasion = occasionOf(to);
  const rule = sandbox.faults.take('call-before', occasion);
  if (rule) {
    sandbox.faults.done(occasion, rule.fault);
    if (rule.fault === 'delay') await sleep(sandbox.later, faultDelay(rule, 1000));
    if (rule.fault === 'reset') return cut(session);
    if (rule.fault === 'error-5xx') return done(smtpError(rule.status ?? 451, '4.3.0 Try again later'));
    if (rule.fault === 'decline') {
      const text = rule.message ?? '5.1.1 Recipient address rejected: user unknown';
      return done(smtpError(Number(rule.code ?? 550), text));
    }
  }
  done();
}

/** Takes it in, and misbehaves afterwards when told to: an answer that never comes leaves it unknown to the sender. */
async function data(
  { sandbox, cut }: Flow,
  raw: Buffer,
  tooLarge: boolean,
  session: SMTPServerSession,
  done: Done,
): Promise<void> {
  if (tooLarge) return done(smtpError(552, '5.3.4 Message too big'));
  const { mailFrom, rcptTo: recipients } = session.envelope;
  const to = recipients.map(({ address }) => address);
  const occasion = occasionOf(to[0]);
  const rule = sandbox.faults.take('call-after', occasion);
  const id = takeMail(sandbox, raw, mailFrom ? mailFrom.address : '', to, bounceOf(rule));
  if (rule) {
    sandbox.faults.done(occasion, rule.fault);
    if (rule.fault === 'reset-after') return cut(session);
    if (rule.fault === 'timeout-after') {
      await sleep(sandbox.later, faultDelay(rule, 30_000));
      return cut(session);
    }
    if (rule.fault === 'error-after') return done(smtpError(rule.status ?? 451, '4.3.0 Try again later'));
  }
  done(null, `2.0.0 OK: queued as ${id}`);
}

const bounceOf = (rule: FaultRule | undefined) =>
  rule?.fault === 'bounce'
    ? { status: rule.code ?? '5.2.2', text: rule.message ?? 'mailbox full' }
    : undefined;
