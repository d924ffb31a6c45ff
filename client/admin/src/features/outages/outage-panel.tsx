import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { ActDialog } from './act-dialog.tsx';
import { BuildingsSheet, RecipientsSheet, TellingsSheet } from './log-sheets.tsx';
import { NegotiationSheet } from './negotiation-sheet.tsx';
import { type OutageAct, type OutageFile, useOutage } from './outages.queries.ts';
import { ExceptionsSheet, RulesSheet } from './rules-sheet.tsx';
import { texts } from './texts.ts';
import { toneOfOutage } from './tones.ts';

/** One outage: what is planned, what the rules ask, who agreed, who was told, and what may be done next. */
export function Panel() {
  const t = useFeatureTexts(texts);
  const { outageNo = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const outage = useOutage(outageNo);
  const [act, setAct] = useState<OutageAct | null>(null);
  return (
    <Drawer
      open
      size="min(860px, calc(100vw - 56px))"
      title={t('panel-title', { no: outageNo })}
      onClose={() => navigate(`/outages${search}`)}
      mask={false}
      footer={outage.data ? <Acts file={outage.data} onAct={setAct} /> : null}
    >
      <Loaded query={outage} rows={12}>
        {file => (
          <>
            <PlanSheet file={file} />
            {file.version === 0 ? <RulesSheet file={file} /> : null}
            <ExceptionsSheet file={file} />
            {file.kind === 'planned' && file.large > 0 ? <NegotiationSheet file={file} /> : null}
            <TellingsSheet file={file} />
            {file.version > 0 ? <RecipientsSheet outageNo={outageNo} /> : null}
            {file.version > 0 ? <BuildingsSheet outageNo={outageNo} /> : null}
            <TimelineSheet file={file} />
            {act ? <ActDialog act={act} file={file} onClose={() => setAct(null)} /> : null}
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

const routes = {
  publish: 'POST /staff/outages/:outageNo/publish',
  change: 'POST /staff/outages/:outageNo/change',
  cancel: 'POST /staff/outages/:outageNo/cancel',
  begin: 'POST /staff/outages/:outageNo/begin',
  restore: 'POST /staff/outages/:outageNo/restore',
  close: 'POST /staff/outages/:outageNo/close',
  propose: 'POST /staff/outages/:outageNo/proposal',
} as const;

function Acts({ file, onAct }: { file: OutageFile; onAct: (act: OutageAct) => void }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const navigate = useNavigate();
  const main = file.acts.includes('publish') ? 'publish' : file.acts.includes('restore') ? 'restore' : null;
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {file.acts.includes('edit') && may('PUT /staff/outages/:outageNo') ? (
        <Button onClick={() => navigate(`/outage-editor?outage=${file.outageNo}`)}>{t('edit')}</Button>
      ) : null}
      {(Object.keys(routes) as (keyof typeof routes)[])
        .filter(act => file.acts.includes(act) && may(routes[act]))
        .map(act => (
          <Button
            key={act}
            type={act === main ? 'primary' : 'default'}
            danger={act === 'cancel'}
            onClick={() =>
              act === 'change' ? navigate(`/outage-change?outage=${file.outageNo}`) : onAct(act)
            }
          >
            {t(act)}
          </Button>
        ))}
    </div>
  );
}

function PlanSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { kind, status, fromAt, untilAt, area, reason, knownAt, publishedAt, begunAt, restoredAt } = file;
  const facts: [string, React.ReactNode][] = [
    [
      t('when'),
      <strong key="when" className="figures">{`${minuteOf(fromAt)} → ${minuteOf(untilAt)}`}</strong>,
    ],
    [t('area'), area],
    [t('reason'), reason],
    [
      t('areas'),
      file.areas.map(each => (
        <div key={each.areaId}>
          {each.name} <span className="soft">{t('area-accounts', { count: each.accounts })}</span>
        </div>
      )),
    ],
    [t('accounts'), file.accountCount > 0 ? t('account-count', { count: file.accountCount }) : '—'],
    [t('made-by'), <Who key="made" did={file.createdBy} />],
  ];
  if (knownAt) facts.push([t('known-at'), <At key="known" at={knownAt} />]);
  if (publishedAt)
    facts.push(
      [t('published-at'), <At key="published" at={publishedAt} />],
      [t('notice-kept'), file.noticeKept ? t('kept') : t('not-kept')],
    );
  if (begunAt) facts.push([t('begun-at'), <At key="begun" at={begunAt} />]);
  if (restoredAt) facts.push([t('restored-at'), <At key="restored" at={restoredAt} />]);
  return (
    <Sheet
      title={`${t('plan')} · ${word('outage-kind', kind)}`}
      extra={<StatusTag group="outage-status" status={status} tone={toneOfOutage(status)} />}
    >
      <Facts facts={facts} />
      {file.version > 0 ? (
        <p>
          <a href={`/o/${file.outageNo}`} target="_blank" rel="noreferrer">
            {t('public-page')}
          </a>
        </p>
      ) : null}
    </Sheet>
  );
}

function TimelineSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Sheet title={t('timeline')}>
      <ol className="timeline">
        {file.events.map((event, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
          <li key={place}>
            <At at={event.at} />
            <div>
              <strong>{word('outage-act', event.act)}</strong>{' '}
              <span className="soft">
                <Who did={event.by} />
              </span>
              {typeof event.detail['reason'] === 'string' ? <div>{event.detail['reason']}</div> : null}
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
