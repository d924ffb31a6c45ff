import { Button, Input, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { AlertTable } from './alert-table.tsx';
import { useAlerts } from './alerts.queries.ts';
import { alertTexts } from './texts.ts';
import { noticeStates, ruleNames } from './words.ts';

export function Page() {
  const t = useFeatureTexts(alertTexts);
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const read = (name: string) => params.get(name) ?? undefined;
  const before = read('before');
  const alerts = useAlerts({
    query: read('query'),
    rule: read('rule'),
    status: read('status'),
    before: before ? Number(before) : undefined,
  });
  const set = (change: Record<string, string | undefined>) =>
    setParams(current => {
      const next = new URLSearchParams(current);
      for (const [name, value] of Object.entries({ before: undefined, ...change }))
        if (value) next.set(name, value);
        else next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <div className="list-tools">
          <Input.Search
            aria-label={t('find')}
            placeholder={t('find')}
            defaultValue={read('query')}
            allowClear
            style={{ width: 200 }}
            onSearch={value => set({ query: /^\d{4,20}$/.test(value.trim()) ? value.trim() : undefined })}
          />
          <Select
            aria-label={t('rule')}
            value={read('rule') ?? ''}
            style={{ width: 170 }}
            onChange={rule => set({ rule })}
            options={[
              { value: '', label: t('all-rules') },
              ...ruleNames.map(value => ({ value: value as string, label: word('alert-rule', value) })),
            ]}
          />
          <Select
            aria-label={t('state')}
            value={read('status') ?? ''}
            style={{ width: 130 }}
            onChange={status => set({ status })}
            options={[
              { value: '', label: t('all-states') },
              ...noticeStates.map(value => ({ value: value as string, label: word('alert-state', value) })),
            ]}
          />
        </div>
      </PageHead>
      <Loaded query={alerts}>
        {({ alerts: rows, more, sweeps: [sweep] }) => (
          <>
            {sweep ? (
              <p className="soft">
                {sweep.finishedAt
                  ? t('sweep', { count: sweep.accounts, at: minuteOf(sweep.startedAt) })
                  : t('sweep-open')}
              </p>
            ) : null}
            <div className="sheet">
              {rows.length === 0 ? (
                <EmptyState title={t('none')} hint={t('none-hint')} />
              ) : (
                <AlertTable rows={rows} />
              )}
            </div>
            <div className="list-tools">
              {before ? <Button onClick={() => set({})}>{t('latest')}</Button> : null}
              {more ? (
                <Button onClick={() => set({ before: String(rows.at(-1)?.id ?? '') })}>{t('earlier')}</Button>
              ) : null}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
