/** Every kind of booking, step of a payment, thing to pay and audited action of the server has a word in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { features } from '../app/features.ts';
import { wordsEn } from './words.en.ts';
import { wordsZh } from './words.zh.ts';

const root = join(import.meta.dirname, '../../../..');
const sourcesOf = (folder: string, form: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => form.test(file) && !/\.test\.ts$|infra\/prisma/.test(file))
    .map(file => readFileSync(join(root, folder, file), 'utf8'));
const server = sourcesOf('server/src', /\.ts$/);
const sql = [...sourcesOf('prisma/migrations', /\.sql$/), ...server];

const found = (texts: string[], form: RegExp) => [
  ...new Set(texts.flatMap(text => [...text.matchAll(form)].map(([, word]) => word!))),
];

function ledgerKinds(): string[] {
  // The functions that are told the kind, and the statements that write it themselves.
  const posting = found(sql, /FUNCTION (post_\w+)\(\s*p_kind/g);
  const told = posting.flatMap(name => found(sql, new RegExp(`${name}\\(\\s*'([a-z-]+)'`, 'g')));
  const written = found(sql, /INSERT INTO ledger_transactions [^']*SELECT transaction_id, '([a-z-]+)'/g);
  const settled = [/ THEN '([a-z-]+)' ELSE '[a-z-]+' END AS kind/g, / ELSE '([a-z-]+)' END AS kind/g];
  return [...new Set([...told, ...written, ...settled.flatMap(form => found(sql, form))])].sort();
}

/** What is written into a payment's timeline: the word after the payment's id, or the word a note is given. */
function eventKinds(): string[] {
  const written = found(
    sql,
    /(?:INTO payment_events \(payment_id, kind, detail\)\s+SELECT|INTO payment_events \(payment_id, kind, detail\) VALUES \() ?[\w.]+, '([a-z-]+)'/g,
  );
  const noted = found(server, /\bnote\([\w.]+, '([a-z-]+)'/g);
  return [...new Set([...written, ...noted])].sort();
}

/** What can be paid, by the kinds that the database lets through and those that are written. */
const payableKinds = [
  ...new Set([
    ...found(sql, /INSERT INTO payables [^;]*?'(bill|prepayment|late-fee|service-fee)'/g),
    ...found(sql, /\b(?:payables|y|payable)\.kind (?:=|IN \() ?'([a-z-]+)'/g),
  ]),
].sort();

/** Accounts of the books: those every book begins with, and those a migration adds. */
const ledgerAccounts = found(
  sql.flatMap(text => text.match(/INSERT INTO ledger_accounts [^;]*;/g) ?? []),
  /\(\s*'([a-z:-]+)'/g,
).sort();

const actionLines = server.flatMap(text => text.match(/\baction: [^\n]*/g) ?? []);
const actions = found(actionLines, /'([a-z-]+\.[a-z.-]+)'/g).sort();
/** `case.${act}`: what stands before the variable. */
const families = found(actionLines, /`([a-z-]+\.)\$\{/g).sort();

test('the kinds and actions are found at all', () => {
  expect(ledgerKinds()).toEqual(
    expect.arrayContaining(['collection', 'till-closed', 'late-fee', 'bill-issued']),
  );
  expect(actions.length).toBeGreaterThan(100);
  expect(families).toContain('case.');
  expect(eventKinds()).toEqual(
    expect.arrayContaining(['created', 'gateway-answered', 'close-asked', 'reversal-asked']),
  );
  expect(ledgerAccounts).toEqual(expect.arrayContaining(['receivable', 'service-fee-income']));
  expect(payableKinds).toEqual(expect.arrayContaining(['late-fee', 'service-fee']));
});

describe.each(['zh', 'en'] as const)('in %s', language => {
  const words = Object.keys(
    Object.assign({}, language === 'zh' ? wordsZh : wordsEn, ...features.map(one => one.words?.[language])),
  );
  const without = (group: string, named: string[]) => named.filter(one => !words.includes(`${group}.${one}`));

  test('no booking is shown by its code', () => expect(without('books', ledgerKinds())).toEqual([]));
  test('no step of a payment is shown by its code', () => expect(without('event', eventKinds())).toEqual([]));
  test('nothing that is paid is shown by its code', () =>
    expect(without('payable', payableKinds)).toEqual([]));
  test('no account of the books is shown by its code', () =>
    expect(without('ledger-account', ledgerAccounts)).toEqual([]));
  test('no audited action is shown by its code', () => expect(without('audit-action', actions)).toEqual([]));
  test('every family of actions has words', () => {
    const bare = families.filter(family => !words.some(word => word.startsWith(`audit-action.${family}`)));
    expect(bare).toEqual([]);
  });
});
