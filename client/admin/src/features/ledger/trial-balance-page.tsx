import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { get } from '../../api/http.ts';
import type { TrialBalance } from '../../api/ledger.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';

type Line = TrialBalance['accounts'][number];

export function Page() {
  const { t } = useTexts();
  const balance = useQuery({
    queryKey: ['trial-balance'],
    queryFn: () => get<TrialBalance>('/staff/ledger/trial-balance'),
  });
  return (
    <>
      <PageHead title={t('ledger.title')} hint={t('ledger.hint')} />
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
  const { t, language } = useTexts();
  const word = useWord();
  return (
    <DataTable<Line>
      label={t('ledger.title')}
      rowKey="code"
      dataSource={accounts}
      columns={[
        {
          title: t('posting.account'),
          dataIndex: 'code',
          render: (code: string, line) => (
            <>
              {language === 'zh' ? line.nameZh : line.nameEn}{' '}
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
