import type { ServiceCase } from '@api/types';
import { getCase } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { StageLine } from '@/components/stage-line';
import { Box, Press } from '@/elements/elements';
import { Attachments } from '@/features/cases/attachments';
import { CaseActions } from '@/features/cases/case-actions';
import { RateCase } from '@/features/cases/rate-case';
import { ResponsibleFacts } from '@/features/cases/responsible';
import { stagesOf } from '@/features/cases/stages';
import { actName, className, kindName, outcomeName } from '@/features/cases/words';
import { RepairCard } from '@/features/repairs/repair-card';
import { SuggestionWishCard } from '@/features/service/suggestion-wish';
import { moment, spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** One case: where it stands, who has it, by when I hear, and what I can do about it. */
export default function CasePage() {
  const t = useTexts();
  const { caseNo } = usePageParams('case');
  const found = useResource(caseNo ? `case:${caseNo}` : null, () => getCase(caseNo ?? ''));
  return (
    <Page title={t('cases.title')} wide>
      {!caseNo && <Empty title={t('cases.none.title')} how={t('cases.none.how')} />}
      {caseNo && (
        <ResourceView of={found} skeleton={{ cards: 3 }}>
          {shown => (
            <>
              <Head shown={shown} />
              {shown.kind === 'repair' && <RepairCard caseNo={shown.caseNo} onMoved={found.reload} />}
              {shown.answer && <Answer shown={shown} />}
              {shown.outcome === 'adopted' && (
                <SuggestionWishCard caseNo={shown.caseNo} anonymous={shown.anonymous} />
              )}
              {shown.acts.includes('accept') && <RateCase shown={shown} onChanged={found.replace} />}
              <Said shown={shown} />
              <Attachments shown={shown} onChanged={async () => found.replace(await getCase(shown.caseNo))} />
              <Timeline shown={shown} />
              <CaseActions shown={shown} onChanged={found.replace} />
            </>
          )}
        </ResourceView>
      )}
    </Page>
  );
}

function Head({ shown }: { shown: ServiceCase }) {
  const t = useTexts();
  const { kind, status, owner, wishedName, promisedAt, mergedInto, responsible } = shown;
  return (
    <Card tone={status === 'paused' ? 'owed' : 'plain'} title={kindName(kind, t)}>
      <Box className="heading heading--3">{t(`cases.status.${status}`)}</Box>
      <StageLine label={t('case.timeline')} stages={stagesOf(shown, t)} />
      {status === 'merged' && !mergedInto && <Box>{t('case.merged.another')}</Box>}
      {mergedInto && (
        <>
          <Box>{t('case.merged', { caseNo: mergedInto })}</Box>
          <Press look="text" onPress={() => go('case', { caseNo: mergedInto })}>
            {t('case.merged.open')}
          </Press>
        </>
      )}
      <Facts>
        <Fact name={t('case.due')}>{moment(promisedAt, t.language)}</Fact>
        <ResponsibleFacts responsible={responsible} />
        {!owner && wishedName && <Fact name={t('case.wished')}>{wishedName}</Fact>}
      </Facts>
    </Card>
  );
}

function Answer({ shown: { outcome, answer, remedy, rating } }: { shown: ServiceCase }) {
  const t = useTexts();
  return (
    <Card title={t('case.answer')} tone="credited">
      {outcome && <Box className="heading heading--3">{outcomeName(outcome, t)}</Box>}
      <Box className="prose">{answer}</Box>
      <Facts>
        {remedy && (
          <Fact long name={t('case.remedy')}>
            {remedy}
          </Fact>
        )}
        {rating && <Fact name={t('case.rated')}>{t('case.rated.stars', { count: rating.stars })}</Fact>}
      </Facts>
    </Card>
  );
}

function Said({ shown }: { shown: ServiceCase }) {
  const t = useTexts();
  const { words, complaintClass, accountNo, place, caseNo, openedAt } = shown;
  return (
    <Card title={t('case.words')}>
      <Box className="prose">{words}</Box>
      <Facts>
        {complaintClass && <Fact name={t('case.class')}>{className(complaintClass, t)}</Fact>}
        {accountNo && <Fact name={t('case.household')}>{spacedNumber(accountNo)}</Fact>}
        {place && <Fact name={t('case.place')}>{place}</Fact>}
        <Fact name={t('case.opened')}>{moment(openedAt, t.language)}</Fact>
        <Fact name={t('case.number')}>{caseNo}</Fact>
      </Facts>
    </Card>
  );
}

function Timeline({ shown: { events } }: { shown: ServiceCase }) {
  const t = useTexts();
  return (
    <Card title={t('case.timeline')}>
      <Box as="ol" className="plain-list rows">
        {[...events].reverse().map(({ at, act, by, words }) => (
          <Box as="li" key={`${at}${act}`} className="rows__part">
            <Box className="spread">
              <Box>{actName({ act, by }, t)}</Box>
              <Box className="quiet">{moment(at, t.language)}</Box>
            </Box>
            {words && <Box className="quiet">{words}</Box>}
          </Box>
        ))}
      </Box>
    </Card>
  );
}
