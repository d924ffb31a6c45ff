import { Progress, Select } from 'antd';
import { useState } from 'react';
import { ListTable } from '../../components/list-table.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type OutageFile, type Recipients, useBuildings, useRecipients } from './outages.queries.ts';
import { texts } from './texts.ts';
import { noticeTones } from './tones.ts';

type Recipient = Recipients['recipients'][number];

/** How far each telling is. */
export function TellingsSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  if (file.tellings.length === 0) return null;
  return (
    <Sheet title={t('tellings')}>
      {file.tellings.map(({ version, what, told, expected, beganAt, finishedAt, overtaken }) => (
        <div key={version} style={{ padding: '4px 0' }}>
          {version}. {t(`what.${what}`)} <At at={beganAt} />{' '}
          <span className="figures">{t('told-of', { told, expected: Math.max(told, expected) })}</span>{' '}
          <span className="soft">{overtaken ? t('overtaken') : finishedAt ? t('done') : t('telling')}</span>
          {finishedAt ? null : (
            <Progress percent={Math.floor((100 * told) / Math.max(told, expected, 1))} size="small" />
          )}
        </div>
      ))}
    </Sheet>
  );
}

const states = ['waiting', 'sent', 'delivered', 'stopped', 'dead'] as const;

/** A line for each recipient and telling, and what became of it. */
export function RecipientsSheet({ outageNo }: { outageNo: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [page, setPage] = useState(1);
  const [state, setState] = useState('');
  const list = useRecipients(outageNo, page, state || undefined);
  const totals = list.data?.totals.map(({ status, count }) => `${t(`notice.${status as 'sent'}`)} ${count}`);
  return (
    <Sheet
      title={t('recipients')}
      flush
      extra={
        <Select
          size="small"
          style={{ width: 130 }}
          aria-label={t('state')}
          value={state}
          onChange={next => {
            setState(next);
            setPage(1);
          }}
          options={[
            { value: '', label: t('all') },
            ...states.map(each => ({ value: each, label: t(`notice.${each}`) })),
          ]}
        />
      }
    >
      <Loaded query={list}>
        {({ recipients, hasMore }) =>
          recipients.length === 0 && page === 1 ? (
            <EmptyState title={t('recipients-none')} />
          ) : (
            <>
              <div className="soft figures" style={{ padding: '6px 12px' }}>
                {totals?.join(' · ')}
              </div>
              <ListTable<Recipient>
                list="outage-recipients"
                within
                label={t('recipients')}
                wraps
                rowKey={row => `${row.version}-${row.accountNo}-${row.kind}-${row.at}-${row.event}`}
                dataSource={recipients}
                columns={[
                  { title: t('version'), dataIndex: 'version', width: 60 },
                  { title: t('what'), key: 'what', render: (_, row) => word('outage-event', row.event) },
                  {
                    title: t('recipient'),
                    key: 'who',
                    render: (_, row) => (
                      <>
                        {t(`recipient.${row.kind}`)}
                        <div className="mono soft">{row.accountNo}</div>
                      </>
                    ),
                  },
                  {
                    title: t('state'),
                    key: 'state',
                    render: (_, { status, reason }) => {
                      const shown = (status ?? 'gone') as 'sent';
                      return (
                        <>
                          <StatusTag
                            status={shown}
                            tone={noticeTones[shown] ?? 'plain'}
                            text={t(`notice.${shown}`)}
                          />
                          {reason ? <div className="soft">{reason}</div> : null}
                        </>
                      );
                    },
                  },
                  {
                    title: t('delivery'),
                    key: 'delivery',
                    render: (_, { deliveries }) =>
                      deliveries.map(({ channel, state: went, to, at }) => (
                        <div key={channel}>
                          {`${t(`channel.${channel as 'sms'}`)} ${t(`delivery.${went as 'handed'}`)}`}{' '}
                          <span className="soft">{to}</span> {at ? <At at={at} /> : null}
                        </div>
                      )),
                  },
                ]}
              />
              <Pager page={page} hasMore={hasMore} onPage={setPage} />
            </>
          )
        }
      </Loaded>
    </Sheet>
  );
}

/** What is printed and hung up, building by building. */
export function BuildingsSheet({ outageNo }: { outageNo: string }) {
  const t = useFeatureTexts(texts);
  const list = useBuildings(outageNo);
  return (
    <Sheet title={t('buildings')}>
      <p className="soft">{t('buildings-hint')}</p>
      <Loaded query={list}>
        {({ buildings }) => (
          <ul className="plain" style={{ maxHeight: 280, overflow: 'auto' }}>
            {buildings.map(({ premisesId, name, homes }) => (
              <li key={premisesId} style={{ padding: '4px 0' }}>
                {name} <span className="soft">{t('homes', { count: homes })}</span>{' '}
                <a href={`/o/${outageNo}/notice?building=${premisesId}`} target="_blank" rel="noreferrer">
                  {t('page')}
                </a>{' '}
                <a href={`/o/${outageNo}/notice.pdf?building=${premisesId}`} target="_blank" rel="noreferrer">
                  {t('pdf')}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Sheet>
  );
}
