import { Link } from 'react-router-dom';
import { yuan } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { Trial } from './tariffs.queries.ts';
import { texts } from './texts.ts';
import './trial.css';

/** What the new rules would have meant, in sums, in households and in examples. */
export function TrialView({ trial }: { trial: Trial }) {
  const t = useFeatureTexts(texts);
  const most = Math.max(...trial.spread.map(({ count }) => count), 1);
  const change = trial.afterFen - trial.beforeFen;
  return (
    <div className="trial">
      <h3>{t('trial.title', { month: trial.month })}</h3>
      {trial.bills === 0 ? (
        <p className="soft">{t('trial.none')}</p>
      ) : (
        <>
          <p className="soft">
            {t('trial.hint', { count: trial.bills })}
            {trial.notRated > 0 ? ` ${t('trial.not-rated', { count: trial.notRated })}` : ''}
          </p>
          <dl className="numbers">
            <Figure label={t('trial.before')} value={yuan(trial.beforeFen)} />
            <Figure label={t('trial.after')} value={yuan(trial.afterFen)} />
            <Figure label={t('trial.change')} value={signed(change)} />
            <Figure label={t('trial.dearer')} value={String(trial.dearer)} />
            <Figure label={t('trial.cheaper')} value={String(trial.cheaper)} />
          </dl>
          <h4>{t('trial.spread')}</h4>
          <ul className="spread">
            {trial.spread.map(step => (
              <li key={`${step.fromFen}`}>
                <span className="figures">{stepText(step)}</span>
                <span className="track">
                  <span style={{ width: `${(step.count / most) * 100}%` }} />
                </span>
                <span className="figures">{t('trial.households', { count: step.count })}</span>
              </li>
            ))}
          </ul>
          <Extremes title={t('trial.most-dearer')} rows={trial.mostDearer} />
          <Extremes title={t('trial.most-cheaper')} rows={trial.mostCheaper} />
        </>
      )}
      <h4>{t('trial.examples')}</h4>
      <Examples trial={trial} />
    </div>
  );
}

const Figure = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const signed = (fen: number) => `${fen > 0 ? '+' : ''}${yuan(fen)}`;

function stepText({ fromFen, toFen }: Trial['spread'][number]): string {
  if (fromFen === 0 && toFen === 0) return '±0';
  if (fromFen === null) return `≤ ${signed(toFen!)}`;
  if (toFen === null) return `≥ ${signed(fromFen)}`;
  return `${signed(fromFen)} … ${signed(toFen)}`;
}

function Extremes({ title, rows }: { title: string; rows: Trial['mostDearer'] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className="extremes">
        {rows.map(row => (
          <li key={row.accountNo}>
            <Link className="mono" to={`/accounts/${row.accountNo}`}>
              {row.accountNo}
            </Link>
            <span>
              <Money fen={row.beforeFen} /> → <Money fen={row.afterFen} />
            </span>
            <strong className="figures">{signed(row.afterFen - row.beforeFen)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

function Examples({ trial }: { trial: Trial }) {
  const t = useFeatureTexts(texts);
  const pair = (before: number | null, after: number | null) =>
    before === null && after === null ? (
      '—'
    ) : (
      <span className="figures">
        {before === null ? '—' : yuan(before)} → {after === null ? '—' : yuan(after)}
      </span>
    );
  return (
    <div className="sheet">
      <DataTable
        label={t('trial.examples')}
        rowKey="kwh"
        dataSource={trial.examples}
        columns={[
          { title: t('trial.kwh'), dataIndex: 'kwh', className: 'figures' },
          {
            title: t('trial.flat'),
            key: 'flat',
            align: 'right',
            render: (_, row) => pair(row.flatBeforeFen, row.flatAfterFen),
          },
          {
            title: t('trial.time-of-use'),
            key: 'time-of-use',
            align: 'right',
            render: (_, row) => pair(row.timeOfUseBeforeFen, row.timeOfUseAfterFen),
          },
        ]}
      />
    </div>
  );
}
