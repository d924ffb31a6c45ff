import { Link } from 'react-router-dom';
import { minuteOf, yuan } from '../../app/format.ts';
import { ListTable } from '../../components/list-table.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { noticeTone } from '../messages/tones.ts';
import type { AlertRow } from './alerts.queries.ts';
import { alertTexts } from './texts.ts';

/** Alerts, newest first; without the account's number where the page is the account's. */
export function AlertTable({ rows, ofOne }: { rows: AlertRow[]; ofOne?: boolean }) {
  const t = useFeatureTexts(alertTexts);
  const word = useWord();
  /** Not all that people are told comes from a rule of theirs: the ladder's notices have names as events only. */
  const nameOf = (rule: string) => {
    const name = word('alert-rule', rule);
    return name === rule ? word('event', rule) : name;
  };
  return (
    <ListTable<AlertRow>
      list={ofOne ? 'account-alerts' : 'alerts'}
      within={ofOne}
      label={t('title')}
      wraps
      rowKey="id"
      dataSource={rows}
      columns={[
        { title: t('at'), dataIndex: 'createdAt', width: 150, render: (at: string) => <At at={at} /> },
        ...(ofOne
          ? []
          : [
              {
                title: t('account'),
                dataIndex: 'accountNo',
                width: 150,
                render: (accountNo: string) => (
                  <Link className="row-link mono" to={`/accounts/${accountNo}`}>
                    {accountNo}
                  </Link>
                ),
              },
            ]),
        {
          title: t('what'),
          key: 'what',
          render: (_, row) => (
            <>
              {nameOf(row.rule)}
              <div className="soft">{figuresOf(row, t)}</div>
            </>
          ),
        },
        ...(ofOne
          ? []
          : [{ title: t('to'), dataIndex: 'to', width: 120, render: (to: string) => word('alert-to', to) }]),
        {
          title: t('state'),
          key: 'state',
          width: 110,
          render: (_, { status }) => (
            <StatusTag group="alert-state" status={status} tone={noticeTone(status)} />
          ),
        },
      ]}
    />
  );
}

/** The sums, days and kWh of the alert, as they stand in it. */
function figuresOf(
  { params }: AlertRow,
  t: (key: `counted.${Counted}`, params: { value: string }) => string,
): string {
  return Object.entries(params)
    .filter(([name]) => name !== 'accountTail')
    .map(([name, value]) => {
      if (name.endsWith('Fen')) return yuan(Number(value));
      const shown = momentOr(String(value));
      return isCounted(name) ? t(`counted.${name}`, { value: shown }) : shown;
    })
    .join(' · ');
}

/** A bare number says little: these have words around them. */
const counted = ['daysLeft', 'daysOverdue', 'usedKwh', 'usualKwh', 'tier', 'year'] as const;
type Counted = (typeof counted)[number];
const isCounted = (name: string): name is Counted => (counted as readonly string[]).includes(name);

const momentOr = (text: string) => (/^\d{4}-\d{2}-\d{2}T/.test(text) ? minuteOf(text) : text);
