import { Button } from 'antd';
import { useState } from 'react';
import { minuteOf, yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type AlertDefault, useAlertDefaults } from './alerts.queries.ts';
import { DefaultDialog } from './default-dialog.tsx';
import { alertTexts } from './texts.ts';
import { ruleNames } from './words.ts';

/** What holds for people who have set nothing: now, from a later day on, and what held before. */
export function Page() {
  const t = useFeatureTexts(alertTexts);
  const defaults = useAlertDefaults();
  const [changing, setChanging] = useState<AlertDefault | null>(null);
  return (
    <>
      <PageHead title={t('defaults')} hint={t('defaults-hint')} />
      <Loaded query={defaults}>
        {({ defaults: rows }) => (
          <>
            <Sheet title={t('defaults-now')} flush>
              <DefaultsTable
                rows={rows.filter(({ state }) => state !== 'past').sort(byRule)}
                label={t('defaults-now')}
                onChange={setChanging}
              />
            </Sheet>
            {rows.some(({ state }) => state === 'past') ? (
              <Sheet title={t('defaults-past')} flush>
                <DefaultsTable
                  rows={rows.filter(({ state }) => state === 'past')}
                  label={t('defaults-past')}
                />
              </Sheet>
            ) : null}
          </>
        )}
      </Loaded>
      {changing ? <DefaultDialog of={changing} onClose={() => setChanging(null)} /> : null}
    </>
  );
}

const places: readonly string[] = ruleNames;
const byRule = (left: AlertDefault, right: AlertDefault) =>
  places.indexOf(left.rule) - places.indexOf(right.rule) || left.paymentMode.localeCompare(right.paymentMode);

interface DefaultsTableProps {
  rows: AlertDefault[];
  label: string;
  onChange?: (row: AlertDefault) => void;
}

function DefaultsTable({ rows, label, onChange }: DefaultsTableProps) {
  const t = useFeatureTexts(alertTexts);
  const word = useWord();
  const may = useMay()('POST /staff/alert-defaults');
  return (
    <DataTable<AlertDefault>
      label={label}
      rowKey="id"
      wraps
      dataSource={rows}
      columns={[
        {
          title: t('rule'),
          dataIndex: 'rule',
          render: (rule: string, { paymentMode }) => (
            <>
              {word('alert-rule', rule)}
              <div className="soft">{t(`mode.${paymentMode}`)}</div>
            </>
          ),
        },
        { title: t('default-value'), key: 'value', render: (_, row) => <Value of={row} /> },
        {
          title: t('default-from'),
          dataIndex: 'validFrom',
          render: (from: string, { state }) => (
            <>
              <span className="figures">{minuteOf(from)}</span>{' '}
              {state === 'scheduled' ? <StatusTag group="alert-default" status={state} tone="waits" /> : null}
            </>
          ),
        },
        {
          title: t('default-source'),
          dataIndex: 'source',
          render: (source: string, { setBy }) => (
            <>
              {source}
              <div className="soft">
                <Who did={setBy} />
              </div>
            </>
          ),
        },
        ...(onChange && may
          ? [
              {
                title: '',
                key: 'change',
                render: (_: unknown, row: AlertDefault) =>
                  row.state === 'in-force' ? (
                    <Button
                      size="small"
                      aria-label={`${t('default-change')} ${word('alert-rule', row.rule)} ${t(`mode.${row.paymentMode}`)}`}
                      onClick={() => onChange(row)}
                    >
                      {t('default-change')}
                    </Button>
                  ) : null,
              },
            ]
          : []),
      ]}
    />
  );
}

function Value({ of: { enabled, amountFen, days, percent } }: { of: AlertDefault }) {
  const t = useFeatureTexts(alertTexts);
  if (!enabled) return <span className="soft">{t('default-off')}</span>;
  const limits = [
    amountFen === null ? null : yuan(amountFen),
    days === null ? null : t('default-days', { days }),
    percent === null ? null : `${percent}%`,
  ].filter(Boolean);
  return <span className="figures">{limits.length > 0 ? limits.join(' · ') : t('default-on')}</span>;
}
