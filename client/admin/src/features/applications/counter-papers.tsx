import type { ReactNode } from 'react';
import { SendPicture } from '../../components/send-picture.tsx';
import { Facts } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type CounterDraft, useCounterAct } from './counter.queries.ts';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** The checklist with a place to scan each paper into. */
export function CounterPapers({ caseNo, checklist }: Pick<CounterDraft, 'caseNo' | 'checklist'>) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const { fresh } = useCounterAct(caseNo);
  return (
    <Facts
      facts={checklist.map(({ code, name, state, required, documents }): [string, ReactNode] => {
        const given = documents.filter(({ status }) => status === 'given').length;
        return [
          required ? inLanguage(name) : t('optional', { name: inLanguage(name) }),
          <span key={code} style={{ display: 'inline-flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
            <StatusTag
              group="application-paper"
              status={state}
              tone={state === 'given' ? 'good' : state === 'refused' ? 'bad' : required ? 'waits' : 'plain'}
            />
            {given > 0 ? t('counter-given', { count: given }) : null}
            <SendPicture
              name={t('counter-paper', { name: inLanguage(name) })}
              shown={t('counter-add')}
              accept="image/*,application/pdf"
              path={`/staff/counter-applications/${caseNo}/papers/${code}`}
              onSent={() => void fresh()}
            />
          </span>,
        ];
      })}
    />
  );
}
