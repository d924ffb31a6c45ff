import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router-dom';
import { FailureState } from '../components/states.tsx';
import { useTexts } from '../i18n/index.tsx';
import { Rail } from './rail.tsx';
import { MeProvider, useWhoIsSignedIn } from './session.tsx';
import { Shortcuts } from './shortcuts.tsx';

const SignInPage = lazy(async () => ({
  default: (await import('../features/sign-in/sign-in-page.tsx')).SignInPage,
}));

/** Sign-in, or the rail and the page in hand. The address stays, so that work goes on where it was after signing in again. */
export function Frame() {
  const { me, error } = useWhoIsSignedIn();
  const { t } = useTexts();
  if (me === undefined)
    return error ? (
      <FailureState error={error} />
    ) : (
      <div className="sign-in" aria-busy="true">
        <Skeleton active style={{ maxWidth: 400 }} />
      </div>
    );
  if (me === null)
    return (
      <Suspense fallback={<div className="sign-in" />}>
        <SignInPage />
      </Suspense>
    );
  return (
    <MeProvider me={me}>
      <a className="skip-link" href="#work">
        {t('nav.skip')}
      </a>
      <Shortcuts />
      <div className="shell">
        <Rail />
        <main className="work" id="work" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </MeProvider>
  );
}
