import type { TextCommand } from '../command.ts';

const words: readonly [pattern: RegExp, kind: 'due' | 'pay'][] = [
  [/^(?:CX|查询)(\d{0,20})$/, 'due'],
  [/^(?:JF|缴费)(\d{0,20})$/, 'pay'],
];
const plainWords: readonly [pattern: RegExp, kind: 'opt-out' | 'opt-in' | 'help'][] = [
  [/^(?:TD|退订)$/, 'opt-out'],
  [/^(?:DY|订阅)$/, 'opt-in'],
  [/^(?:BZ|帮助|\?)$/, 'help'],
];

/** README, section 2: without regard to case, full-width forms, spaces and `#` (which only the card command needs). */
export function readCommand(text: string): TextCommand {
  const written = text.normalize('NFKC').toUpperCase().trim();
  const card = /^CZ\s*#\s*([\d\s-]+)#([\d\s-]+)(?:#\s*(\d{4,20}))?\s*$/.exec(written);
  if (card) return { kind: 'redeem', serial: card[1]!, pin: card[2]!, account: card[3] ?? null };
  const plain = written.replace(/[\s#]/g, '');
  const code = /^(?:QR|确认)?(\d{6})$/.exec(plain)?.[1];
  if (code) return { kind: 'confirm', code };
  for (const [pattern, kind] of words) {
    const match = pattern.exec(plain);
    if (match) return { kind, account: match[1] || null };
  }
  return { kind: plainWords.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown' };
}
