import { useQuery } from '@tanstack/react-query';
import { Input, Table } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import { get } from '../../api/http.ts';
import type { TrialBalance } from '../../api/ledger.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Line = TrialBalance['accounts'][number];

export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const to = params.get('to') ?? '';
  const balance = useQuery({
    queryKey: ['trial-balance', to],
    queryFn: () => get<TrialBalance>('/staff/ledger/trial-balance', { to }),
    placeholderData: previous => previous,
  });
  return (
    <>
      <PageHead title={t('ledger.title')} hint={t('ledger.hint')} />
      <div className="filters">
        <FilterField label={t('ledger.as-of')}>
          {id => (
            <Input
              id={id}
              type="date"
              value={to}
              style={{ width: 160 }}
              onChange={event => setParams(event.target.value ? { to: event.target.value } : {})}
            />
          )}
        </FilterField>
        <ListTools
          page="trial-balance"
          exports={{
            route: 'GET /staff/exports/trial-balance',
            path: '/staff/exports/trial-balance',
            query: { to },
          }}
        />
      </div>
      <div className="sheet">
        <Loaded query={balance} rows={12}>
          {data => <BalanceTable balance={data} />}
        </Loaded>
      </div>
    </>
  );
}

function BalanceTable({
  balance: { accounts, debitFen: debit, creditFen: credit },
}: {
  balance: TrialBalance;
}) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const word = useWord();
  return (
    <DataTable<Line>
      label={t('ledger.title')}
      wraps
      rowKey="code"
      dataSource={accounts}
      columns={[
        {
          title: t('posting.account'),
          dataIndex: 'code',
          render: (code: string, line) => (
            <>
              <Link className="row-link" to={`/ledger/postings?account=${encodeURIComponent(code)}`}>
                {language === 'zh' ? line.nameZh : line.nameEn}
              </Link>{' '}
              <span className="soft">
                <Mono>{code}</Mono>
              </span>
            </>
          ),
        },
        { title: t('ledger.kind'), dataIndex: 'kind', render: (kind: string) => word('ledger-kind', kind) },
        {
          title: t('ledger.debit'),
          dataIndex: 'debitFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('ledger.credit'),
          dataIndex: 'creditFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('ledger.balance'),
          dataIndex: 'balanceFen',
          align: 'right',
          render: (fen: number) => (
            <span>
              {fen === 0 ? (
                '—'
              ) : (
                <>
                  <span className="soft">{fen > 0 ? t('posting.debit') : t('posting.credit')} </span>
                  <Money fen={Math.abs(fen)} />
                </>
              )}
            </span>
          ),
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={2}>
            <strong>{t('posting.sum')}</strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            <Money fen={debit} strong />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right">
            <Money fen={credit} strong />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} align="right">
            <strong style={{ color: debit === credit ? 'var(--green)' : 'var(--red)' }}>
              {debit === credit ? t('ledger.balanced') : t('ledger.unbalanced')}
            </strong>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}
