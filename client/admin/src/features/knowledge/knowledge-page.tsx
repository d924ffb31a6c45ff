import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { type ListedArticle, useArticles } from './knowledge.queries.ts';
import { sections } from './sections.ts';
import { texts } from './texts.ts';

/** Every article, those that wait for a second person first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [writing, setWriting] = useState(false);
  const found = useArticles({ q: params.get('q') ?? undefined, section: params.get('section') ?? undefined });
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('POST /staff/knowledge') ? (
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
        <FilterField label={t('section')}>
          {id => (
            <Select<string>
              id={id}
              value={params.get('section') ?? ''}
              style={{ width: 180 }}
              onChange={section => set('section', section)}
              options={[
                { value: '', label: t('all-sections') },
                ...sections.map(value => ({ value, label: word('article-section', value) })),
              ]}
            />
          )}
        </FilterField>
      </div>
      <div className="sheet">
        <Loaded query={found}>
          {({ articles }) =>
            articles.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <Articles rows={articles} />
            )
          }
        </Loaded>
      </div>
      {writing ? <EditDialog onClose={() => setWriting(false)} /> : null}
    </>
  );
}

function Articles({ rows }: { rows: ListedArticle[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const nameOf = useNameOf();
  const writer = (by: string) => (by === 'system' ? t('shipped') : nameOf(by));
  return (
    <ListTable<ListedArticle>
      list="knowledge"
      label={t('title')}
      wraps
      rowKey="code"
      dataSource={rows}
      columns={[
        {
          title: t('article'),
          key: 'title',
          render: (_, { code, title, retired }) => (
            <>
              <Link className="row-link" to={`/knowledge/${code}`}>
                {title[language === 'en' ? 'en' : 'zh']}
              </Link>
              {retired ? <span className="soft"> · {t('retired')}</span> : null}
            </>
          ),
        },
        { title: t('section'), key: 'section', render: (_, { section }) => word('article-section', section) },
        {
          title: t('audience'),
          key: 'audience',
          render: (_, { audience }) => word('article-audience', audience),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, { state }) => (
            <StatusTag group="article" status={state} tone={state === 'published' ? 'plain' : 'waits'} />
          ),
        },
        { title: t('valid-from'), dataIndex: 'validFrom' },
        { title: t('writer'), key: 'writer', render: (_, { writtenBy }) => writer(writtenBy) },
      ]}
    />
  );
}
