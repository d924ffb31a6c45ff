import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Retention = Answer<'GET /staff/document-retention'>;

/** What the nightly deletion did, and whether anything is left that should be gone. */
export function RetentionSheet() {
  const t = useFeatureTexts(texts);
  const retention = useQuery({
    queryKey: ['settings', 'retention'],
    queryFn: () => get<Retention>('/staff/document-retention'),
  });
  return (
    <Sheet title={t('retention.title')} flush>
      <Loaded query={retention}>
        {({ runs }) =>
          runs.length === 0 ? (
            <EmptyState title={t('retention.none')} hint={t('retention.none-hint')} />
          ) : (
            <DataTable<Retention['runs'][number]>
              label={t('retention.title')}
              rowKey="at"
              dataSource={runs}
              columns={[
                { title: t('retention.at'), key: 'at', render: (_, { at }) => <At at={at} /> },
                { title: t('retention.deleted'), dataIndex: 'deleted' },
                {
                  title: t('retention.remaining'),
                  dataIndex: 'remaining',
                  render: (left: number) => (left > 0 ? <strong>{left}</strong> : left),
                },
                { title: t('retention.strays'), dataIndex: 'strays' },
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  );
}
