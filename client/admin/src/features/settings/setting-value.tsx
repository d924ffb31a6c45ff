import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** A sum, a time, a word, or a name in both languages. */
export function SettingValue({ name, value }: { name: string; value: unknown }) {
  const t = useFeatureTexts(texts);
  if (name === 'messagesPerDay') return t('settings.per-day', { count: Number(value) });
  if (name.startsWith('messageTries')) return t('settings.times', { count: Number(value) });
  if (name.endsWith('Days')) return t('settings.days', { count: Number(value) });
  if (name === 'unusualUseLeastKwh') return `${String(value)} kWh`;
  if (typeof value === 'number')
    return name.endsWith('Fen') ? <Money fen={value} /> : t('settings.minutes', { count: value });
  if (typeof value === 'object' && value !== null) {
    const { zh, en } = value as { zh: string; en: string };
    return (
      <>
        {zh}
        <div className="soft">{en}</div>
      </>
    );
  }
  return String(value);
}
