import { randomUUID } from 'node:crypto';
import { keepMessage } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { readMail } from './read-mail.ts';

interface Bounce {
  /** RFC 3463. */
  status: string;
  text: string;
}

/** Keeps a mail for each of its recipients; one that bounces is told to the sender by a mail in return. The queue id. */
export function takeMail(sandbox: Sandbox, raw: Buffer, from: string, to: string[], bounce?: Bounce): string {
  const queueId = randomUUID();
  const mail = readMail(raw);
  for (const recipient of to) {
    if (recipient === sandbox.keys.mail.user) sandbox.inbox.deliver(received(raw, from));
    keepMessage(sandbox, {
      id: to.length === 1 ? queueId : `${queueId}:${recipient}`,
      channel: 'email',
      to: recipient,
      title: mail.subject,
      fields: { from: mail.from },
      text: mail.text,
      requestId: mail.messageId,
      outcome: bounce ? 'failed' : 'received',
      reason: bounce && `${bounce.status} ${bounce.text}`,
    });
    if (bounce) returnMail(sandbox, from, recipient, mail.messageId, bounce);
  }
  return queueId;
}

/** What RFC 3464 has a mail server tell the sender, as far as a person reads it; in its head nothing names the mail, as with Postfix. */
function returnMail(
  sandbox: Sandbox,
  sender: string,
  recipient: string,
  messageId: string | undefined,
  { status, text }: Bounce,
): void {
  const title = 'Undelivered Mail Returned to Sender';
  const from = 'MAILER-DAEMON@sandbox.example';
  const report = [
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 552 ${status} ${text}`,
    `Original-Message-ID: ${messageId ?? ''}`,
  ];
  const id = randomUUID();
  keepMessage(sandbox, {
    id,
    channel: 'email',
    to: sender,
    title,
    fields: { from },
    text: report.join('\n'),
    outcome: 'received',
  });
  if (sender !== sandbox.keys.mail.user) return;
  const head = [
    'Return-Path: <>',
    `From: ${from}`,
    `To: ${sender}`,
    `Subject: ${title}`,
    `Message-ID: <${id}@sandbox.example>`,
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  ];
  const parts = [
    '--b',
    'Content-Type: text/plain',
    '',
    title,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    ...report,
    '--b--',
  ];
  sandbox.inbox.deliver(Buffer.from([...head, '', ...parts, ''].join('\r\n')));
}

/** What the desk's own mail server writes above a mail: whether the sender's domain vouches for it. */
function received(raw: Buffer, from: string): Buffer {
  const domain = from.split('@')[1] ?? '';
  const verdict = domain.endsWith('trusted.example') ? 'pass' : 'fail';
  const head = `Authentication-Results: mx.hall.example; dmarc=${verdict} header.from=${domain}\r\n`;
  return Buffer.concat([Buffer.from(head), raw]);
}
