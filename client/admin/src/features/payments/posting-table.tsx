import { Table } from 'antd';
import type { LedgerTransaction, Posting } from '../../api/payments.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/states.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';

type Line = Posting & Pick<LedgerTransaction, 'kind' | 'reference' | 'postedAt'>;

export function PostingTable({ transactions }: { transactions: LedgerTransaction[] }) {
  const { t } = useTexts();
  const word = useWord();
  const postings = transactions.flatMap(({ kind, reference, postedAt, postings: lines }) =>
    lines.map((line): Line => ({ ...line, kind, reference, postedAt })),
  );
  if (postings.length === 0) return <EmptyState title={t('posting.none')} hint={t('posting.none-hint')} />;
  const sum = (sign: 1 | -1) =>
    postings.reduce((total, posting) => total + Math.max(0, sign * posting.amountFen), 0);
  return (
    <DataTable<Line>
      label={t('posting.title')}
      rowKey={posting => `${posting.kind}-${posting.reference}-${posting.accountCode}-${posting.accountNo}`}
      dataSource={postings}
      columns={[
        { title: t('posting.at'), dataIndex: 'postedAt', render: (at: string) => <At at={at} /> },
        { title: t('posting.event'), dataIndex: 'kind', render: (kind: string) => word('books', kind) },
        {
          title: t('posting.account'),
          dataIndex: 'accountCode',
          render: (code: string) => (
            <>
              {word('ledger-account', code)}{' '}
              <span className="soft">
                <Mono>{code}</Mono>
              </span>
            </>
          ),
        },
        {
          title: t('posting.debit'),
          key: 'debit',
          align: 'right',
          render: (_, posting) => (posting.amountFen > 0 ? <Money fen={posting.amountFen} /> : null),
        },
        {
          title: t('posting.credit'),
          key: 'credit',
          align: 'right',
          render: (_, posting) => (posting.amountFen < 0 ? <Money fen={-posting.amountFen} /> : null),
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={3}>
            <strong>{t('posting.sum')}</strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            <Money fen={sum(1)} strong />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right">
            <Money fen={sum(-1)} strong />
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}
