import { DataTable } from '../../components/data-table.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { deviceTexts } from './device-texts.ts';
import type { EventProblem } from './shifts.queries.ts';

/** What kiosks reported against their own reports: booked by the notes, and for a person to look at. */
export function ProblemTable({ rows }: { rows: EventProblem[] }) {
  const t = useFeatureTexts(deviceTexts);
  return (
    <DataTable<EventProblem>
      label={t('problems')}
      rowKey={({ deviceNo, sequence }) => `${deviceNo}-${sequence}`}
      dataSource={rows}
      columns={[
        { title: t('device'), dataIndex: 'deviceNo', render: (no: string) => <Mono>{no}</Mono> },
        { title: t('reported'), dataIndex: 'receivedAt', render: (at: string) => <At at={at} /> },
        {
          title: t('problem'),
          dataIndex: 'problem',
          render: (problem: EventProblem['problem']) => t(problem),
        },
        { title: t('customer'), dataIndex: 'session', render: (session: string) => <Mono>{session}</Mono> },
        {
          title: t('account'),
          dataIndex: 'accountNo',
          render: (no: string | null) => (no ? <Mono>{no}</Mono> : '—'),
        },
        {
          title: t('notes'),
          dataIndex: 'notes',
          align: 'right',
          render: (notes: number | null) => notes ?? '—',
        },
        { title: t('said'), dataIndex: 'fen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      ]}
    />
  );
}
