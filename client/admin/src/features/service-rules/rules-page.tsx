import { PageHead } from '../../components/page-head.tsx';
import { RulesSheet } from '../../components/rules-sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { RepairRulesSheet } from '../repairs/rules-sheet.tsx';
import { StarFormulasSheet } from './star-formulas-sheet.tsx';
import { texts } from './texts.ts';

const caseRules = [
  'complaint-contact-hours',
  'complaint-answer-days',
  'misconduct-answer-days',
  'other-answer-days',
  'promised-answer-days',
  'update-days',
  'warn-hours',
  'close-after-days',
  'reopen-days',
  'escalate-again-hours',
  'pause-most-days',
] as const;
const followUpRules = ['complaint-percent', 'other-percent', 'due-days'] as const;
const chatRules = [
  'opens-minute',
  'closes-minute',
  'rest-days',
  'most-a-minute',
  'silent-minutes',
  'owed-minutes',
  'tell-after-minutes',
] as const;
const loadRules = ['power-factor-permille', 'load-rate-percent', 'demand-rise-percent'] as const;
const chatEntries = { 'opens-minute': 'clock', 'closes-minute': 'clock', 'rest-days': 'yes' } as const;

/** What the service desk works by: limits of cases, follow-ups, the chat's hours, repairs, and how stars are worked out. */
export function Page() {
  const t = useFeatureTexts(texts);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <RulesSheet
        title={t('cases')}
        path="/staff/case-rules"
        mayBeSetBy="POST /staff/case-rules"
        group="case-rule"
        names={caseRules}
        least={1}
        most={365}
      />
      <RulesSheet
        title={t('follow-ups')}
        path="/staff/follow-up-rules"
        mayBeSetBy="POST /staff/follow-up-rules"
        group="follow-up-rule"
        names={followUpRules}
        most={100}
      />
      <RulesSheet
        title={t('chat')}
        path="/staff/chat-rules"
        mayBeSetBy="POST /staff/chat-rules"
        group="chat-rule"
        names={chatRules}
        entries={chatEntries}
        most={1440}
      />
      <RulesSheet
        title={t('load')}
        path="/staff/load-rules"
        mayBeSetBy="POST /staff/load-rules"
        group="load-rule"
        names={loadRules}
        least={1}
        most={1000}
      />
      <RepairRulesSheet />
      <StarFormulasSheet />
    </>
  );
}
