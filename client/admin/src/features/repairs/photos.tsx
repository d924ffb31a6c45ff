import { Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { OrderFile } from './repairs.queries.ts';
import { texts } from './texts.ts';

/** Before and after. Each is opened by a press, because each look is written down. */
export function Photos({ path, photos }: { path: string; photos: OrderFile['photos'] }) {
  const t = useFeatureTexts(texts);
  if (photos.length === 0) return null;
  return (
    <Sheet title={t('photos')}>
      <ul className="photo-links">
        {photos.map(({ documentId, moment }, index) => (
          <li key={documentId}>
            <a href={`/api/v1${path}/photos/${documentId}`} target="_blank" rel="noreferrer">
              {t(moment)} {index + 1}
            </a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
