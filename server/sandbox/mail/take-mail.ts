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

/** What RFC 3464 has a mail server tell the sender, as far as a person reads it. */
function returnMail(
  sandbox: Sandbox,
  sender: string,
  recipient: string,
  messageId: string | undefined,
  { status, text }: Bounce,
): void {
  keepMessage(sandbox, {
    id: randomUUID(),
    channel: 'email',
    to: sender,
    title: 'Undelivered Mail Returned to Sender',
    fields: { from: 'MAILER-DAEMON@sandbox.example' },
    text: [
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; 552 ${status} ${text}`,
      `Original-Message-ID: ${messageId ?? ''}`,
    ].join('\n'),
    outcome: 'received',
  });
}
