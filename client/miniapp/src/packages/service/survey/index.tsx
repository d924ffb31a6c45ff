import type { Survey } from '@api/types';
import { useState } from 'react';
import { answerSurvey, getSurvey } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { isAnswered, type Said, SurveyQuestion } from '@/features/service/survey-question';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** A survey, answered once and without a name. */
export default function SurveyPage() {
  const t = useTexts();
  const { surveyNo } = usePageParams('survey');
  const found = useResource(surveyNo ? `survey:${surveyNo}` : null, () => getSurvey(surveyNo ?? ''));
  return (
    <Page title={t('survey.title')}>
      {!surveyNo && <Empty title={t('survey.none.title')} how={t('survey.none.how')} />}
      {surveyNo && (
        <ResourceView of={found} skeleton={{ cards: 2 }}>
          {survey => <Questions survey={survey} onAnswered={found.replace} />}
        </ResourceView>
      )}
    </Page>
  );
}

function Questions({ survey, onAnswered }: { survey: Survey; onAnswered: (survey: Survey) => void }) {
  const t = useTexts();
  const { surveyNo, titleZh, titleEn, questions, answered } = survey;
  const [said, setSaid] = useState<Said[]>(() => questions.map(() => null));
  const { busy, error, run } = useBusy();
  const title = t.language === 'zh' ? titleZh : titleEn;
  if (answered) return <Card title={title}>{t('survey.thanks')}</Card>;
  const ready = questions.every((question, place) => isAnswered(question, said[place] ?? null));
  return (
    <>
      <Card title={title}>
        <Box className="quiet">{t('survey.nameless')}</Box>
      </Card>
      {questions.map((question, place) => (
        <SurveyQuestion
          key={question.zh}
          number={place + 1}
          question={question}
          said={said[place] ?? null}
          onSaid={next => setSaid(said.map((each, at) => (at === place ? next : each)))}
        />
      ))}
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press
          look="main"
          disabled={busy || !ready}
          onPress={() => void run(async () => onAnswered(await answerSurvey(surveyNo, said)))}
        >
          {busy ? t('state.sending') : t('survey.send')}
        </Press>
      </Box>
    </>
  );
}
