import { App, Button } from 'antd';
import { download } from '../../api/download.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { PartnerDay, PartnerFile } from './partners.queries.ts';
import { texts } from './texts.ts';

/** Clearing dates that are over, with what we booked and whether the partner's own file says the same sum. */
export function Days({ file: { partner, days } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const { message } = App.useApp();
  const take = (date: string) =>
    download(`/staff/partners/${partner.code}/day-files/${date}`, {}, () => {}).catch(
      error => void message.error((error as Error).message),
    );
  return (
    <Sheet title={t('days.title')} flush>
      {days.length === 0 ? (
        <p className="soft" style={{ margin: 0, padding: '12px 16px' }}>
          {t('days.none')}
        </p>
      ) : (
        <ListTable<PartnerDay>
          list="partner-days"
          within
          label={t('days.title')}
          rowKey="clearingOn"
          dataSource={days}
          columns={[
            { title: t('clearing-on'), dataIndex: 'clearingOn', className: 'figures' },
            { title: t('payments'), dataIndex: 'payments', align: 'right', className: 'figures' },
            { title: t('days.reversals'), dataIndex: 'reversals', align: 'right', className: 'figures' },
            {
              title: t('days.net'),
              dataIndex: 'netFen',
              align: 'right',
              render: (fen: number) => <Money fen={fen} />,
            },
            ...(partner.prefunded
              ? [
                  {
                    title: t('days.commission'),
                    dataIndex: 'commissionFen',
                    align: 'right' as const,
                    render: (fen: number) => <Money fen={fen} />,
                  },
                ]
              : []),
            {
              title: t('days.theirs'),
              key: 'theirs',
              align: 'right',
              render: (_, row) =>
                row.fileTotalFen === null ? (
                  '—'
                ) : row.fileTotalFen === row.netFen ? (
                  <Money fen={row.fileTotalFen} />
                ) : (
                  <>
                    <Money fen={row.fileTotalFen} /> <StatusTag status="differs" tone="bad" text="≠" />
                  </>
                ),
            },
            {
              title: '',
              key: 'file',
              align: 'right',
              render: (_, row) => (
                <Button size="small" type="link" onClick={() => void take(row.clearingOn)}>
                  {t('days.file')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Sheet>
  );
}

export function BadMessages({ file: { bad } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  return (
    <Sheet title={t('bad.title')} flush>
      {bad.length === 0 ? (
        <p className="soft" style={{ margin: 0, padding: '12px 16px' }}>
          {t('bad.none')}
        </p>
      ) : (
        <DataTable<PartnerFile['bad'][number]>
          label={t('bad.title')}
          rowKey={row => `${row.on} ${row.reason}`}
          dataSource={bad}
          columns={[
            { title: t('bad.on'), dataIndex: 'on', className: 'figures' },
            {
              title: t('bad.reason'),
              dataIndex: 'reason',
              render: (reason: string) => t(`reason.${reason}` as 'reason.form'),
            },
            { title: t('bad.count'), dataIndex: 'count', align: 'right', className: 'figures' },
          ]}
        />
      )}
    </Sheet>
  );
}
