import type { LargeReports } from '@api/types';
import { useState } from 'react';
import { getLargeReports, getQuarter, statementPdfUrl } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { QuarterFigures } from '@/features/large/quarter-figures';
import { month as monthName, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { files } from '@/platform/files';
import { useResource } from '@/state/resource';
import { currentToken } from '@/state/session';

const quartersShown = 4;

/** A large customer's statements of each month, and a quarter's load and power factor with advice. */
export default function LargeReportsPage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('largeReports');
  const reports = useResource(`large:${accountNo}`, () => getLargeReports(accountNo));
  return (
    <Page title={t('large.title')} wide>
      <ResourceView of={reports} skeleton={{ cards: 2 }}>
        {({ large, statements, quarters }) =>
          large ? (
            <>
              <Quarters accountNo={accountNo} quarters={quarters} />
              <Statements accountNo={accountNo} statements={statements} />
            </>
          ) : (
            <Empty title={t('large.not')} how={t('large.not.how')} />
          )
        }
      </ResourceView>
    </Page>
  );
}

function Quarters({ accountNo, quarters }: { accountNo: string; quarters: string[] }) {
  const t = useTexts();
  const [chosen, choose] = useState<string | null>(null);
  const quarter = chosen ?? quarters[0];
  if (!quarter)
    return (
      <Card title={t('large.quarter')}>
        <Box className="quiet">{t('large.quarter.none')}</Box>
      </Card>
    );
  return (
    <Card title={t('large.quarter')}>
      <Choice
        label={t('large.quarter.choose')}
        value={quarter}
        onChange={choose}
        options={quarters.slice(0, quartersShown).map(value => ({
          value,
          name: t('large.quarter.name', { year: value.slice(0, 4), quarter: value.slice(6) }),
        }))}
      />
      <Quarter key={quarter} accountNo={accountNo} quarter={quarter} />
    </Card>
  );
}

function Quarter({ accountNo, quarter }: { accountNo: string; quarter: string }) {
  const figures = useResource(`quarter:${accountNo}:${quarter}`, () => getQuarter(accountNo, quarter));
  return (
    <ResourceView of={figures} skeleton={{ lines: 8 }}>
      {report => <QuarterFigures report={report} />}
    </ResourceView>
  );
}

type StatementsProps = Pick<LargeReports, 'statements'> & { accountNo: string };

function Statements({ accountNo, statements }: StatementsProps) {
  const t = useTexts();
  const { error, run } = useBusy();
  const open = (month: string) =>
    files.openPdf({
      url: statementPdfUrl(accountNo, month),
      token: currentToken(),
      name: `statement-${accountNo}-${month}.pdf`,
    });
  return (
    <Card title={t('large.statements')}>
      {statements.length === 0 && <Box className="quiet">{t('large.statements.none')}</Box>}
      {error && <ErrorState error={error} />}
      <Box className="rows">
        {statements.map(({ month, totalFen, owedFen }) => (
          <LinkRow
            key={month}
            title={t('large.statement', { month: monthName(month, t.language) })}
            detail={[
              t('large.total', { total: yuan(totalFen) }),
              owedFen > 0 && t('large.owed', { owed: yuan(owedFen) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            onPress={() => void run(() => open(month))}
          />
        ))}
      </Box>
    </Card>
  );
}
