/** A conversation that has its case goes on: what its person says after that is part of the case when the conversation ends. */
import type { PoolClient } from 'pg';
import type { ChatRow } from './chat.repository.ts';
import type { ChatCore } from './core.ts';

/**
 * In the transaction that ends the conversation, under its lock.
 * @returns false where the case is no longer worked on: whoever waits for an answer gets none there
 */
export async function handOnWords(
  { cases, messages, cipher }: Pick<ChatCore, 'cases' | 'messages' | 'cipher'>,
  tx: PoolClient,
  { id, caseNo, chatNo, personId }: ChatRow,
): Promise<boolean> {
  if (!caseNo) return false;
  const words = await messages.wordsOfPerson(id, tx);
  if (words.length === 0) return true;
  const said = words.map(each => cipher.decrypt(each)).join('\n');
  return cases.goOn(tx, { caseNo, personId, words: said, chatNo });
}
