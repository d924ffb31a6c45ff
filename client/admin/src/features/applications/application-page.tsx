import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At, Money } from '../../components/values.tsx';
import { WeekendsOnly } from '../../components/weekends-only.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type ApplicationFile, documentUrl, useApplication } from './applications.queries.ts';
import { AskedFor } from './asked-for.tsx';
import { Deeds } from './deeds.tsx';
import { useInLanguage } from './in-language.ts';
import { OnBehalf } from './on-behalf.tsx';
import { TakeMoneyLink } from './take-money-link.tsx';
import { texts } from './texts.ts';
import { statusTone, urgencyTone } from './tones.ts';

/** One application: what is to be done now, what was asked for, what was handed in, and all that happened. */
export function Page() {
  const { caseNo = '' } = useParams();
  const file = useApplication(caseNo);
  return <Loaded query={file}>{shown => <Shown file={shown} />}</Loaded>;
}

function Shown({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const { caseNo, kind, status, urgency, returnedTwice, homeService } = file;
  return (
    <>
      <PageHead
        title={inLanguage(kind.name)}
        hint={
          <>
            <span className="mono">{caseNo}</span>{' '}
            <StatusTag group="application" status={status} tone={statusTone(status)} />{' '}
            {urgency ? (
              <StatusTag group="application-urgency" status={urgency} tone={urgencyTone(urgency)} />
            ) : null}{' '}
            {homeService ? <StatusTag status="home-service" text={t('home-service')} tone="waits" /> : null}{' '}
            {returnedTwice ? (
              <StatusTag status="returned-twice" text={t('returned-twice')} tone="bad" />
            ) : null}
          </>
        }
      >
        <Deeds file={file} />
      </PageHead>
      <div className="columns">
        <div className="wide">
          <Standing file={file} />
          <OnBehalf file={file} />
          <Found file={file} />
        </div>
        <div className="narrow">
          <AskedFor file={file} />
          <Papers file={file} />
          <FeesSheet file={file} />
        </div>
      </div>
      <Log file={file} />
    </>
  );
}

function Standing({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const inLanguage = useInLanguage();
  const {
    owner,
    manager,
    firstReceiver,
    team,
    timeline,
    dueOn,
    stepDueOn,
    daysUsed,
    limitDays,
    contractedKw,
    reason,
    visit,
    wished,
    accountNo,
    leftToPay,
  } = file;
  return (
    <Sheet title={t('standing')}>
      <Facts
        facts={[
          [t('owner'), owner?.displayName ?? t('nobody')],
          [t('manager'), manager?.displayName],
          [t('first'), firstReceiver?.displayName],
          ...(wished ? [[t('wished'), wished.name] as [string, string]] : []),
          [t('team'), team ? inLanguage(team.name) : null],
          [t('step-due'), stepDueOn],
          [
            t('whole-due'),
            dueOn ? (
              <span key="due">
                {dueOn} <WeekendsOnly until={dueOn} />
              </span>
            ) : null,
          ],
          [t('days'), daysUsed === null ? null : `${daysUsed} / ${limitDays}`],
          [
            t('visit'),
            visit ? `${visit.on} ${word('half-day', visit.part)} ${word('site-visit', visit.status)}` : null,
          ],
          ...(contractedKw === null ? [] : [[t('contracted'), `${contractedKw} kW`] as [string, string]]),
          ...(reason ? [[t('reason'), reason] as [string, string]] : []),
          ...(leftToPay && accountNo
            ? [
                [
                  t('left-to-pay'),
                  <span key="left">
                    <Money fen={leftToPay.owedFen} />{' '}
                    <TakeMoneyLink accountNo={accountNo} holder={leftToPay.holder} />
                  </span>,
                ] as [string, ReactNode],
              ]
            : []),
        ]}
      />
      <ol className="timeline">
        {timeline.map(({ code, name, state, doneAt, dueOn: by, by: side }) => (
          <li key={code} className={state === 'done' ? 'good' : state === 'now' ? 'waits' : ''}>
            {doneAt ? <At at={doneAt} /> : <span className="figures">{by ?? ''}</span>}
            <div>
              <span className="what">{inLanguage(name)}</span>{' '}
              <span className="soft">
                {[t(`state-${state}`), side === 'customer' ? t('customers-step') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

/** Each look at a paper is in the log. */
function Papers({ file: { caseNo, checklist, signature } }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const inLanguage = useInLanguage();
  const mayLook = useMay()('GET /staff/applications/:caseNo/documents/:documentId');
  const link = (documentId: string, name: string) =>
    mayLook ? (
      <a key={documentId} href={documentUrl(caseNo, documentId)} target="_blank" rel="noreferrer">
        {name}
      </a>
    ) : (
      name
    );
  return (
    <Sheet title={t('papers')}>
      <Facts
        facts={[
          ...checklist.map(({ name, state, required, documents }): [string, ReactNode] => [
            inLanguage(name),
            <span key="state">
              <StatusTag
                group="application-paper"
                status={state}
                tone={state === 'given' ? 'good' : state === 'refused' ? 'bad' : required ? 'waits' : 'plain'}
              />{' '}
              {documents.map(({ documentId, status }, index) => (
                <span key={documentId}>
                  {link(documentId, t('paper-open', { count: index + 1 }))}
                  {status === 'given' ? '' : ` ${word('application-paper', status)}`}{' '}
                </span>
              ))}
            </span>,
          ]),
          ...(signature
            ? [[t('contract'), link(signature.documentId, t('contract-open'))] as [string, ReactNode]]
            : []),
        ]}
      />
    </Sheet>
  );
}

function FeesSheet({ file: { fees, accountNo, status } }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  if (fees.length === 0) return null;
  return (
    <Sheet title={t('fees')}>
      <Facts
        facts={fees.map(({ name, amountFen, paidFen, payableId }) => [
          inLanguage(name),
          <span key="fee">
            <Money fen={amountFen} /> {t('paid')} <Money fen={paidFen} />{' '}
            {status === 'waiting' && payableId !== null && paidFen < amountFen && accountNo ? (
              <TakeMoneyLink accountNo={accountNo} />
            ) : null}
          </span>,
        ])}
      />
    </Sheet>
  );
}

/** What was found out on the way: inspections, meter, readings. */
function Found({ file }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const { caseNo, inspections, facts } = file;
  const { meter, reading } = facts;
  if (inspections.length === 0 && !meter && !reading) return null;
  const kwh = (hundredths: number) => (hundredths / 100).toFixed(2);
  return (
    <Sheet title={t('found')}>
      <Facts
        facts={[
          ...inspections.map(({ round, passed, note, at, photos }): [string, ReactNode] => [
            t('inspection', { round }),
            <span key="inspection">
              <StatusTag
                status="inspection"
                text={t(passed ? 'passed' : 'failed')}
                tone={passed ? 'good' : 'bad'}
              />{' '}
              <At at={at} /> {note}{' '}
              {photos.map((photo, index) => (
                <a key={photo} href={documentUrl(caseNo, photo)} target="_blank" rel="noreferrer">
                  {t('photo', { count: index + 1 })}{' '}
                </a>
              ))}
            </span>,
          ]),
          ...(meter
            ? [
                [
                  t('meter'),
                  `${meter.assetNo} · ×${meter.multiplier} · ${meter.on} · ${kwh(meter.total)} kWh`,
                ] as [string, string],
              ]
            : []),
          ...(reading
            ? [[t('reading'), `${reading.on} · ${kwh(reading.total)} kWh`] as [string, string]]
            : []),
        ]}
      />
    </Sheet>
  );
}

function Log({ file: { log, kind } }: { file: ApplicationFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const inLanguage = useInLanguage();
  const nameOf = useNameOf();
  const who = (actor: string) => (actor.startsWith('person:') ? t('customer') : nameOf(actor));
  const stepName = (code: string | null) => kind.steps.find(step => step.code === code)?.name;
  return (
    <Sheet title={t('log')}>
      <ol className="timeline">
        {[...log].reverse().map(({ at, kind: event, actor, step, detail }) => {
          const name = stepName(step);
          return (
            <li key={`${at}${event}`}>
              <At at={at} />
              <div>
                <span className="what">{word('application-event', event)}</span>{' '}
                <span className="soft">
                  {[who(actor), name ? inLanguage(name) : '', String(detail['reason'] ?? '')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}
