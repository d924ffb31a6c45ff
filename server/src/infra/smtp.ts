/** Mail by SMTP (RFC 5321). The library comes with the first letter. */
import type { SendMailOptions, Transporter } from 'nodemailer';

const timeoutMs = 10_000;

export interface SmtpSender {
  /** @throws the library's error, with `responseCode` where the server spoke */
  send(mail: SendMailOptions): Promise<void>;
  close(): Promise<void>;
}

/** @param url smtp://user:password@host:port or smtps://…; @param more the library's settings of a transport */
export function createSmtpSender(
  url: string,
  more: { pool?: true; maxConnections?: number } = {},
): SmtpSender {
  let opened: Promise<Transporter> | undefined;
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    const settings = {
      url,
      ...more,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    };
    return createTransport(settings as Parameters<typeof createTransport>[0]);
  };
  return {
    async send(mail) {
      opened ??= open();
      await (await opened).sendMail(mail);
    },
    close: async () => (await opened)?.close(),
  };
}
