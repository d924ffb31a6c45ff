import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type ListedDisclosure, useDisclosures } from './disclosures.queries.ts';
import { EditDialog } from './edit-dialog.tsx';
import { StateTag, useEffectIn } from './edition.tsx';
import { kinds } from './kinds.ts';
import { texts } from './texts.ts';

/** Every notice and policy, those that wait for a second person first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [writing, setWriting] = useState(false);
  const found = useDisclosures({ q: params.get('q') ?? undefined, kind: params.get('kind') ?? undefined });
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('POST /staff/disclosures') ? (
          <Button type="primary" onClick={() => setWriting(true)}>
            {t('write')}
          </Button>
        ) : null}
      </PageHead>
      <div className="filters">
        <SearchBox
          label={t('search')}
          placeholder={t('search-hint')}
          value={params.get('q') ?? ''}
          onSearch={q => set('q', q)}
        />
        <FilterField label={t('kind')}>
          {id => (
            <Select<string>
              id={id}
              value={params.get('kind') ?? ''}
              style={{ width: 180 }}
              onChange={kind => set('kind', kind)}
              options={[
                { value: '', label: t('all-kinds') },
                ...kinds.map(value => ({ value, label: word('disclosure-kind', value) })),
              ]}
            />
          )}
        </FilterField>
      </div>
      <div className="sheet">
        <Loaded query={found}>
          {({ disclosures }) =>
            disclosures.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <Documents rows={disclosures} />
            )
          }
        </Loaded>
      </div>
      {writing ? <EditDialog onClose={() => setWriting(false)} /> : null}
    </>
  );
}

function Documents({ rows }: { rows: ListedDisclosure[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const nameOf = useNameOf();
  const effectIn = useEffectIn();
  return (
    <ListTable<ListedDisclosure>
      list="disclosures"
      label={t('title')}
      wraps
      rowKey="number"
      dataSource={rows}
      columns={[
        {
          title: t('document'),
          key: 'title',
          render: (_, { number, newest }) => (
            <>
              <Link className="row-link" to={`/disclosures/${number}`}>
                {language === 'en' ? newest.titleEn : newest.titleZh}
              </Link>
              <div className="soft mono">{number}</div>
            </>
          ),
        },
        { title: t('kind'), key: 'kind', render: (_, { kind }) => word('disclosure-kind', kind) },
        {
          title: t('state'),
          key: 'state',
          render: (_, { newest, withdrawnAt }) => (
            <StateTag status={withdrawnAt ? 'withdrawn' : newest.status} />
          ),
        },
        { title: t('effective'), key: 'effective', render: (_, { newest }) => effectIn(newest) },
        { title: t('writer'), key: 'writer', render: (_, { newest }) => nameOf(newest.writtenBy) },
      ]}
    />
  );
}
