import { Drawer } from 'antd';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { CaseActs } from './case-acts.tsx';
import { DebtsSheet, EventsSheet, ToldSheet } from './case-sheets.tsx';
import { type CaseFile, useCase } from './dunning.queries.ts';
import { NextStep, WhyItStands } from './next-step.tsx';
import { texts } from './texts.ts';
import { supplyTones, toneOf } from './tones.ts';

/** One case beside the list: where it stands and why, the evidence, and what may be done. */
export function Panel() {
  const { caseNo = '' } = useParams();
  const t = useFeatureTexts(texts);
  const navigate = useNavigate();
  const { search } = useLocation();
  const file = useCase(caseNo);
  return (
    <Drawer
      open
      mask={false}
      size="min(760px, calc(100vw - 56px))"
      title={t('panel-title', { no: caseNo })}
      onClose={() => navigate(`/dunning${search}`)}
      footer={file.data && file.data.status !== 'closed' ? <CaseActs file={file.data} /> : null}
    >
      <Loaded query={file} rows={10}>
        {data => (
          <>
            <StandsSheet file={data} />
            <DebtsSheet file={data} />
            <ToldSheet file={data} />
            <EventsSheet events={data.events} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

function StandsSheet({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { accountNo, debtFen, daysOverdue, status, supply, submittedBy, decidedBy, needs } = file;
  const facts: [string, React.ReactNode][] = [
    [
      t('account'),
      <Link key="account" className="row-link mono" to={`/accounts/${accountNo}`}>
        {accountNo}
      </Link>,
    ],
    [
      t('debt'),
      <span key="debt">
        <Money fen={debtFen} strong /> <span className="soft">{t('days', { count: daysOverdue })}</span>
      </span>,
    ],
    [t('why'), <WhyItStands key="why" file={file} />],
    [t('next'), <NextStep key="next" file={file} />],
    [
      t('supply'),
      <StatusTag key="supply" group="supply" status={supply.state} tone={supplyTones[supply.state]} />,
    ],
  ];
  if (needs.length > 0)
    facts.push([t('needs'), needs.map(({ kind }) => word('special-need', kind)).join(t('text.list'))]);
  if (submittedBy) facts.push([t('submitted-by'), <Who key="submitted" did={submittedBy} />]);
  if (decidedBy) facts.push([t('decided-by'), <Who key="decided" did={decidedBy} />]);
  return (
    <Sheet title={t('stands')} extra={<StatusTag group="dunning" status={status} tone={toneOf(status)} />}>
      <Facts facts={facts} />
    </Sheet>
  );
}
