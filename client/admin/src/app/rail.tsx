import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { NavLink } from 'react-router-dom';
import { Icon } from '../components/icon.tsx';
import { useOpenOddPayments } from '../features/odd-payments/odd-payments.queries.ts';
import { chooseLanguage, useTexts } from '../i18n/index.tsx';
import { placeGroups } from './places.ts';
import { useMay, useMe, useSignOut } from './session.tsx';

const PasswordDialog = lazy(async () => ({
  default: (await import('./password-dialog.tsx')).PasswordDialog,
}));

export function Rail() {
  const { t, language } = useTexts();
  const may = useMay();
  const me = useMe();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  const odd = useOpenOddPayments(may('odd-payments.read'));
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <NavLink to="/" className="rail-brand" aria-label={t('app.title')}>
        <Mark size={26} />
        <span>{t('app.name')}</span>
      </NavLink>
      {placeGroups.map(group => {
        const places = group.places.filter(place => may(place.permission));
        if (places.length === 0) return null;
        return (
          <div className="rail-group" key={group.text}>
            <h2>{t(group.text)}</h2>
            {places.map(place => (
              <NavLink key={place.to} to={place.to} className="rail-link" title={t(place.text)}>
                <Icon name={place.icon} />
                <span>{t(place.text)}</span>
                {place.to === '/odd-payments' && odd ? <b className="count figures">{odd}</b> : null}
              </NavLink>
            ))}
          </div>
        );
      })}
      <div className="rail-foot">
        <div className="text">
          <button
            type="button"
            className="quiet name"
            title={t('password.title')}
            onClick={() => setChanging(true)}
          >
            {me.displayName}
          </button>
          <div className="soft">{me.roles.map(role => t(`role.${role}`)).join(' · ')}</div>
        </div>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4, marginTop: 8, marginLeft: -8 }}>
          <Button
            type="text"
            size="small"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'EN' : '中文'}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<Icon name="out" size={16} />}
            onClick={() => void signOut()}
            aria-label={t('nav.sign-out')}
          >
            <span className="text">{t('nav.sign-out')}</span>
          </Button>
        </div>
      </div>
      {changing ? (
        <Suspense fallback={null}>
          <PasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </nav>
  );
}

export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--brand)" />
      <path d="M18 5 9 18h6l-2 9 10-14h-6z" fill="#fff" />
    </svg>
  );
}
