import { Button } from 'antd';
import { useTexts } from '../i18n/index.tsx';

/** A page could not be loaded (a new version was put in place, or the network is down) or broke while drawing. */
export function RouteFailure() {
  const { t } = useTexts();
  return (
    <div className="state" role="alert">
      <h1>{t('state.page-broken')}</h1>
      <p>{t('state.page-broken-hint')}</p>
      <Button onClick={() => location.reload()}>{t('state.reload')}</Button>
    </div>
  );
}
