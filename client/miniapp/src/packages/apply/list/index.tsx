import type { ApplicationBrief } from '@api/types';
import { getApplications } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { FinalBills } from '@/features/apply/final-bills';
import { inLanguage } from '@/features/apply/in-language';
import { statusName } from '@/features/apply/stages';
import { day } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** What I have applied for, and how each of it stands. */
export default function ApplicationsPage() {
  const t = useTexts();
  const applications = useResource('applications', getApplications);
  const begin = { name: t('apply.new'), onPress: () => go('applyKinds', {}) };
  return (
    <Page title={t('apply.title')}>
      <FinalBills />
      <ResourceView of={applications} skeleton={{ cards: 2 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('apply.none.title')} how={t('apply.none.how')} action={begin} />
          ) : (
            <>
              <Box className="actions">
                <Press look="main" onPress={begin.onPress}>
                  {begin.name}
                </Press>
              </Box>
              <Card className="card--rows">
                {list.map(one => (
                  <LinkRow
                    key={one.caseNo}
                    title={inLanguage(one.kind.name, t)}
                    detail={detailOf(one, t)}
                    value={statusName(one, t)}
                    onPress={() =>
                      go(one.status === 'draft' ? 'applyForm' : 'application', { caseNo: one.caseNo })
                    }
                  />
                ))}
              </Card>
            </>
          )
        }
      </ResourceView>
    </Page>
  );
}

function detailOf(
  { status, following, stepName, dueOn, endedAt, createdAt }: ApplicationBrief,
  t: Translate,
) {
  const parts = [
    following && t('apply.following'),
    stepName && inLanguage(stepName, t),
    status === 'draft' && t('apply.begun', { day: day(createdAt, t.language) }),
    endedAt
      ? t('apply.ended', { day: day(endedAt, t.language) })
      : dueOn && t('apply.due', { day: day(dueOn, t.language) }),
  ];
  return parts.filter(Boolean).join(' · ');
}
