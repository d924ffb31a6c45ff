import { Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router-dom';
import { minuteOf, yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type HouseholdFile, useHouseholdFile } from './household.queries.ts';
import { texts } from './texts.ts';
import { riskTones } from './tones.ts';
import { WriteDialog } from './write-dialog.tsx';

/** 一户一档 beside a case or in the account's file: what is known of the household that the reader may see. */
export function HouseholdSheet({ accountNo }: { accountNo: string }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const file = useHouseholdFile(accountNo);
  const [writing, setWriting] = useState<'risk' | 'visits' | null>(null);
  return (
    <Sheet
      title={t('title')}
      extra={
        may('POST /staff/accounts/:accountNo/risk') ? (
          <Space>
            <Button size="small" onClick={() => setWriting('risk')}>
              {t('grade')}
            </Button>
            <Button size="small" onClick={() => setWriting('visits')}>
              {t('visit')}
            </Button>
          </Space>
        ) : null
      }
    >
      <Loaded query={file}>{shown => <FileFacts file={shown} />}</Loaded>
      {writing ? <WriteDialog accountNo={accountNo} what={writing} onClose={() => setWriting(null)} /> : null}
    </Sheet>
  );
}

function FileFacts({ file }: { file: HouseholdFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const {
    accountNo,
    transformerArea,
    manager,
    risk,
    specialNeeds,
    bills,
    payments,
    cases,
    applications,
    visits,
  } = file;
  const linked = (to: string, name: string) => (
    <Link key={to} to={to}>
      {name}
    </Link>
  );
  return (
    <Facts
      facts={[
        [t('account'), linked(`/accounts/${accountNo}`, t('open'))],
        [t('area'), transformerArea],
        [t('manager'), manager ? [manager.name, manager.phone].filter(Boolean).join(' ') : null],
        [
          t('risk'),
          risk ? (
            <span key="risk">
              <StatusTag group="risk" status={risk.grade} tone={riskTones[risk.grade]} /> {risk.reason}{' '}
              <span className="soft">
                {t('by-whom', { who: nameOf(risk.setBy), at: minuteOf(risk.setAt) })}
              </span>
            </span>
          ) : (
            t('no-risk')
          ),
        ],
        [
          t('needs'),
          specialNeeds.length > 0
            ? specialNeeds.map(kind => word('special-need', kind)).join(' · ')
            : t('no-needs'),
        ],
        [
          t('bills'),
          <Lines
            key="bills"
            lines={bills.map(({ billNo, month, totalFen, owedFen }) =>
              linked(
                `/accounts/${accountNo}?bill=${billNo}`,
                t(owedFen > 0 ? 'bill-line' : 'bill-paid', {
                  month,
                  total: yuan(totalFen),
                  owed: yuan(owedFen),
                }),
              ),
            )}
          />,
        ],
        [
          t('payments'),
          <Lines
            key="payments"
            lines={payments.map(({ paymentNo, amountFen, status, at }) =>
              linked(
                `/payments/${paymentNo}`,
                `${minuteOf(at)} ${yuan(amountFen)} ${word('payment-status', status)}`,
              ),
            )}
          />,
        ],
        [
          t('cases'),
          <Lines
            key="cases"
            lines={cases.map(({ caseNo, kind, status }) =>
              linked(`/cases/${caseNo}`, `${caseNo} ${word('case-kind', kind)} ${word('case', status)}`),
            )}
          />,
        ],
        [
          t('applications'),
          <Lines
            key="applications"
            lines={applications.map(({ caseNo, status }) =>
              linked(`/applications/${caseNo}`, `${caseNo} ${word('application', status)}`),
            )}
          />,
        ],
        [
          t('visits'),
          <Lines
            key="visits"
            lines={visits.map(({ visitedOn, findings, visitedBy }) => (
              <span key={visitedOn + findings}>
                {visitedOn} {findings} <span className="soft">{nameOf(visitedBy)}</span>
              </span>
            ))}
          />,
        ],
      ]}
    />
  );
}

function Lines({ lines }: { lines: ReactNode[] }) {
  const t = useFeatureTexts(texts);
  if (lines.length === 0) return <span className="soft">{t('nothing')}</span>;
  return (
    <ul className="plain-list">
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are never moved
        <li key={place}>{line}</li>
      ))}
    </ul>
  );
}
