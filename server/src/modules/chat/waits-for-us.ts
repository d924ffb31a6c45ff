/** Whether a person waits for our word. Pure but for opening what they said. */
import type { FieldCipher } from '../../infra/crypto.ts';
import { isCourtesy } from '../cases/index.ts';
import type { ChatRow } from './chat.repository.ts';

/** A mere 谢谢 is no word that waits for ours, once we have answered. */
export const waitsForUs = (
  { sinceOurWord, weSpoke }: Pick<ChatRow, 'sinceOurWord' | 'weSpoke'>,
  cipher: Pick<FieldCipher, 'decrypt'>,
): boolean =>
  sinceOurWord.length > 0 &&
  !(weSpoke && isCourtesy(sinceOurWord.map(each => cipher.decrypt(each)).join('\n')));
