import type { ServiceReport } from '@api/types';
import { getServiceReports, serviceReportPdfUrl } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { kindName } from '@/features/cases/words';
import { month as monthName } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { files } from '@/platform/files';
import { useResource } from '@/state/resource';

/** 焦点访谈: what people said last month and what came of it, with nobody in it. */
export default function ReportsPage() {
  const t = useTexts();
  const reports = useResource('service-reports', getServiceReports);
  return (
    <Page title={t('reports.title')} open wide>
      <ResourceView of={reports} skeleton={{ cards: 2 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('reports.none.title')} how={t('reports.none.how')} />
          ) : (
            list.map(report => <Report key={report.month} report={report} />)
          )
        }
      </ResourceView>
    </Page>
  );
}

function Report({ report: { month, content } }: { report: ServiceReport }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const { kinds, ratings, followUps, findings } = content;
  const open = () =>
    files.openPdf({ url: serviceReportPdfUrl(month), token: null, name: `service-report-${month}.pdf` });
  return (
    <Card title={monthName(month, t.language)}>
      <Facts>
        {kinds.map(({ kind, opened, answered, inTime }) => (
          <Fact key={kind} name={kind === 'reminder' ? t('reports.reminder') : kindName(kind, t)}>
            {t('reports.kind', { opened, answered, inTime })}
          </Fact>
        ))}
        <Fact name={t('reports.ratings')}>
          {t('reports.satisfied', { count: ratings.count, satisfied: ratings.satisfied })}
        </Fact>
        <Fact name={t('reports.follow-ups')}>
          {t('reports.satisfied', { count: followUps.answered, satisfied: followUps.satisfied })}
        </Fact>
      </Facts>
      {findings.length > 0 && (
        <>
          <Box className="heading heading--3">{t('reports.findings')}</Box>
          <Box as="ul" className="plain-list rows">
            {findings.map(({ summary }) => (
              <Box as="li" key={summary} className="rows__part">
                {summary}
              </Box>
            ))}
          </Box>
        </>
      )}
      {error && <ErrorState error={error} />}
      <Press look="quiet" disabled={busy} onPress={() => void run(open)}>
        {t('reports.pdf')}
      </Press>
    </Card>
  );
}
