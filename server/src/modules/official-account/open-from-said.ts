/** A follower's message made a case: its words, whom to answer, and what stands in the same transaction. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type CaseIntake, kindOfWords } from '../cases/index.ts';
import type { Said } from '../messages/index.ts';
import type { OfficialAccountRepository } from './official-account.repository.ts';
import { queueReceipt } from './reply.ts';

export const openSaid = (sealed: Buffer, cipher: FieldCipher) => JSON.parse(cipher.decrypt(sealed)) as Said;

const longestWords = 1_900;

/** As it stands in the case; a control character is nobody's word. */
export function wordsOf({ kind, text, position }: Said): string {
  const words = text.replace(/[^\P{Cc}\n\t]/gu, '').trim();
  if (kind === 'image') return '（图片，见附件）';
  if (kind === 'voice')
    return `${words ? `（语音识别）${words}` : '（语音，见附件）'}`.slice(0, longestWords);
  if (kind === 'place') {
    const at = position ? `（${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}）` : '';
    return `位置：${words}${at}`.slice(0, longestWords);
  }
  return words.slice(0, longestWords);
}

interface Opening {
  senderHash: Buffer;
  /** Who signs in by the account it comes from. */
  personId: string | null;
  /** By a colleague: nobody's allowance counts. */
  decided?: boolean;
  /** Throwing takes the case back. */
  settle(tx: PoolClient, caseId: number): Promise<void>;
}

export function createOpenFromSaid({
  messages,
  intake,
  cipher,
}: {
  messages: OfficialAccountRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}) {
  /** @returns the case's number */
  return (said: Said, { senderHash, personId, decided = false, settle }: Opening): Promise<string> => {
    const { kind, text, position } = said;
    const words = wordsOf(said);
    const saying = {
      ...kindOfWords(words),
      words,
      ...(kind === 'place' && text.length >= 2 ? { place: text.slice(0, 100) } : {}),
      ...(position ? { position } : {}),
      anonymous: false,
      confidential: false,
    };
    const also = async (tx: PoolClient, caseId: number, caseNo: string) => {
      await settle(tx, caseId);
      await messages.addCorrespondent(tx, caseId, senderHash, cipher.encrypt(said.openId));
      await queueReceipt(tx, caseNo, cipher);
    };
    return intake.open(saying, 'official-account', also, { personId, decided });
  };
}
