import { Button } from 'antd';
import { useState } from 'react';
import { Link, Outlet, useSearchParams } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Mandate, useMandates } from './debits.queries.ts';
import { SignDialog } from './sign-dialog.tsx';
import { debitTexts } from './texts.ts';

export const mandateTones: Record<string, Tone> = { active: 'good', suspended: 'waits', ended: 'plain' };

export function Page() {
  const t = useFeatureTexts(debitTexts);
  const [params, setParams] = useSearchParams();
  const [page, setPage] = useState(1);
  const [signing, setSigning] = useState(false);
  const query = params.get('q') ?? '';
  const mandates = useMandates(query, undefined, page);
  return (
    <>
      <PageHead title={t('mandates-title')} hint={t('mandates-hint')}>
        <Allowed to="POST /staff/accounts/:accountNo/mandate">
          <Button type="primary" onClick={() => setSigning(true)}>
            {t('sign')}
          </Button>
        </Allowed>
      </PageHead>
      <div className="filters">
        <SearchBox
          label={t('search')}
          placeholder={t('search')}
          value={query}
          onSearch={text => {
            setPage(1);
            setParams(text ? { q: text } : {});
          }}
        />
      </div>
      <div className="sheet">
        <Loaded query={mandates}>
          {({ mandates: rows, hasMore }) =>
            rows.length === 0 ? (
              <EmptyState title={t('mandates-none')} hint={t('mandates-none-hint')} />
            ) : (
              <>
                <MandateTable rows={rows} />
                <Pager page={page} hasMore={hasMore} onPage={setPage} />
              </>
            )
          }
        </Loaded>
      </div>
      {signing ? <SignDialog onClose={() => setSigning(false)} /> : null}
      <Outlet />
    </>
  );
}

function MandateTable({ rows }: { rows: Mandate[] }) {
  const t = useFeatureTexts(debitTexts);
  const { language } = useTexts();
  return (
    <DataTable<Mandate>
      label={t('mandates-title')}
      rowKey="mandateNo"
      dataSource={rows}
      columns={[
        {
          title: t('mandate'),
          dataIndex: 'mandateNo',
          render: (mandateNo: string) => (
            <Link className="row-link mono" to={`/mandates/${mandateNo}`}>
              {mandateNo}
            </Link>
          ),
        },
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
          title: t('bank'),
          key: 'bank',
          render: (_, { bankName, accountTail }) => (
            <>
              {bankName[language]} <span className="soft">{t('tail', { tail: accountTail })}</span>
            </>
          ),
        },
        { title: t('holder'), dataIndex: 'holderNameMasked' },
        {
          title: t('status'),
          key: 'status',
          render: (_, { status, reasonText }) => (
            <>
              <StatusTag group="mandate" status={status} tone={mandateTones[status]} />
              {reasonText ? <span className="soft"> {reasonText[language]}</span> : null}
            </>
          ),
        },
        {
          title: t('signed'),
          key: 'signed',
          render: (_, { signedAt, createdAt }) => (
            <>
              <At at={createdAt} /> <span className="soft">{t(`signed-${signedAt}`)}</span>
            </>
          ),
        },
      ]}
    />
  );
}
