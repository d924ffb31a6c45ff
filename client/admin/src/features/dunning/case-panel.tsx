import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type CaseFile, useAct, useCase } from './dunning.queries.ts';
import { Next, toneOf } from './dunning-page.tsx';
import { texts } from './texts.ts';

/** One case beside the list: where it stands and why, the evidence, and what may be done. */
export function Panel() {
  const { caseNo = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const file = useCase(caseNo);
  return (
    <Drawer
      open
      mask={false}
      size="min(680px, calc(100vw - 56px))"
      title={<span className="mono">{caseNo}</span>}
      onClose={() => navigate(`/dunning${search}`)}
    >
      <Loaded query={file} rows={10}>
        {data => <Detail file={data} />}
      </Loaded>
    </Drawer>
  );
}

function Detail({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <>
      <Facts
        facts={[
          [
            t('account'),
            <span key="account" className="mono">
              {file.accountNo}
            </span>,
          ],
          [t('debt'), <Money key="debt" fen={file.debtFen} />],
          [
            t('stands'),
            <StatusTag
              key="status"
              text={word('dunning', file.status)}
              status={file.status}
              tone={toneOf(file.status)}
            />,
          ],
          [t('why'), file.stops.map(({ code }) => word('dunning-stop', code)).join('、') || '—'],
          [t('next'), <Next key="next" file={file} />],
          [t('supply'), t(`supply-${file.supply.state}`)],
        ]}
      />
      <Decide file={file} />
      <h3>{t('told')}</h3>
      {file.evidence.told.length === 0 ? <p className="soft">{t('told-none')}</p> : null}
      <ul>
        {file.evidence.told.map(told => (
          <li key={told.noticeId}>
            {told.event} <At at={told.queuedAt} />
            {told.deliveries.map(({ channel, deliveredAt, recipient }) => (
              <div key={channel} className="soft">
                {channel} {recipient} {deliveredAt ? <At at={deliveredAt} /> : t('not-delivered')}
              </div>
            ))}
          </li>
        ))}
      </ul>
      <h3>{t('events')}</h3>
      <ol>
        {file.events.map(({ at, kind, actor }) => (
          <li key={`${at}${kind}`}>
            <At at={at} /> {kind} <span className="soft">{actor.replace(/^staff:/, '')}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Decide({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const act = useAct(file.caseNo);
  const [reason, setReason] = useState('');
  const submits = file.status === 'proposed' && may('POST /staff/dunning/:caseNo/submit');
  const decides = file.status === 'submitted' && may('POST /staff/dunning/:caseNo/decide');
  if (!submits && !decides) return null;
  const ready = reason.trim().length >= 2;
  const decide = (decision: 'approve' | 'reject') =>
    act.mutate({ act: 'decide', body: { decision, reason } });
  return (
    <div>
      <ProblemList error={act.error} />
      <Input
        aria-label={t('reason')}
        placeholder={t('reason')}
        maxLength={300}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      {submits ? (
        <Button
          type="primary"
          disabled={!ready}
          loading={act.isPending}
          onClick={() => act.mutate({ act: 'submit', body: { note: reason } })}
        >
          {t('submit')}
        </Button>
      ) : (
        <>
          <Button danger disabled={!ready} loading={act.isPending} onClick={() => decide('approve')}>
            {t('approve')}
          </Button>
          <Button disabled={!ready} loading={act.isPending} onClick={() => decide('reject')}>
            {t('reject')}
          </Button>
        </>
      )}
    </div>
  );
}
