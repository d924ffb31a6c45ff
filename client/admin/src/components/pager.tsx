import { Button } from 'antd';
import { useTexts } from '../i18n/index.tsx';

/** Under a list that comes in pages. */
export function Pager({
  page,
  hasMore,
  onPage,
}: {
  page: number;
  hasMore: boolean;
  onPage: (page: number) => void;
}) {
  const { t } = useTexts();
  if (page <= 1 && !hasMore) return null;
  return (
    <div className="pager">
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('page.previous')}
      </Button>
      <span className="soft figures">{t('page.number', { page })}</span>
      <Button size="small" disabled={!hasMore} onClick={() => onPage(page + 1)}>
        {t('page.next')}
      </Button>
    </div>
  );
}
