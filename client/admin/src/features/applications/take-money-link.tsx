import { Link } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

interface TakeMoneyLinkProps {
  accountNo: string;
  /** Where somebody else holds the account now. */
  holder?: number;
}

/** To the till with their bill open; for whoever may take money. */
export function TakeMoneyLink({ accountNo, holder }: TakeMoneyLinkProps) {
  const t = useFeatureTexts(texts);
  if (!useMay()('POST /staff/desk/takings')) return null;
  return (
    <Link to={`/counter?account=${accountNo}${holder ? `&holder=${holder}` : ''}`}>{t('take-money')}</Link>
  );
}
