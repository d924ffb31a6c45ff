import { QRCode } from 'antd';
import { minuteOf, yuan } from '../../app/format.ts';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import type { Slip } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

/** As the till's printer puts it on 80 mm paper. The signed PDF stands behind the check address. */
export function PrintedSlip({ slip }: { slip: Slip }) {
  const t = useFeatureTexts(counterTexts);
  const word = useWord();
  const nameOf = useNameOf();
  const rows: [string, string | null][] = [
    [t('account'), slip.accountNo],
    [t('slip.tender'), word('tender', slip.tender)],
    [t('slip.given'), slip.tenderedFen === null ? null : yuan(slip.tenderedFen)],
    [t('slip.change'), slip.changeFen ? yuan(slip.changeFen) : null],
    [t('slip.surplus'), slip.surplusFen > 0 ? yuan(slip.surplusFen) : null],
    [t('slip.receipt'), slip.receiptNo],
    [t('slip.shift'), slip.shiftNo],
    [t('slip.clerk'), nameOf(slip.clerk)],
  ];
  return (
    <article className="slip" aria-label={t('slip')}>
      <h2 className="slip-utility">{slip.utility}</h2>
      <p>
        {t('slip')} · <span className="figures">{minuteOf(slip.takenAt)}</span>
        {slip.counter ? (
          <>
            <br />
            {slip.counter}
          </>
        ) : null}
      </p>
      <ul>
        {slip.items.map(({ title, amountFen }) => (
          <li key={title}>
            <span>{title}</span>
            <span className="figures">{yuan(amountFen)}</span>
          </li>
        ))}
        <li className="sum">
          <span>{t('total')}</span>
          <span className="figures">{yuan(slip.amountFen)}</span>
        </li>
      </ul>
      <dl>
        {rows.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {slip.checkUrl ? (
        <figure>
          <QRCode value={slip.checkUrl} size={104} bordered={false} aria-label={t('slip.check')} />
          <figcaption>{t('slip.check')}</figcaption>
        </figure>
      ) : null}
    </article>
  );
}
