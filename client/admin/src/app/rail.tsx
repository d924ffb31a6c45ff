import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { NavLink } from 'react-router-dom';
import { Icon } from '../components/icon.tsx';
import { chooseLanguage, useFeatureTexts, useTexts } from '../i18n/index.tsx';
import { placeGroups } from './feature.ts';
import { chooseLook, useLook } from './look.ts';
import { groupsOf } from './places.ts';
import { useMay, useMe, useSignOut } from './session.tsx';
import { texts } from './shell.texts.ts';
import { openFinder } from './shortcuts.tsx';
import { useWaiting } from './waiting.queries.ts';

const PasswordDialog = lazy(async () => ({
  default: (await import('./password-dialog.tsx')).PasswordDialog,
}));

export function Rail() {
  const { t, language } = useTexts();
  const say = useFeatureTexts(texts);
  const me = useMe();
  const may = useMay();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  const waiting = useWaiting();
  const countAt = (to: string) =>
    waiting
      .filter(line => line.to.split('?')[0] === to)
      .reduce((sum, line) => sum + (line.query.data?.count ?? 0), 0);
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <NavLink to="/" className="rail-brand" aria-label={t('app.title')}>
        <Mark size={26} />
        <span>{t('app.name')}</span>
      </NavLink>
      {may('GET /staff/find') ? (
        <button type="button" className="rail-find" onClick={openFinder} aria-keyshortcuts="Control+K">
          <Icon name="search" size={16} />
          <span>{say('find.open')}</span>
          <kbd>Ctrl K</kbd>
        </button>
      ) : null}
      {groupsOf(me.roles).map(({ group, places }) => (
        <div className="rail-group" key={group}>
          <h2>{placeGroups[group][language]}</h2>
          {places.map(({ to, name, icon }) => (
            <NavLink key={to} to={to} className="rail-link" title={name[language]}>
              <Icon name={icon} />
              <span>{name[language]}</span>
              {countAt(to) > 0 ? <b className="count figures">{countAt(to)}</b> : null}
            </NavLink>
          ))}
        </div>
      ))}
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
        <div className="rail-tools">
          <Button
            type="text"
            size="small"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'EN' : '中文'}
          </Button>
          <LookButton />
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

function LookButton() {
  const say = useFeatureTexts(texts);
  const other = useLook() === 'light' ? 'dark' : 'light';
  const name = say(`look.${other}`);
  return (
    <Button
      type="text"
      size="small"
      icon={<Icon name={other === 'dark' ? 'moon' : 'sun'} size={16} />}
      aria-label={name}
      title={name}
      onClick={() => chooseLook(other)}
    />
  );
}

export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--brand)" />
      <path d="M18 5 9 18h6l-2 9 10-14h-6z" fill="var(--on-brand)" />
    </svg>
  );
}
