/** Answers of the desk by e-mail: queued with the act that gives them, sent by the outbox under a Message-ID of their own. */
import { createTransport, type Transporter } from 'nodemailer';
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { CaseAnswer, CaseIntake } from '../cases/index.ts';
import { addToOutboxSql, isLastTry, type Outgoing, Undeliverable } from '../messages/index.ts';
import type { MailRepository } from './mail.repository.ts';

export const replyKind = 'case-mail';
const timeoutMs = 10_000;

interface Payload {
  caseNo: string;
  version: number;
  /** The words, sealed; dropped once they are sent. */
  sealed: string;
}

/** In the transaction of the act. Cases that came another way are none of ours. */
export async function queueReply(
  tx: PoolClient,
  { source, caseNo, version, words }: CaseAnswer,
  cipher: FieldCipher,
): Promise<void> {
  if (source !== 'email') return;
  const payload: Payload = { caseNo, version, sealed: cipher.encrypt(words).toString('base64') };
  await addToOutboxSql(tx, { kind: replyKind, dedupeKey: `${replyKind}:${caseNo}:${version}`, payload });
}

interface Dependencies {
  smtpUrl: string;
  from: string;
  mails: MailRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
  utilityName(): Promise<{ zh: string }>;
}

export function createSendReply({ smtpUrl, from, mails, intake, cipher, utilityName }: Dependencies) {
  const transport: Transporter = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  } as Parameters<typeof createTransport>[0]);
  const domain = from.slice(from.lastIndexOf('@') + 1);

  async function deliver(message: Outgoing): Promise<void> {
    const { caseNo, version, sealed } = message.payload as Payload;
    const whom = await mails.correspondent(caseNo);
    if (!whom) throw new Undeliverable('nobody to write to');
    // The same at every try: a mail reader knows two of it for one, and an answer to it finds the case.
    const messageId = `<${caseNo}.${version}@${domain}>`;
    await mails.linkNow(whom.caseId, cipher.hash('mail-id', messageId.toLowerCase()));
    const subject = cipher.decrypt(whom.subjectEnc).replace(/\s*\[GD\d{16}\]/g, '');
    const words = cipher.decrypt(Buffer.from(sealed, 'base64'));
    const { zh } = await utilityName();
    try {
      await transport.sendMail({
        from: { name: zh, address: from },
        to: cipher.decrypt(whom.addressEnc),
        subject: `${/^(回复|re)[:：]/i.test(subject) ? '' : '回复：'}${subject} [${caseNo}]`,
        text: `${words}\n\n${zh}\n诉求编号 ${caseNo}。直接回复本邮件即可补充，请保留主题中的编号。`,
        messageId,
        ...(whom.lastMessageId ? { inReplyTo: whom.lastMessageId, references: [whom.lastMessageId] } : {}),
      });
    } catch (error) {
      const { responseCode = 0 } = error as { responseCode?: number };
      const reason = responseCode ? `SMTP ${responseCode}` : 'SMTP connection';
      if (responseCode < 500 && !isLastTry(message)) throw new Error(reason);
      await intake.note(caseNo, `答复邮件没有送出（${reason}），请用其他方式联系客户`);
      throw new Undeliverable(reason);
    }
  }
  return { deliver, close: () => transport.close() };
}
