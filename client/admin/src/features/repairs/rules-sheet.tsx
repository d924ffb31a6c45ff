import { RulesSheet } from '../../components/rules-sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

const names = [
  'arrive-city-minutes',
  'arrive-rural-minutes',
  'arrive-remote-minutes',
  'restore-city-minutes',
  'restore-rural-minutes',
  'restore-remote-minutes',
  'accept-minutes',
  'warn-minutes',
  'second-visit-days',
] as const;

/** By when a crew accepts, arrives and mends. */
export function RepairRulesSheet() {
  const t = useFeatureTexts(texts);
  return (
    <RulesSheet
      title={t('rules')}
      path="/staff/repair-rules"
      mayBeSetBy="POST /staff/repair-rules"
      group="repair-rule"
      names={names}
      least={1}
      most={2880}
    />
  );
}
