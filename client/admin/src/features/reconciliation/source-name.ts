import { useTexts } from '../../i18n/index.tsx';
import { type DayRange, useCalendar } from './reconciliation.queries.ts';

/** What a source is called, with the merchant, shift or box it stands for: `alipay:2088…` is 支付宝 2088…. */
export function useSourceName(range: DayRange): (source: string) => string {
  const { language } = useTexts();
  const { data } = useCalendar(range);
  return source => {
    const found = data?.sources.find(each => each.source === source);
    if (!found) return source;
    const named = found.group ?? found;
    const which = source.split(':')[1] ?? '';
    return `${language === 'zh' ? named.nameZh : named.nameEn} ${which}`.trim();
  };
}
