import { InputNumber } from 'antd';
import { yuan } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { counterTexts } from './texts.ts';

export const pieceValues = ['10000', '5000', '2000', '1000', '500', '100', '50', '10'] as const;
export type Counted = Partial<Record<(typeof pieceValues)[number], number>>;

export const totalOf = (counted: Counted) =>
  Object.entries(counted).reduce((sum, [value, pieces]) => sum + Number(value) * (pieces ?? 0), 0);

/** Notes and coins by value; tab goes from one to the next. */
export function CountFields({
  counted,
  onChange,
}: {
  counted: Counted;
  onChange: (counted: Counted) => void;
}) {
  const t = useFeatureTexts(counterTexts);
  return (
    <div className="count-fields">
      {pieceValues.map((value, index) => (
        <div key={value}>
          <label htmlFor={`count-${value}`} className="figures">
            {yuan(Number(value))}
          </label>
          <InputNumber
            id={`count-${value}`}
            aria-label={`${yuan(Number(value))} ${t('pieces')}`}
            autoFocus={index === 0}
            min={0}
            max={100_000}
            precision={0}
            value={counted[value] ?? null}
            onChange={pieces => onChange({ ...counted, [value]: pieces ?? 0 })}
          />
        </div>
      ))}
    </div>
  );
}
