import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { LetterDialog } from './letter-dialog.tsx';
import { type SetAside, type Show, shows, useSetAside } from './mail.queries.ts';
import { texts } from './texts.ts';

/** Mails that no case was made of, with the reason; a supervisor decides on each. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const show = shows.find(each => each === params.get('show')) ?? 'waiting';
  const list = useSetAside(show);
  const [looking, setLooking] = useState<number | null>(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Segmented<Show>
        value={show}
        onChange={next => setParams(next === 'waiting' ? {} : { show: next })}
        options={shows.map(value => ({ value, label: t(value) }))}
      />
      <div className="sheet" style={{ marginTop: 12 }}>
        <Loaded query={list}>
          {({ mails }) =>
            mails.length === 0 ? (
              <EmptyState title={t(`none-${show}`)} hint={t(`none-${show}-hint`)} />
            ) : (
              <Rows mails={mails} show={show} onLook={setLooking} />
            )
          }
        </Loaded>
      </div>
      {looking === null ? null : <LetterDialog id={looking} onClose={() => setLooking(null)} />}
    </>
  );
}

const tones = { forged: 'bad', flood: 'waits' } as const;

function Rows({ mails, show, onLook }: { mails: SetAside[]; show: Show; onLook: (id: number) => void }) {
  const t = useFeatureTexts(texts);
  const may = useMay()('GET /staff/mail/set-aside/:id');
  return (
    <ListTable<SetAside>
      list="set-aside-mails"
      label={t('title')}
      wraps
      rowKey="id"
      dataSource={mails}
      columns={[
        {
          title: t('reason'),
          key: 'reason',
          width: 190,
          render: (_, { reason }) => (
            <StatusTag
              group="mail-reason"
              status={reason}
              tone={reason in tones ? tones[reason as keyof typeof tones] : 'plain'}
            />
          ),
        },
        { title: t('from'), key: 'from', render: (_, mail) => <Sender mail={mail} /> },
        {
          title: t('stored'),
          key: 'stored',
          width: 150,
          render: (_, { storedAt }) => <At at={storedAt} />,
        },
        ...(show === 'dismissed'
          ? [
              {
                title: t('dismissed-why'),
                key: 'why',
                render: (_: unknown, { dismissed }: SetAside) =>
                  dismissed ? (
                    <>
                      {dismissed.reason}
                      <div className="soft">
                        <Who did={dismissed.by} /> · <At at={dismissed.at} />
                      </div>
                    </>
                  ) : null,
              },
            ]
          : [
              {
                key: 'look',
                width: 90,
                render: (_: unknown, { id, kept }: SetAside) =>
                  may && kept ? (
                    <Button size="small" onClick={() => onLook(id)}>
                      {t('look')}
                    </Button>
                  ) : null,
              },
            ]),
      ]}
    />
  );
}

function Sender({ mail: { sender, subject, verified, kept } }: { mail: SetAside }) {
  const t = useFeatureTexts(texts);
  const sees = useMay()('GET /staff/mail/set-aside/:id');
  if (!kept) return <span className="soft">{t('gone')}</span>;
  if (!sees) return <span className="soft">{t('supervisors-only')}</span>;
  return (
    <>
      <span className="mono">{sender ?? '—'}</span>{' '}
      {verified === null ? null : <span className="soft">{t(verified ? 'verified' : 'unverified')}</span>}
      <div>{subject}</div>
    </>
  );
}
