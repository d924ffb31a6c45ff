import { Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { useKeys } from '../../app/use-key.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { WeekendsOnly } from '../../components/weekends-only.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { HouseholdSheet } from '../household/household-sheet.tsx';
import { CaseOrder } from '../repairs/case-order.tsx';
import { InvestigationsSheet } from '../service-report/investigations-sheet.tsx';
import { ActDialog } from './act-dialog.tsx';
import { AttachmentsSheet } from './attachments-sheet.tsx';
import { type CaseAct, type CaseFile, useCaseFile } from './cases.queries.ts';
import { CustomerSheet } from './customer-sheet.tsx';
import { MacroDialog } from './macro-dialog.tsx';
import { MailSheet } from './mail-sheet.tsx';
import { OthersNotice } from './others-notice.tsx';
import { useOthers } from './presence.queries.ts';
import { texts } from './texts.ts';
import { statusTone, urgencyTone } from './tones.ts';
import { UndeliveredSheet } from './undelivered-sheet.tsx';
import { WalletSheet } from './wallet-sheet.tsx';

/** Their customers are answered the way they came, which may fail. */
const answeredOutside: readonly string[] = ['email', 'wallet', 'official-account'];

/** The acts of every day have a key. */
const actKeys: Partial<Record<CaseAct, string>> = {
  take: 't',
  'hand-over': 'h',
  contact: 'c',
  update: 'u',
  note: 'n',
  answer: 'a',
};

/** One case: what was said, by when what is owed, what has happened, and what can be done next. */
export function Page() {
  const { caseNo = '' } = useParams();
  const file = useCaseFile(caseNo);
  // What was on the screen is not theirs to see any more, be it still at hand.
  if (file.error instanceof ApiError && file.error.code === 'case-handed-on') return <HandedOn />;
  return <Loaded query={file}>{shown => <CaseShown file={shown} />}</Loaded>;
}

function HandedOn() {
  const t = useFeatureTexts(texts);
  return (
    <div role="status">
      <EmptyState title={t('handed-on')} hint={t('handed-on-hint')} />
      <p className="state">
        <Link to="/cases?view=mine">{t('to-mine')}</Link>
      </p>
    </div>
  );
}

function CaseShown({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [act, setAct] = useState<CaseAct | null>(null);
  const [choosing, setChoosing] = useState(false);
  const others = useOthers(file.caseNo, act !== null || choosing);
  const runs = may('POST /staff/cases/:caseNo/macro-runs');
  const acts = may('POST /staff/cases/:caseNo/acts') ? file.acts : [];
  useKeys({
    x: runs ? () => setChoosing(true) : null,
    ...Object.fromEntries(acts.map(each => [actKeys[each] ?? '', () => setAct(each)])),
  });
  const { caseNo, kind, complaintClass, status, urgency } = file;
  return (
    <>
      <PageHead
        title={`${word('case-kind', kind)}${complaintClass ? ` · ${word('case-class', complaintClass)}` : ''}`}
        hint={
          <>
            <span className="mono">{caseNo}</span>{' '}
            <StatusTag group="case" status={status} tone={statusTone(status)} />{' '}
            {urgency ? <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} /> : null}
          </>
        }
      >
        {acts.length > 0 ? (
          <Space wrap>
            {acts.map(each => (
              <Button
                key={each}
                aria-keyshortcuts={actKeys[each]}
                {...(each === 'take' || each === 'answer' ? { type: 'primary' as const } : {})}
                onClick={() => setAct(each)}
              >
                {word('case-act', each)} {actKeys[each] ? <kbd aria-hidden>{actKeys[each]}</kbd> : null}
              </Button>
            ))}
            {runs ? (
              <Button aria-keyshortcuts="x" onClick={() => setChoosing(true)}>
                {t('macros')} <kbd>x</kbd>
              </Button>
            ) : null}
          </Space>
        ) : null}
      </PageHead>
      <OthersNotice others={others} />
      <Sheet title={t('words')}>
        <p style={{ marginTop: 0, whiteSpace: 'pre-wrap' }}>{file.words}</p>
        <Customer file={file} />
      </Sheet>
      {file.source === 'email' ? <MailSheet caseNo={caseNo} /> : null}
      {file.source === 'wallet' ? <WalletSheet caseNo={caseNo} /> : null}
      {answeredOutside.includes(file.source) || file.duplicates.length > 0 ? (
        <UndeliveredSheet caseNo={caseNo} />
      ) : null}
      <AttachmentsSheet caseNo={caseNo} />
      {kind === 'repair' && may('GET /staff/cases/:caseNo/repair') ? <CaseOrder caseNo={caseNo} /> : null}
      <Limits file={file} />
      {file.answer ? <Answered file={file} /> : null}
      <InvestigationsSheet caseNo={caseNo} />
      <CustomerSheet file={file} />
      {file.accountNo && !file.anonymous ? <HouseholdSheet accountNo={file.accountNo} /> : null}
      <Timeline file={file} />
      {act ? (
        <ActDialog key={act} act={act} file={file} others={others} onClose={() => setAct(null)} />
      ) : null}
      {choosing ? <MacroDialog file={file} others={others} onClose={() => setChoosing(false)} /> : null}
    </>
  );
}

function Customer({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const {
    accountNo,
    anonymous,
    confidential,
    contactName,
    contactPhone,
    place,
    position,
    mood,
    source,
    grade,
  } = file;
  const flags = [anonymous ? t('anonymous') : null, confidential ? t('confidential') : null];
  return (
    <Known
      facts={[
        [t('source'), word('case-source', source)],
        [t('household'), accountNo ? <AccountLink key="account" accountNo={accountNo} /> : null],
        [t('contact-name'), contactName],
        [t('contact-phone'), contactPhone],
        [t('place'), place],
        [
          t('position'),
          position ? `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}` : null,
        ],
        [t('mood'), mood ? word('case-mood', mood) : null],
        [t('grade'), [word('case-grade', grade), ...flags.filter(flag => flag !== null)].join(' · ')],
      ]}
    />
  );
}

/** What is not known takes no line. */
function Known({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return <Facts facts={facts.filter(([, value]) => value)} />;
}

function Limits({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  return (
    <Sheet title={t('limits')}>
      <Facts
        facts={[
          [t('owner'), file.owner ? nameOf(file.owner) : t('nobody')],
          ...(file.wishedStaff ? [[t('wished'), file.wishedStaff] as [string, ReactNode]] : []),
          [t('first'), file.firstReceiver && nameOf(file.firstReceiver)],
          [t('opened'), <At key="opened" at={file.openedAt} />],
          [t('contact-by'), <At key="contact" at={file.contactedAt ?? file.contactDueAt} />],
          [t('update-by'), <At key="update" at={file.updateDueAt} />],
          [
            t('answer-by'),
            <span key="answer">
              <At at={file.answerDueAt} /> <WeekendsOnly until={file.answerDueAt} />
            </span>,
          ],
          [t('promised'), <At key="promised" at={file.promisedAt} />],
          ...(file.escalationLevel > 0
            ? [[t('escalated'), t('level', { level: file.escalationLevel })] as [string, ReactNode]]
            : []),
          ...(file.pausedUntil
            ? [[t('state'), t('paused-until', { day: file.pausedUntil })] as [string, ReactNode]]
            : []),
          ...(file.mergedInto
            ? [[t('merged-into'), <CaseLink key="into" caseNo={file.mergedInto} />] as [string, ReactNode]]
            : []),
          ...(file.duplicates.length > 0
            ? [
                [t('duplicates'), file.duplicates.map(each => <CaseLink key={each} caseNo={each} />)] as [
                  string,
                  ReactNode,
                ],
              ]
            : []),
        ]}
      />
    </Sheet>
  );
}

function AccountLink({ accountNo }: { accountNo: string }) {
  return (
    <Link className="mono" to={`/accounts/${accountNo}`}>
      {accountNo}
    </Link>
  );
}

function CaseLink({ caseNo }: { caseNo: string }) {
  return (
    <Link className="mono" to={`/cases/${caseNo}`}>
      {caseNo}
    </Link>
  );
}

function Answered({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { answer, outcome, cause, remedy, responsibility, rating } = file;
  return (
    <Sheet title={t('answer')}>
      <p style={{ marginTop: 0, whiteSpace: 'pre-wrap' }}>{answer}</p>
      <Known
        facts={[
          [t('outcome'), outcome ? word('case-outcome', outcome) : null],
          [t('cause'), cause],
          [t('remedy'), remedy],
          [t('blame'), responsibility ? word('case-blame', responsibility) : null],
          [
            t('rating'),
            rating
              ? [
                  t('stars', { count: rating.stars }),
                  t(rating.satisfied ? 'satisfied' : 'not-satisfied'),
                  rating.words,
                ]
                  .filter(Boolean)
                  .join(' · ')
              : null,
          ],
        ]}
      />
    </Sheet>
  );
}

function Timeline({ file: { events } }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const who = (by: string) => (by === 'person' ? t('customer') : nameOf(by));
  return (
    <Sheet title={t('timeline')}>
      <ol className="timeline">
        {[...events].reverse().map(({ at, act, by, words, public: seen, kindBefore, unverified }) => (
          <li key={`${at}${act}`}>
            <At at={at} />
            <div>
              <span className="what">{word('case-act', act)}</span>{' '}
              <span className="soft">
                {who(by)}
                {seen ? '' : ` · ${t('internal')}`}
                {kindBefore ? ` · ${t('was-kind', { kind: word('case-kind', kindBefore) })}` : ''}
              </span>{' '}
              {unverified ? <strong className="owed">{t('unverified-words')}</strong> : null}
              {words ? <div style={{ whiteSpace: 'pre-wrap' }}>{words}</div> : null}
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
