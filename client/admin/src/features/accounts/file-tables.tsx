import { Button } from 'antd';
import { Link } from 'react-router-dom';
import type { AccountFile, FileBill, FileBinding, FilePayment } from '../../api/accounts.types.ts';
import { dayOf } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Consent = AccountFile['consents'][number];

export function FileBills({ bills, onOpen }: { bills: FileBill[]; onOpen: (billNo: string) => void }) {
  const t = useFeatureTexts(texts);
  if (bills.length === 0) return <EmptyState title={t('file.no-bills')} hint={t('file.no-bills-hint')} />;
  return (
    <DataTable<FileBill>
      label={t('file.bills')}
      rowKey="billNo"
      dataSource={bills}
      pageSize={12}
      columns={[
        {
          title: t('bill.month'),
          dataIndex: 'month',
          render: (month: string, bill) =>
            bill.status === 'reversal' ? (
              <span className="figures">{month}</span>
            ) : (
              <Button
                type="link"
                size="small"
                className="figures"
                style={{ paddingInline: 0 }}
                onClick={() => onOpen(bill.billNo)}
              >
                {month}
              </Button>
            ),
        },
        {
          title: t('bill.energy'),
          dataIndex: 'energy',
          align: 'right',
          render: (energy: string, bill) => (
            <span className="figures">
              {energy}
              {bill.estimated ? ` ${t('bill.estimated')}` : ''}
            </span>
          ),
        },
        {
          title: t('bill.total'),
          dataIndex: 'totalFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('bill.outstanding'),
          key: 'outstanding',
          align: 'right',
          render: (_, bill) => (
            <Money fen={/^revers/.test(bill.status) ? 0 : bill.totalFen - bill.paidFen} owed />
          ),
        },
        { title: t('bill.due'), dataIndex: 'dueOn', className: 'figures' },
        {
          title: t('bill.status'),
          dataIndex: 'status',
          render: (status: string) => <StatusTag group="bill-status" status={status} />,
        },
        { title: t('bill.no'), dataIndex: 'billNo', render: (no: string) => <Mono>{no}</Mono> },
      ]}
    />
  );
}

export function FilePayments({ payments }: { payments: FilePayment[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (payments.length === 0)
    return <EmptyState title={t('file.no-payments')} hint={t('file.no-payments-hint')} />;
  return (
    <DataTable<FilePayment>
      label={t('file.payments')}
      rowKey="paymentNo"
      dataSource={payments}
      pageSize={12}
      columns={[
        {
          title: t('payment.no'),
          dataIndex: 'paymentNo',
          render: (no: string) => (
            <Link className="row-link mono" to={`/payments/${no}`}>
              {no}
            </Link>
          ),
        },
        { title: t('payment.created'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
        {
          title: t('payment.gateway'),
          dataIndex: 'gateway',
          render: (gateway: string) => word('gateway', gateway),
        },
        {
          title: t('payment.amount'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('payment.refunded'),
          dataIndex: 'refundedFen',
          align: 'right',
          render: (fen: number, { refundingFen }) => (
            <>
              {fen || !refundingFen ? fen ? <Money fen={fen} /> : '—' : null}
              {refundingFen ? (
                <div className="soft">
                  {t('payment.refunding')} <Money fen={refundingFen} />
                </div>
              ) : null}
            </>
          ),
        },
        {
          title: t('payment.status'),
          dataIndex: 'status',
          render: (status: string) => <StatusTag group="payment-status" status={status} />,
        },
      ]}
    />
  );
}

export function BindingTable({ bindings }: { bindings: FileBinding[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (bindings.length === 0) return <EmptyState title={t('file.no-bindings')} />;
  return (
    <DataTable<FileBinding>
      label={t('file.bindings')}
      wraps
      rowKey="bindingId"
      dataSource={bindings}
      pageSize={12}
      columns={[
        {
          title: t('binding.person'),
          dataIndex: 'phoneMasked',
          render: (phone: string | null, row) => (
            <>
              {phone ? <Mono>{phone}</Mono> : '—'}
              <div className="soft">
                {row.providers.map(provider => word('provider', provider)).join(' · ')}
              </div>
            </>
          ),
        },
        {
          title: t('binding.level'),
          dataIndex: 'level',
          render: (level: string, row) => (
            <>
              {word('level', level)}
              {row.isHolder ? ` · ${t('binding.holder')}` : ''}
            </>
          ),
        },
        {
          title: t('binding.since'),
          dataIndex: 'since',
          render: (since: string, row) => (
            <span className="figures">
              {dayOf(since)}
              {row.removedAt ? ` – ${dayOf(row.removedAt)}` : ''}
            </span>
          ),
        },
      ]}
    />
  );
}

/** What was agreed to, by whom and since when: the hall's privacy policy, a wallet's or a bank's debits. */
export function ConsentTable({ consents }: { consents: Consent[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (consents.length === 0) return <EmptyState title={t('consents.none')} hint={t('consents.none-hint')} />;
  return (
    <DataTable<Consent>
      label={t('consents.title')}
      wraps
      rowKey={({ kind, subject, since }) => kind + subject + since}
      dataSource={consents}
      pageSize={12}
      columns={[
        {
          title: t('consents.what'),
          key: 'what',
          render: (_, { kind, subject }) => (
            <>
              {t(`consent.${kind}`)}
              <div className="soft">
                {kind === 'auto-pay'
                  ? word('gateway', subject)
                  : kind === 'privacy-policy'
                    ? t('consent.edition', { day: subject })
                    : subject}
              </div>
            </>
          ),
        },
        {
          title: t('consents.who'),
          dataIndex: 'phoneMasked',
          render: (phone: string | null) => (phone ? <Mono>{phone}</Mono> : '—'),
        },
        {
          title: t('consents.since'),
          key: 'since',
          render: (_, { since, until }) => (
            <span className="figures">
              {dayOf(since)}
              {until ? ` – ${dayOf(until)}` : ''}
            </span>
          ),
        },
      ]}
    />
  );
}

/** Everybody who held the account; another period's file is a click away, and the look at it is logged. */
export function HolderTable({ file }: { file: AccountFile }) {
  const t = useFeatureTexts(texts);
  return (
    <DataTable<AccountFile['holders'][number]>
      label={t('holders.title')}
      wraps
      rowKey="contractNo"
      dataSource={file.holders}
      rowClassName={row => (row.contractNo === file.holder?.contractNo ? 'ant-table-row-selected' : '')}
      columns={[
        {
          title: t('account.name'),
          dataIndex: 'nameMasked',
          render: (name: string | null, row) => (
            <Link className="row-link" to={`?contractNo=${row.contractNo}`}>
              {name ?? '—'}
            </Link>
          ),
        },
        {
          title: t('file.period'),
          key: 'period',
          render: (_, row) => (
            <>
              <span className="figures">
                {row.from} – {row.to ?? ''}
              </span>
              <div className="soft">{t(`holding.${row.state}`)}</div>
            </>
          ),
        },
      ]}
    />
  );
}
