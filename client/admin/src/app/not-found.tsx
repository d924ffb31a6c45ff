import { Link } from 'react-router-dom';
import { useTexts } from '../i18n/index.tsx';

export function NotFound() {
  const { t } = useTexts();
  return (
    <div className="state">
      <h3>{t('state.no-page')}</h3>
      <p>{t('state.no-page-hint')}</p>
      <Link to="/">{t('state.to-start')}</Link>
    </div>
  );
}
