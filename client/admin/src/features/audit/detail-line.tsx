import { yuan } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type DetailKey, detailNames, texts } from './texts.ts';

const longest = 90;
/** What a reader looks for first. */
const first = ['reason', 'note', 'amountFen'];

/** The gist of an entry in one line; the whole detail stands in the opened row. */
export function DetailLine({ detail }: { detail: Record<string, unknown> }) {
  const t = useFeatureTexts(texts);
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  const shown = (name: string, value: unknown) => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (name.endsWith('Fen') && typeof value === 'number') return yuan(value);
    if (Array.isArray(value) && value.every(one => typeof one !== 'object')) return value.join(', ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  const named = (name: string) => (detailNames.has(name) ? t(`detail.${name as DetailKey}`) : name);
  const text = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => t('audit.pair', { name: named(name), value: shown(name, value) }))
    .join(' · ');
  return (
    <span className="soft" title={text}>
      {text.length > longest ? `${text.slice(0, longest - 1)}…` : text}
    </span>
  );
}
