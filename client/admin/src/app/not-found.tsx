import { Link } from 'react-router-dom';
import { useTexts } from '../i18n/index.tsx';

export function NotFound() {
  const { t } = useTexts();
  return (
    <div className="state">
      <h1>{t('state.no-page')}</h1>
      <p>{t('state.no-page-hint')}</p>
      <Link to="/">{t('state.to-start')}</Link>
    </div>
  );
}
