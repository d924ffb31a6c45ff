import type { Application } from '@api/types';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { StageLine } from '@/components/stage-line';
import { Box, Press } from '@/elements/elements';
import { Appointment } from '@/features/apply/appointment';
import { EndApplication } from '@/features/apply/end-application';
import { FinalBills } from '@/features/apply/final-bills';
import { HomeService } from '@/features/apply/home-service';
import { inLanguage } from '@/features/apply/in-language';
import { Inspections } from '@/features/apply/inspections';
import { ManagerCard } from '@/features/apply/manager-card';
import { Papers } from '@/features/apply/papers';
import { Sharing } from '@/features/apply/sharing';
import { stagesOf, statusName, statusShown } from '@/features/apply/stages';
import { ToFollow } from '@/features/apply/to-follow';
import { useApplication } from '@/features/apply/use-application';
import { Wanted } from '@/features/apply/wanted';
import { day, moment, spacedNumber, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goInstead, usePageParams } from '@/navigation/go';

/** One application: where it stands, by when, who answers for it, and what is wanted from me. */
export default function ApplicationPage() {
  const t = useTexts();
  const { caseNo } = usePageParams('application');
  const found = useApplication(caseNo);
  return (
    <Page title={t('apply.case')} wide>
      {!caseNo && <Empty title={t('apply.none.title')} how={t('apply.none.how')} />}
      {caseNo && (
        <ResourceView of={found} skeleton={{ cards: 3 }}>
          {shown => (
            <>
              <Head shown={shown} />
              {!shown.following && <Wanted shown={shown} of={found} />}
              {mayFollow(shown) && <ToFollow shown={shown} of={found} />}
              <Inspections shown={shown} />
              {shown.status === 'done' && typeof shown.result?.['lastDay'] === 'string' && <FinalBills />}
              {shown.canBook && <Appointment shown={shown} onChanged={found.replace} />}
              <Card title={t('apply.timeline')}>
                <StageLine label={t('apply.timeline')} stages={stagesOf(shown, t)} />
              </Card>
              <ManagerCard shown={shown} />
              {mayAdd(shown) && <Papers shown={shown} onChanged={found.reload} />}
              {mayWish(shown) && <HomeService shown={shown} onChanged={found.replace} />}
              {!shown.following && <Sharing shown={shown} onChanged={found.reload} />}
              <EndApplication shown={shown} onChanged={found.replace} />
            </>
          )}
        </ResourceView>
      )}
    </Page>
  );
}

/** A list that was returned shows its papers by itself. */
const mayAdd = ({ status, following, wanted, checklist }: Application) =>
  !following &&
  (status === 'open' || status === 'waiting') &&
  wanted?.kind !== 'list' &&
  checklist.length > 0;

/** In a list that was returned it is asked for there. */
const mayFollow = ({ status, following, wanted, fieldsMissing }: Application) =>
  !following &&
  (status === 'open' || status === 'waiting') &&
  wanted?.kind !== 'list' &&
  fieldsMissing.length > 0;

const mayWish = ({ status, following }: Application) =>
  !following && (status === 'open' || status === 'waiting');

const tones = {
  draft: 'plain',
  open: 'brand',
  waiting: 'owed',
  done: 'credited',
  refused: 'danger',
  withdrawn: 'plain',
} as const;

function Head({ shown }: { shown: Application }) {
  const t = useTexts();
  const { caseNo, kind, status, dueOn, submittedAt, endedAt, reason, accountNo, limitDays, daysUsed } = shown;
  const running = status === 'open' || status === 'waiting';
  return (
    <Card tone={tones[statusShown(shown)]} title={inLanguage(kind.name, t)}>
      <Box className="heading heading--3">{statusName(shown, t)}</Box>
      {shown.following && <Box className="quiet">{t('apply.following')}</Box>}
      {status === 'draft' && (
        <Press look="text" onPress={() => goInstead('applyForm', { caseNo })}>
          {t('apply.form.go-on')}
        </Press>
      )}
      <Result shown={shown} />
      <Facts>
        {running && dueOn && <Fact name={t('apply.by')}>{day(dueOn, t.language)}</Fact>}
        {running && limitDays !== null && daysUsed !== null && (
          <Fact name={t('apply.days')}>{t('apply.days.of', { used: daysUsed, limit: limitDays })}</Fact>
        )}
        {endedAt && <Fact name={t('apply.ended-at')}>{moment(endedAt, t.language)}</Fact>}
        {reason && <Fact name={t('apply.reason')}>{reason}</Fact>}
        {accountNo && <Fact name={t('household.number')}>{spacedNumber(accountNo)}</Fact>}
        {submittedAt && <Fact name={t('apply.handed-in-at')}>{moment(submittedAt, t.language)}</Fact>}
        <Fact name={t('apply.number')}>{caseNo}</Fact>
      </Facts>
    </Card>
  );
}

/** What came of it, as far as there is something to say. */
function Result({ shown: { status, result } }: { shown: Application }) {
  const t = useTexts();
  if (status !== 'done' || !result) return null;
  const { accountNo, from, lastDay, finalBillFen, meter, changedOn } = result;
  const days = ['until', 'pausedFrom', 'resumedOn'] as const;
  return (
    <>
      {typeof accountNo === 'string' && typeof from === 'string' && (
        <Box>
          {t('apply.result.opened', { accountNo: spacedNumber(accountNo), day: day(from, t.language) })}
        </Box>
      )}
      {days.map(name =>
        typeof result[name] === 'string' ? (
          <Box key={name}>{t(`apply.result.${name}`, { day: day(result[name], t.language) })}</Box>
        ) : null,
      )}
      {typeof meter === 'string' && typeof changedOn === 'string' && (
        <Box>{t('apply.result.meter', { meter, day: day(changedOn, t.language) })}</Box>
      )}
      {typeof lastDay === 'string' && (
        <Box>
          {t('apply.result.closed', {
            day: day(lastDay, t.language),
            sum: yuan(typeof finalBillFen === 'number' ? finalBillFen : 0),
          })}
        </Box>
      )}
    </>
  );
}
