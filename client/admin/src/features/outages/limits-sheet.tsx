import { RulesSheet } from '../../components/rules-sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

const names = [
  'planned-notice-hours',
  'important-notice-hours',
  'fault-publish-minutes',
  'answer-within-hours',
  'board-lists-homes',
] as const;

/** The limits of notice. */
export function LimitsSheet() {
  const t = useFeatureTexts(texts);
  return (
    <RulesSheet
      title={t('rules-title')}
      path="/staff/outage-rules"
      mayBeSetBy="POST /staff/outage-rules"
      group="outage-rule"
      names={names}
      entries={{ 'board-lists-homes': 'yes' }}
      most={10_000}
      mayBeginNow
    />
  );
}
