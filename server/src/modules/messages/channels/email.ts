/** E-mail by SMTP (RFC 5321). The Message-ID is ours and stable, so that a repeat is recognised as one by mail readers. */
import { createSmtpSender } from '../../../infra/smtp.ts';
import type { MessageChannel, SendResult } from './channel.ts';
import { noticeMail } from './notice-mail.ts';

export interface EmailSettings {
  /** smtp://user:password@host:port or smtps://… */
  url: string;
  from: string;
  perSecond: number;
  costMilliFen: number;
  /** What stands before the @ of the Message-ID. */
  numberOf(requestId: string): string;
}

interface SmtpError {
  responseCode?: number;
  code?: string;
  command?: string;
}

export function createEmailChannel({
  url,
  from,
  perSecond,
  costMilliFen,
  numberOf,
}: EmailSettings): MessageChannel & { close(): Promise<void> } {
  const smtp = createSmtpSender(url, { pool: true, maxConnections: 5 });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');
  return {
    name: 'email',
    // SMTP knows no request id: what may have been sent is not sent again.
    repeatable: false,
    perSecond,
    costMilliFen,
    async send(letter) {
      const messageId = `<${numberOf(letter.requestId)}@${domain}>`;
      try {
        await smtp.send({ from, to: letter.to, messageId, ...noticeMail(letter) });
        return { kind: 'handed', providerId: messageId };
      } catch (error) {
        return understand(error as SmtpError);
      }
    },
    close: smtp.close,
  };
}

/** 4yz is "later", 5yz "never" (RFC 5321, 4.2.1); a connection that never opened has sent nothing. */
function understand({ responseCode = 0, code = 'SMTP', command }: SmtpError): SendResult {
  const reason = responseCode ? `SMTP_${responseCode}` : code;
  if (responseCode >= 500) return { kind: 'refused', reason };
  if (responseCode >= 400 || command === 'CONN' || code === 'EDNS' || code === 'ECONNECTION')
    return { kind: 'later', reason };
  return { kind: 'unknown', reason };
}
