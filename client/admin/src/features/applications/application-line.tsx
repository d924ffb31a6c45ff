import { Link } from 'react-router-dom';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { ApplicationLine } from './applications.queries.ts';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';
import { urgencyTone } from './tones.ts';

/** What it is and whose, on a line of the inbox and a card of the board. */
export function LineHead({ line }: { line: ApplicationLine }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const parts = [
    line.applicantMasked,
    line.placeMasked,
    line.returnedTwice ? t('returned-twice') : '',
    line.homeService ? t('home-service') : '',
  ];
  return (
    <>
      <Link className="row-link" to={`/applications/${line.caseNo}`}>
        {inLanguage(line.kind.name)} <span className="mono">{line.caseNo}</span>
      </Link>
      <div className="soft">{parts.filter(Boolean).join(' · ')}</div>
    </>
  );
}

export function LineDue({ line }: { line: ApplicationLine }) {
  const t = useFeatureTexts(texts);
  if (line.urgency === null)
    return <span className="soft">{t(line.wanted ? 'waits-for-customer' : 'waits-for-day')}</span>;
  return (
    <>
      <span className="figures">{line.stepDueOn}</span>{' '}
      <StatusTag group="application-urgency" status={line.urgency} tone={urgencyTone(line.urgency)} />{' '}
      <Countdown line={line} />
    </>
  );
}

/** The working days that are left, or how many it is late; late since a free day it is none yet. */
function Countdown({ line: { urgency, daysLeft } }: { line: ApplicationLine }) {
  const t = useFeatureTexts(texts);
  const late = urgency === 'overdue';
  if (daysLeft === null || (late && daysLeft === 0)) return null;
  const text = late ? 'days-over' : daysLeft === 0 ? 'days-none' : 'days-left';
  return <span className="soft">{t(text, { count: Math.abs(daysLeft) })}</span>;
}
