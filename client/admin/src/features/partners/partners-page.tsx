import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { AdmitDialog } from './admit-dialog.tsx';
import { type PartnerSummary, usePartners } from './partners.queries.ts';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const partners = usePartners();
  const go = useNavigate();
  const [admitting, setAdmitting] = useState(false);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Allowed to="POST /staff/partners">
          <Button type="primary" onClick={() => setAdmitting(true)}>
            {t('admit')}
          </Button>
        </Allowed>
      </PageHead>
      <div className="sheet">
        <Loaded query={partners}>
          {({ partners: rows, strangers }) => (
            <>
              {rows.length === 0 ? (
                <EmptyState title={t('none-yet')} hint={t('none-hint')} />
              ) : (
                <PartnerTable rows={rows} />
              )}
              {strangers.length > 0 ? (
                <p className="soft" style={{ margin: 0, padding: '10px 16px' }}>
                  {t('strangers', {
                    list: strangers
                      .map(({ reason, count }) => `${t(`reason.${reason}` as 'reason.form')} ${count}`)
                      .join(' · '),
                  })}
                </p>
              ) : null}
            </>
          )}
        </Loaded>
      </div>
      {admitting ? (
        <AdmitDialog onClose={() => setAdmitting(false)} onDone={code => void go(`/partners/${code}`)} />
      ) : null}
    </>
  );
}

function PartnerTable({ rows }: { rows: PartnerSummary[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  return (
    <ListTable<PartnerSummary>
      list="partners"
      label={t('title')}
      rowKey="code"
      dataSource={rows}
      columns={[
        {
          title: t('name'),
          key: 'name',
          render: (_, row) => (
            <>
              <Link to={`/partners/${row.code}`}>{language === 'zh' ? row.nameZh : row.nameEn}</Link>{' '}
              <span className="mono soft">{row.code}</span>
              {row.status === 'suspended' ? (
                <>
                  {' '}
                  <StatusTag status="suspended" tone="bad" text={t('status.suspended')} />
                </>
              ) : null}
            </>
          ),
        },
        {
          title: t('channels'),
          dataIndex: 'channels',
          render: (channels: string[]) => channels.map(channel => word('channel', channel)).join(' · '),
        },
        {
          title: t('clearing-on'),
          key: 'clearing',
          render: (_, row) => (
            <span className="figures">
              {row.clearingOn} <span className="soft">→ {row.cutOff}</span>
            </span>
          ),
        },
        { title: t('payments'), dataIndex: 'payments', align: 'right', className: 'figures' },
        {
          title: t('paid'),
          dataIndex: 'paidFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('balance'),
          dataIndex: 'balanceFen',
          align: 'right',
          render: (fen: number | null, row) =>
            fen === null ? (
              '—'
            ) : (
              <>
                <Money fen={fen} />
                {row.topUpsWaiting > 0 ? (
                  <>
                    {' '}
                    <StatusTag status="awaiting-approval" text={t('top-up.awaiting-approval')} />
                  </>
                ) : null}
                {row.termsWaiting > 0 ? (
                  <>
                    {' '}
                    <StatusTag status="awaiting-approval" text={t('terms.waiting')} />
                  </>
                ) : null}
              </>
            ),
        },
        {
          title: t('bad'),
          dataIndex: 'badMessages',
          align: 'right',
          className: 'figures',
          render: (count: number) => (count > 0 ? <span className="owed">{count}</span> : '0'),
        },
        {
          title: t('seen'),
          dataIndex: 'lastSeenAt',
          render: (at: string | null) => (at ? <At at={at} /> : <span className="soft">{t('never')}</span>),
        },
      ]}
    />
  );
}
