import { yuan } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Decision } from '../../components/decision.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { CountList } from './count-list.tsx';
import { useConfirmBox } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';
import type { CashBox } from './shifts.queries.ts';

/** What one person has counted, for another to confirm: only then it is booked. */
export function ConfirmBox({ box }: { box: CashBox }) {
  const { boxNo, countedBy, explanation, expectedFen, countedFen, counts } = box;
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const { username } = useMe();
  const confirm = useConfirmBox(boxNo);
  return (
    <>
      {explanation ? <div className="soft">{explanation}</div> : null}
      {countedBy !== username && may('POST /staff/desk/cash-boxes/:boxNo/confirmation') ? (
        <Decision
          about={`${box.label} ${yuan(countedFen ?? 0)}`}
          approve={t('confirm-count')}
          reject={t('count-again')}
          effect={t('confirm-effect')}
          stays={t('count-again-effect')}
          decide={confirm}
        >
          <Changes
            lines={[
              {
                key: 'cash',
                what: t('confirm-cash'),
                before: <Money fen={expectedFen ?? 0} />,
                after: <Money fen={countedFen ?? 0} />,
              },
            ]}
          />
          <CountList counts={counts} />
        </Decision>
      ) : (
        <div className="soft">{t('confirm-by-another')}</div>
      )}
    </>
  );
}
