import { yuan } from '../../app/format.ts';
import { Allowed } from '../../app/session.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { AlertTable } from './alert-table.tsx';
import { type AccountAlerts, useAccountAlerts } from './alerts.queries.ts';
import { Contacts } from './contacts.tsx';
import { alertTexts } from './texts.ts';

/** In a customer's file: the estimate, who is told what, the contacts, and the last alerts. */
export function AccountAlertsSheet({ accountNo }: { accountNo: string }) {
  return (
    <Allowed to="GET /staff/accounts/:accountNo/alerts">
      <Shown accountNo={accountNo} />
    </Allowed>
  );
}

function Shown({ accountNo }: { accountNo: string }) {
  const t = useFeatureTexts(alertTexts);
  const alerts = useAccountAlerts(accountNo);
  return (
    <Sheet title={t('account-title')}>
      <Loaded query={alerts}>
        {data => (
          <>
            <Estimate of={data} />
            <People of={data} />
            <Contacts accountNo={accountNo} of={data} />
            <h3>{t('last')}</h3>
            {data.alerts.length === 0 ? (
              <p className="soft">{t('none-yet')}</p>
            ) : (
              <AlertTable rows={data.alerts} ofOne />
            )}
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Estimate({ of: { estimate, paymentMode } }: { of: AccountAlerts }) {
  const t = useFeatureTexts(alertTexts);
  if (!estimate) return <p className="soft no-top">{t('no-estimate')}</p>;
  const { asOf, usedFen, forecastMonth, forecastFen, forecastLowFen, forecastHighFen, missingDays } =
    estimate;
  const range =
    forecastLowFen !== null && forecastHighFen !== null && forecastLowFen < forecastHighFen
      ? ` (${yuan(forecastLowFen)} – ${yuan(forecastHighFen)})`
      : '';
  return (
    <>
      <p className="no-top">
        {t(`mode.${paymentMode}`)}
        {asOf ? <span className="soft">{` · ${t('as-of', { day: asOf })}`}</span> : null}
      </p>
      {usedFen === null ? null : (
        <p>
          {t('used')} <Money fen={usedFen} />
        </p>
      )}
      {forecastMonth && forecastFen !== null ? (
        <p>
          {t('forecast', { month: forecastMonth })} <Money fen={forecastFen} />
          <span className="soft figures">{range}</span>
        </p>
      ) : null}
      {missingDays > 0 ? <p className="soft">{t('missing', { count: missingDays })}</p> : null}
    </>
  );
}

function People({ of: { people } }: { of: AccountAlerts }) {
  const t = useFeatureTexts(alertTexts);
  const word = useWord();
  if (people.length === 0) return <p className="soft">{t('nobody')}</p>;
  return (
    <>
      <h3>{t('told-of')}</h3>
      <ul className="notes">
        {people.map(({ phoneMasked, rules }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people are shown without anything that tells them apart
          <li key={index}>
            <div className="figures">{phoneMasked ?? '—'}</div>
            <span className="soft">
              {rules
                .filter(({ enabled }) => enabled)
                .map(({ rule }) => word('alert-rule', rule))
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
