/**
 * Chinese full-text search over words that lie encrypted. Text is cut into words and pairs of neighbouring characters, each
 * is hashed under a key of its own, and PostgreSQL's tsvector holds the hashes: a stolen table can be searched by nobody who
 * has not the key. Every two-character word is a pair, so it is found whatever the segmenter makes of its neighbours.
 */
import type { FieldCipher } from '../../infra/crypto.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const han = /^\p{Script=Han}+$/u;
/** Eight hexadecimal digits: among a million words two share a hash seldom enough to be one row too many in a list. */
const hashDigits = 8;
const mostWords = 4_000;

/** Words of any script in lower case, and all pairs of neighbouring Han characters; a lone Han character stands for itself. */
export function wordsOf(text: string): string[] {
  const found = new Set<string>();
  const plain = text.normalize('NFKC').toLowerCase();
  for (const { segment, isWordLike } of segmenter.segment(plain)) if (isWordLike) found.add(segment);
  for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) for (const pair of pairsOf(run)) found.add(pair);
  return [...found].slice(0, mostWords);
}

/** What a search asks for: all of these must be in the text. */
export function queryWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const found = new Set<string>();
  for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) for (const pair of pairsOf(run)) found.add(pair);
  for (const { segment, isWordLike } of segmenter.segment(plain))
    if (isWordLike && !han.test(segment)) found.add(segment);
  return [...found].slice(0, 40);
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => characters[index]! + character);
}

export const hashWords = (words: readonly string[], cipher: FieldCipher): string[] =>
  words.map(word => cipher.hash('case-word', word).toString('hex').slice(0, hashDigits));
