import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Facts } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type DebitItem, useFile } from './debits.queries.ts';
import { fileTones } from './debits-page.tsx';
import { FileRelease } from './file-release.tsx';
import { debitTexts } from './texts.ts';

type FileDetail = Answer<'GET /staff/debit-files/:name'>;

const itemTones: Record<string, Tone> = {
  out: 'waits',
  told: 'waits',
  taken: 'good',
  failed: 'bad',
  unknown: 'bad',
};

/** One file beside the list. */
export function Panel() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const file = useFile(name);
  return (
    <Drawer
      open
      mask={false}
      size="min(900px, calc(100vw - 56px))"
      title={<span className="mono">{name}</span>}
      onClose={() => navigate(`/debits${search}`)}
    >
      <Loaded query={file} rows={10}>
        {data => <Detail file={data} />}
      </Loaded>
    </Drawer>
  );
}

function Detail({ file }: { file: FileDetail }) {
  const t = useFeatureTexts(debitTexts);
  return (
    <>
      <Facts
        facts={[
          [
            t('status'),
            <StatusTag key="s" group="debit-file" status={file.status} tone={fileTones[file.status]} />,
          ],
          [t('total'), <Money key="t" fen={file.totalFen} />],
          [t('rows'), String(file.rows)],
          [t('taken'), file.takenFen === null ? '—' : <Money key="k" fen={file.takenFen} />],
          [t('deadline'), <At key="d" at={file.deadline} />],
          [t('clearing'), file.clearingOn ?? '—'],
          ...(file.releasedBy
            ? [
                [
                  t('released-by'),
                  <>
                    <Who did={file.releaseAskedBy} then={file.releasedBy} /> · {file.releaseReason}
                  </>,
                ] satisfies [string, ReactNode],
              ]
            : []),
        ]}
      />
      <p style={{ display: 'flex', gap: 8, margin: '12px 0' }}>
        {file.status !== 'planned' ? (
          <Allowed to="GET /staff/debit-files/:name/content">
            <Button href={`/api/v1/staff/debit-files/${file.name}/content`}>{t('download')}</Button>
          </Allowed>
        ) : null}
      </p>
      {file.status === 'expired' ? <FileRelease file={file} /> : null}
      <Items items={file.items} />
    </>
  );
}

function Items({ items }: { items: DebitItem[] }) {
  const t = useFeatureTexts(debitTexts);
  const word = useWord();
  return (
    <ListTable<DebitItem>
      list="debit-items"
      within
      label={t('item')}
      rowKey="debitNo"
      dataSource={items}
      pageSize={100}
      columns={[
        { title: '#', dataIndex: 'seq', onCell: () => ({ className: 'figures' }), width: 50 },
        {
          title: t('account'),
          dataIndex: 'accountNo',
          render: (accountNo: string) => (
            <Link className="row-link mono" to={`/accounts/${accountNo}`}>
              {accountNo}
            </Link>
          ),
        },
        {
          title: t('month'),
          key: 'month',
          // As the bank's file has it: six digits.
          render: (_, { month }) => (
            <span className="figures">{`${month.slice(0, 4)}-${month.slice(4)}`}</span>
          ),
        },
        {
          title: t('total'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('code'),
          key: 'code',
          render: (_, { status, code, remark }) => (
            <>
              <StatusTag group="debit-item" status={status} tone={itemTones[status]} />{' '}
              {code && status === 'failed' ? word('debit-code', code) : null}
              {remark ? <span className="soft"> {remark}</span> : null}
            </>
          ),
        },
        {
          title: t('serial'),
          dataIndex: 'bankSerial',
          onCell: () => ({ className: 'mono' }),
          render: (serial: string | null) => serial ?? '—',
        },
        {
          title: t('payment'),
          key: 'payment',
          render: (_, { paymentNo, retryOn }) =>
            paymentNo ? (
              <Link className="row-link mono" to={`/payments/${paymentNo}`}>
                {paymentNo}
              </Link>
            ) : retryOn && retryOn > '2000' ? (
              <span className="soft">{`${t('retry')} ${retryOn}`}</span>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}
