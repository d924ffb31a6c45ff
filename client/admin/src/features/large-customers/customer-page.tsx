import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { Allowed, useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type LargeFile, type Load, useLargeFile } from './large.queries.ts';
import { LoadDialog } from './load-dialog.tsx';
import { factorOf } from './load-months.ts';
import { QuarterSheet } from './quarter-sheet.tsx';
import { texts } from './texts.ts';

/** One large customer: charts with advice, what was entered, statements. */
export function Page() {
  const { accountNo = '' } = useParams();
  const file = useLargeFile(accountNo);
  return <Loaded query={file}>{shown => <Shown file={shown} />}</Loaded>;
}

function Shown({ file }: { file: LargeFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [entering, setEntering] = useState(false);
  const { accountNo, name, quarters, loads } = file;
  return (
    <>
      <PageHead
        title={name}
        hint={
          <>
            <span className="mono">{accountNo}</span>{' '}
            {may('GET /staff/accounts/:accountNo') ? (
              <Link to={`/accounts/${accountNo}`}>{t('open-account')}</Link>
            ) : null}
          </>
        }
      >
        <Allowed to="POST /staff/accounts/:accountNo/load-months">
          <Button type="primary" onClick={() => setEntering(true)}>
            {t('enter')}
          </Button>
        </Allowed>
      </PageHead>
      {quarters.length > 0 ? <QuarterSheet accountNo={accountNo} quarters={quarters} loads={loads} /> : null}
      <Loads loads={loads} />
      <Statements file={file} />
      {entering ? <LoadDialog accountNo={accountNo} onClose={() => setEntering(false)} /> : null}
    </>
  );
}

function Loads({ loads }: { loads: Load[] }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const figure = (title: string, key: 'maxDemand' | 'active' | 'reactive') => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: Load) => <span className="figures">{row[key].toLocaleString('en-US')}</span>,
  });
  return (
    <Sheet title={t('loads')} flush>
      {loads.length === 0 ? (
        <EmptyState title={t('no-loads')} hint={t('no-loads-hint')} />
      ) : (
        <DataTable<Load>
          label={t('loads')}
          wraps
          rowKey="month"
          dataSource={loads}
          columns={[
            {
              title: t('month'),
              key: 'month',
              render: (_, { month }) => <span className="figures">{month}</span>,
            },
            figure(t('demand-kw'), 'maxDemand'),
            figure(t('active-kwh'), 'active'),
            figure(t('reactive-kvarh'), 'reactive'),
            {
              title: t('factor'),
              key: 'factor',
              align: 'right',
              render: (_, { powerFactor }) => <span className="figures">{factorOf(powerFactor)}</span>,
            },
            {
              title: t('by'),
              key: 'by',
              render: (_, { recordedBy }) => nameOf(recordedBy),
            },
          ]}
        />
      )}
    </Sheet>
  );
}

const aYear = 12;

function Statements({ file: { accountNo, statements } }: { file: LargeFile }) {
  const t = useFeatureTexts(texts);
  type Row = LargeFile['statements'][number];
  return (
    <Sheet title={t('statements')} flush>
      {statements.length === 0 ? (
        <EmptyState title={t('no-statements')} hint={t('no-statements-hint')} />
      ) : (
        <DataTable<Row>
          label={t('statements')}
          wraps
          rowKey="month"
          dataSource={statements}
          pageSize={aYear}
          columns={[
            {
              title: t('month'),
              key: 'month',
              render: (_, { month }) => <span className="figures">{month}</span>,
            },
            {
              title: t('total'),
              key: 'total',
              align: 'right',
              render: (_, { totalFen }) => <Money fen={totalFen} />,
            },
            {
              title: t('owed'),
              key: 'owed',
              align: 'right',
              render: (_, { owedFen }) => <Money fen={owedFen} owed />,
            },
            {
              key: 'pdf',
              width: 80,
              render: (_, { month }) => (
                <a
                  href={`/api/v1/staff/accounts/${accountNo}/statements/${month}/pdf`}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={t('statement-pdf', { month })}
                >
                  {t('pdf')}
                </a>
              ),
            },
          ]}
        />
      )}
    </Sheet>
  );
}
