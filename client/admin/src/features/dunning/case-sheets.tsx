/** The chain of evidence of one case: what is owed, what was told and arrived, and everything that happened. */
import { yuan } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import type { CaseFile } from './dunning.queries.ts';
import { detailOf } from './event-detail.ts';
import { texts } from './texts.ts';

type Debt = CaseFile['evidence']['debts'][number];
type Told = CaseFile['evidence']['told'][number];

export function DebtsSheet({ file: { evidence } }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  return (
    <Sheet
      title={t('debts')}
      flush
      extra={
        evidence.frozen ? (
          <span className="soft">
            {t('frozen')} <At at={evidence.at} />
          </span>
        ) : null
      }
    >
      <DataTable<Debt>
        label={t('debts')}
        rowKey="billNo"
        dataSource={evidence.debts}
        columns={[
          {
            title: t('bill'),
            key: 'bill',
            render: (_, { month }) => <span className="figures">{month}</span>,
          },
          {
            title: t('due-on'),
            key: 'due',
            render: (_, { dueOn }) => <span className="figures">{dueOn}</span>,
          },
          {
            title: t('overdue-days'),
            key: 'days',
            align: 'right',
            render: (_, { daysOverdue }) => <span className="figures">{daysOverdue}</span>,
          },
          {
            title: t('outstanding'),
            key: 'owed',
            align: 'right',
            render: (_, { outstandingFen }) => <Money fen={outstandingFen} />,
          },
          {
            title: t('late-fee'),
            key: 'fee',
            align: 'right',
            render: (_, { lateFeeFen }) => (lateFeeFen > 0 ? <Money fen={lateFeeFen} /> : '—'),
          },
        ]}
      />
    </Sheet>
  );
}

export function ToldSheet({ file: { evidence } }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  return (
    <Sheet title={t('told')}>
      {evidence.told.length === 0 ? <p className="soft no-top">{t('told-none')}</p> : null}
      <ol className="timeline">
        {evidence.told.map(told => (
          <ToldLine key={told.noticeId} told={told} />
        ))}
      </ol>
    </Sheet>
  );
}

function ToldLine({ told: { event, queuedAt, toPerson, deliveries, status } }: { told: Told }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const arrived = deliveries.some(({ state }) => state === 'delivered');
  return (
    <li className={arrived ? 'good' : 'waits'}>
      <At at={queuedAt} />
      <div>
        <strong>{word('event', event)}</strong>{' '}
        <span className="soft">{t(toPerson ? 'to-person' : 'to-holder')}</span>
        {deliveries.length === 0 ? <div className="soft">{word('notice', status)}</div> : null}
        {deliveries.map(({ channel, state, deliveredAt, recipient }) => (
          <div key={channel}>
            {`${word('way', channel)} · ${word('way-state', state)}`}{' '}
            <span className="soft">{recipient}</span> {deliveredAt ? <At at={deliveredAt} /> : null}
          </div>
        ))}
      </div>
    </li>
  );
}

export function EventsSheet({ events }: { events: CaseFile['events'] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Sheet title={t('events')}>
      <ol className="timeline">
        {events.map(({ at, kind, actor, detail }, place) => {
          const { text, stops, fen, end } = detailOf(detail);
          const said = [
            ...stops.map(stop => word('dunning-stop', stop)),
            ...(fen === undefined ? [] : [yuan(fen)]),
            ...(end ? [word('dunning-end', end)] : []),
            ...(text ? [text] : []),
          ].join(' · ');
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
            <li key={events.length - place}>
              <At at={at} />
              <div>
                <strong>{word('dunning-event', kind)}</strong>{' '}
                {actor === 'system' ? null : (
                  <span className="soft">
                    <Who did={actor} />
                  </span>
                )}
                {said ? <div>{said}</div> : null}
              </div>
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}
