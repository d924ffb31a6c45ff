/** A letter made a case: its words, whom to answer, and what stands in the same transaction. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type CaseIntake, kindOfWords, type SaidOutside } from '../cases/index.ts';
import type { MailRepository } from './mail.repository.ts';
import type { Letter } from './read-letter.ts';

interface Opening {
  /** What the desk is told before the letter's own words. */
  before?: string;
  /** The mail was longer than is read. */
  cut?: boolean;
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
  return (letter: Letter, { before = '', cut = false, senderHash, claim }: Opening): Promise<string> => {
    const [words, more] = parted(`${before}${wordsOf(letter, cut)}`);
    const saying = {
      ...kindOfWords(`${letter.subject}\n${letter.text}`),
      words,
      more,
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

/** A case has room for two thousand characters, a line of its timeline for ten times as many. */
const longestWords = 1_900;
const longestLine = 19_000;
const signs = (text: string) => [...text];

/** What stands in the case, and what follows in its next line. */
function parted(whole: string): [words: string, more: string | undefined] {
  const all = signs(whole);
  if (all.length <= longestWords) return [whole, undefined];
  return [
    `${all.slice(0, longestWords).join('')}…（来信较长，续见办理经过）`,
    `…${all.slice(longestWords).join('')}`,
  ];
}

/** Subject and text as one. */
function wordsOf({ subject, text, attachments }: Letter, cut: boolean): string {
  const said = [subject && `主题：${subject}`, text].filter(Boolean).join('\n');
  const whole =
    said.length >= 5 ? said : `${said}（来信没有文字${attachments.length > 0 ? '，见附件' : ''}）`;
  const all = signs(whole);
  const shown =
    all.length <= longestLine ? whole : `${all.slice(0, longestLine).join('')}…（来信过长，其余未录入）`;
  return cut ? `${shown}\n（邮件超过15MB，其余内容和附件没有读取）` : shown;
}

/** What a letter adds to a case that is there. @param doubtful nobody says that it is by whom it claims to be, as earlier ones were */
export function saidIn(letter: Letter, cut: boolean, doubtful: boolean): SaidOutside {
  const { text, attachments, verified } = letter;
  return {
    words: wordsOf(letter, cut),
    // Subject lines and files are no thanks.
    ...(text && attachments.length === 0 ? { spoken: text } : {}),
    ...(verified ? {} : { unverified: true as const }),
    ...(doubtful ? { doubtful: true as const } : {}),
  };
}
