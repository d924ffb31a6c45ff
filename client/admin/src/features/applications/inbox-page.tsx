import { Button, Input, Segmented, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { LineDue, LineHead } from './application-line.tsx';
import { type ApplicationLine, type InboxWish, useInbox, useKinds } from './applications.queries.ts';
import { EndingSupplies } from './ending-supplies.tsx';
import { useInLanguage } from './in-language.ts';
import { stages } from './stages.ts';
import { texts } from './texts.ts';
import { statusTone } from './tones.ts';

const scopes = ['team', 'mine', 'managed', 'all'] as const;

/** The inbox: my teams', mine, what I answer for, or all; the most urgent first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const scope = (params.get('scope') ?? 'team') as InboxWish['scope'];
  const given = (name: string) => params.get(name) ?? undefined;
  const filter = {
    scope,
    stage: given('stage'),
    kind: given('kind'),
    district: given('district'),
    urgency: given('urgency'),
    unowned: given('unowned'),
  };
  const inbox = useInbox({ ...filter, caseNo: given('caseNo'), after: given('after') });
  const set = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(params);
    next.delete('after');
    for (const [name, value] of Object.entries(changes))
      if (value) next.set(name, value);
      else next.delete(name);
    setParams(next);
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Segmented<string>
        value={scope}
        onChange={next => set({ scope: next === 'team' ? undefined : next })}
        options={scopes.map(value => ({ value, label: t(`scope-${value}`) }))}
      />
      <div className="filters">
        <SearchBox
          label={t('number')}
          placeholder="SQ…"
          value={params.get('caseNo') ?? ''}
          onSearch={caseNo => set({ caseNo: /^SQ\d{16}$/.test(caseNo) ? caseNo : undefined })}
        />
        <Filters params={params} onChange={set} />
        <ListTools
          page="applications"
          exports={{
            route: 'GET /staff/exports/applications',
            path: '/staff/exports/applications',
            query: filter,
          }}
        />
      </div>
      {may('GET /staff/temporary-supplies') ? <EndingSupplies /> : null}
      <div className="sheet">
        <Loaded query={inbox}>
          {({ cases, next }) =>
            cases.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <>
                <Lines lines={cases} />
                {next || params.get('after') ? (
                  <div className="pager">
                    <Button size="small" disabled={!params.get('after')} onClick={() => set({})}>
                      {t('first-page')}
                    </Button>
                    <Button size="small" disabled={!next} onClick={() => set({ after: next ?? undefined })}>
                      {common('page.next')}
                    </Button>
                  </div>
                ) : null}
              </>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function Filters({
  params,
  onChange,
}: {
  params: URLSearchParams;
  onChange: (changes: Record<string, string | undefined>) => void;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const inLanguage = useInLanguage();
  const kinds = useKinds();
  const choice = (name: string, all: string, options: { value: string; label: string }[]) => (
    <FilterField label={t(name as 'stage')}>
      {id => (
        <Select<string>
          id={id}
          style={{ width: 170 }}
          value={params.get(name) ?? ''}
          onChange={value => onChange({ [name]: value || undefined })}
          options={[{ value: '', label: all }, ...options]}
        />
      )}
    </FilterField>
  );
  return (
    <>
      {choice(
        'kind',
        t('all'),
        (kinds.data?.kinds ?? []).map(({ code, name }) => ({ value: code, label: inLanguage(name) })),
      )}
      {choice(
        'stage',
        t('all'),
        stages.map(value => ({ value, label: word('application-stage', value) })),
      )}
      {choice(
        'urgency',
        t('all'),
        ['overdue', 'at-risk'].map(value => ({ value, label: word('application-urgency', value) })),
      )}
      <FilterField label={t('district')}>
        {id => (
          <Input
            id={id}
            key={params.get('district')}
            style={{ width: 120 }}
            allowClear
            maxLength={30}
            placeholder={t('district-hint')}
            defaultValue={params.get('district') ?? ''}
            onPressEnter={event => onChange({ district: event.currentTarget.value.trim() || undefined })}
            onClear={() => onChange({ district: undefined })}
          />
        )}
      </FilterField>
      {choice('unowned', t('all'), [{ value: 'true', label: t('nobody') }])}
    </>
  );
}

function Lines({ lines }: { lines: ApplicationLine[] }) {
  const nameOf = useNameOf();
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  return (
    <DataTable<ApplicationLine>
      label={t('title')}
      wraps
      rowKey="caseNo"
      dataSource={lines}
      columns={[
        { title: t('what'), key: 'what', render: (_, line) => <LineHead line={line} /> },
        { title: t('step'), key: 'step', width: 120, render: (_, { stepName }) => inLanguage(stepName) },
        {
          title: t('state'),
          key: 'state',
          width: 90,
          render: (_, { status }) => (
            <StatusTag group="application" status={status} tone={statusTone(status)} />
          ),
        },
        { title: t('due'), key: 'due', width: 180, render: (_, line) => <LineDue line={line} /> },
        {
          title: t('owner'),
          key: 'owner',
          width: 100,
          render: (_, { owner }) => (owner ? nameOf(owner) : <span className="soft">{t('nobody')}</span>),
        },
      ]}
    />
  );
}
