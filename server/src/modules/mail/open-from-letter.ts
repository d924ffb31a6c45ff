/** A letter made a case: its words, whom to answer, and what stands in the same transaction. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type CaseIntake, kindOfWords } from '../cases/index.ts';
import type { MailRepository } from './mail.repository.ts';
import type { Letter } from './read-letter.ts';

interface Opening {
  /** What the desk is told before the letter's own words. */
  before?: string;
  /** Null where nobody can be answered. */
  senderHash: Buffer | null;
  /** Throwing takes the case back. */
  claim(tx: PoolClient, caseId: number): Promise<void>;
}

export function createOpenFromLetter({
  mails,
  intake,
  cipher,
}: {
  mails: MailRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}) {
  /** @returns the case's number */
  return (letter: Letter, { before = '', senderHash, claim }: Opening): Promise<string> => {
    const saying = {
      ...kindOfWords(`${letter.subject}\n${letter.text}`),
      words: `${before}${wordsOf(letter)}`.slice(0, 2_000),
      ...(letter.name.length >= 2 ? { contactName: letter.name } : {}),
      anonymous: false,
      confidential: false,
    };
    return intake.open(saying, 'email', async (tx, caseId) => {
      await claim(tx, caseId);
      if (!senderHash) return;
      await mails.addCorrespondent(tx, {
        caseId,
        addressHash: senderHash,
        addressEnc: cipher.encrypt(letter.address),
        nameEnc: letter.name ? cipher.encrypt(letter.name) : null,
        subjectEnc: cipher.encrypt(letter.subject),
        verified: letter.verified,
        lastMessageId: letter.messageId,
      });
    });
  };
}

export type OpenFromLetter = ReturnType<typeof createOpenFromLetter>;

const longestWords = 1_900;

/** Subject and text as one; a case has room for two thousand characters. */
export function wordsOf({ subject, text, attachments }: Letter): string {
  const said = [subject && `主题：${subject}`, text].filter(Boolean).join('\n');
  const whole =
    said.length >= 5 ? said : `${said}（来信没有文字${attachments.length > 0 ? '，见附件' : ''}）`;
  return whole.length <= longestWords ? whole : `${whole.slice(0, longestWords)}…（来信较长，其余未录入）`;
}
