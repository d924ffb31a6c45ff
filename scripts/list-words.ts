/**
 * Words of the staff view that its lists taken away as files speak as well: server/src/infra/tables/list-words.ts is written from the staff
 * view's own dictionaries, so that each is said in one place.
 */
import { wordsEn } from '../client/admin/src/i18n/words.en.ts';
import { wordsZh } from '../client/admin/src/i18n/words.zh.ts';

const groups = [
  'application',
  'audit-action',
  'books',
  'case',
  'case-class',
  'case-grade',
  'case-kind',
  'case-source',
  'category',
  'channel',
  'claim',
  'debit-code',
  'debit-file',
  'difference-class',
  'difference-kind',
  'difference-resolution',
  'difference-status',
  'dunning',
  'dunning-stop',
  'event',
  'exception',
  'field-order',
  'gateway',
  'instalments',
  'ledger-account',
  'ledger-kind',
  'mandate',
  'notice',
  'notice-to',
  'notice-why',
  'odd-action',
  'odd-kind',
  'outage-kind',
  'outage-status',
  'payment-status',
  'product',
  'refund-status',
  'refund-way',
  'shift',
  'supply',
  'supply-action',
  'supply-code',
  'supply-command',
  'taking',
  'tender',
  'way',
  'way-state',
];

type Words = Record<'zh' | 'en', Record<string, string>>;

/** The features bring their pages with them, which this program's types know nothing of: they are read at run time. */
async function featureWords(): Promise<Words[]> {
  const file = new URL('../client/admin/src/app/features.ts', import.meta.url);
  const { features } = (await import(file.href)) as { features: { words?: Words }[] };
  return features.flatMap(({ words }) => words ?? []);
}

export async function describeListWords(): Promise<string> {
  const ofFeatures = await featureWords();
  const all = (language: 'zh' | 'en'): Record<string, string> =>
    Object.assign({}, language === 'zh' ? wordsZh : wordsEn, ...ofFeatures.map(words => words[language]));
  const [zh, en] = [all('zh'), all('en')];
  const lines = groups.flatMap(group => {
    const words = Object.keys(zh)
      .filter(key => key.startsWith(`${group}.`) && !key.endsWith('-hint'))
      .sort();
    if (words.length === 0) throw new Error(`no words for ${group}`);
    return [
      `  '${group}': {`,
      ...words.map(
        key =>
          `    ${quoted(key.slice(group.length + 1))}: { zh: ${quoted(zh[key]!)}, en: ${quoted(en[key]!)} },`,
      ),
      '  },',
    ];
  });
  return `/** Generated from the staff view's dictionaries by npm run docs (scripts/list-words.ts). */
import type { Wording } from '../../shared/errors.ts';

export const listWords = {
${lines.join('\n')}
} satisfies Record<string, Record<string, Wording>>;

export type WordGroup = keyof typeof listWords;
`;
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
