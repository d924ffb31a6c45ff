import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { Link, Outlet } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Mandate, useMandates } from './debits.queries.ts';
import { SignDialog } from './sign-dialog.tsx';
import { debitTexts } from './texts.ts';

const statuses = ['active', 'suspended', 'ended'] as const;

export const mandateTones: Record<string, Tone> = { active: 'good', suspended: 'waits', ended: 'plain' };

export function Page() {
  const t = useFeatureTexts(debitTexts);
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'q' | 'status'>();
  const [signing, setSigning] = useState(false);
  const filter = { query: value('q'), status: value('status') };
  const mandates = useMandates({ ...filter, page });
  const [columns, choice] = useColumns('mandates', useMandateColumns());
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
          value={value('q')}
          onSearch={q => change({ q })}
        />
        <FilterSelect
          label={t('status')}
          all={t('all')}
          width={120}
          value={value('status')}
          choices={statuses.map(status => ({ value: status, label: word('mandate', status) }))}
          onChange={status => change({ status })}
        />
        <ListTools
          page="mandates"
          columns={choice}
          exports={{ route: 'GET /staff/exports/mandates', path: '/staff/exports/mandates', query: filter }}
        />
      </div>
      <PagedSheet
        query={mandates}
        page={page}
        toPage={toPage}
        rowsOf={({ mandates: rows }) => rows}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('mandates-none'), hint: t('mandates-none-hint') }}
      >
        {({ mandates: rows }) => (
          <DataTable<Mandate>
            label={t('mandates-title')}
            rowKey="mandateNo"
            dataSource={rows}
            columns={columns}
          />
        )}
      </PagedSheet>
      {signing ? <SignDialog onClose={() => setSigning(false)} /> : null}
      <Outlet />
    </>
  );
}

function useMandateColumns(): NonNullable<TableProps<Mandate>['columns']> {
  const t = useFeatureTexts(debitTexts);
  const { language } = useTexts();
  return [
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
  ];
}
