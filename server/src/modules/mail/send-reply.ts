/** Answers of the desk by e-mail: queued with the act that gives them, sent by the outbox under a Message-ID of their own. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import { createSmtpSender } from '../../infra/smtp.ts';
import type { CaseAnswer, CaseIntake } from '../cases/index.ts';
import { addToOutboxSql, isLastTry, type Outgoing, Undeliverable } from '../messages/index.ts';
import type { MailRepository } from './mail.repository.ts';
import { messageIdOf, replyKey, replyKind } from './reply-number.ts';

interface Payload {
  caseNo: string;
  version: number;
  /** The words, sealed; dropped once they are sent. */
  sealed: string;
  /** The customer's own link to rate by, sealed likewise: no colleague who reads the words reads it. */
  sealedLink?: string;
}

/** In the transaction of the act. Cases that came another way are none of ours. */
export async function queueReply(
  tx: PoolClient,
  { source, caseNo, version, words, ratingUrl }: CaseAnswer,
  cipher: FieldCipher,
): Promise<void> {
  if (source !== 'email') return;
  const seal = (text: string) => cipher.encrypt(text).toString('base64');
  const payload: Payload = {
    caseNo,
    version,
    sealed: seal(words),
    ...(ratingUrl ? { sealedLink: seal(ratingUrl) } : {}),
  };
  await addToOutboxSql(tx, { kind: replyKind, dedupeKey: replyKey(caseNo, version), payload });
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
  const smtp = createSmtpSender(smtpUrl);
  const domain = from.slice(from.lastIndexOf('@') + 1);

  async function deliver(message: Outgoing): Promise<void> {
    const { caseNo, version, sealed, sealedLink } = message.payload as Payload;
    const whom = await mails.correspondent(caseNo);
    if (!whom) throw new Undeliverable('nobody to write to');
    const messageId = messageIdOf({ caseNo, version }, domain, cipher);
    await mails.linkNow(whom.caseId, cipher.hash('mail-id', messageId.toLowerCase()));
    const subject = cipher.decrypt(whom.subjectEnc).replace(/\s*\[GD\d{16}\]/g, '');
    const open = (text: string) => cipher.decrypt(Buffer.from(text, 'base64'));
    const rating = sealedLink ? `\n\n请为这次答复评分（14天内有效，只能评一次）：\n${open(sealedLink)}` : '';
    const { zh } = await utilityName();
    try {
      await smtp.send({
        from: { name: zh, address: from },
        to: cipher.decrypt(whom.addressEnc),
        subject: `${/^(回复|re)[:：]/i.test(subject) ? '' : '回复：'}${subject} [${caseNo}]`,
        text: `${open(sealed)}${rating}\n\n${zh}\n诉求编号 ${caseNo}。直接回复本邮件即可补充，请保留主题中的编号。`,
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
  return { deliver, close: smtp.close };
}
