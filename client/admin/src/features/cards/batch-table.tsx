import { App, Button, Popconfirm } from 'antd';
import { Allowed } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Decision } from '../../components/decision.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type CardBatch, useDecideBatch, useExport } from './cards.queries.ts';
import { cardTexts } from './texts.ts';

const tones: Record<string, Tone> = { requested: 'waits', generated: 'plain', rejected: 'bad' };

export function BatchTable({ rows }: { rows: CardBatch[] }) {
  const t = useFeatureTexts(cardTexts);
  const word = useWord();
  return (
    <ListTable<CardBatch>
      list="card-batches"
      label={t('batches')}
      rowKey="batchNo"
      dataSource={rows}
      columns={[
        { title: t('batch'), dataIndex: 'batchNo', onCell: () => ({ className: 'mono' }) },
        {
          title: t('face'),
          dataIndex: 'faceFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        { title: t('count'), dataIndex: 'count', align: 'right', onCell: () => ({ className: 'figures' }) },
        { title: t('expires'), dataIndex: 'expiresOn', onCell: () => ({ className: 'figures' }) },
        {
          title: t('state'),
          dataIndex: 'status',
          render: (status: string) => <StatusTag group="card-batch" status={status} tone={tones[status]} />,
        },
        {
          title: t('cards'),
          dataIndex: 'cards',
          render: (cards: Record<string, number>) =>
            Object.entries(cards)
              .map(([status, count]) => `${word('card', status)} ${count}`)
              .join(' · ') || '—',
        },
        {
          title: t('by'),
          key: 'by',
          render: (_, { requestedBy, decidedBy }) => <Who did={requestedBy} then={decidedBy} />,
        },
        { title: '', key: 'do', align: 'right', render: (_, batch) => <BatchActions batch={batch} /> },
      ]}
    />
  );
}

function BatchActions({ batch }: { batch: CardBatch }) {
  const { batchNo, status, exportedBy } = batch;
  const t = useFeatureTexts(cardTexts);
  const nameOf = useNameOf();
  const { message } = App.useApp();
  const fetchFile = useExport();
  const failed = (error: Error) => void message.error(error.message);
  if (status === 'requested')
    return (
      <Allowed to="POST /staff/card-batches/:batchNo/decision">
        <BatchDecision batch={batch} />
      </Allowed>
    );
  if (exportedBy) return <span className="soft">{t('exported', { by: nameOf(exportedBy) })}</span>;
  if (status !== 'generated') return null;
  return (
    <Allowed to="POST /staff/card-batches/:batchNo/export">
      <Popconfirm title={t('export-hint')} onConfirm={() => fetchFile.mutate(batchNo, { onError: failed })}>
        <Button size="small">{t('export')}</Button>
      </Popconfirm>
    </Allowed>
  );
}

function BatchDecision({ batch: { batchNo, faceFen, count } }: { batch: CardBatch }) {
  const t = useFeatureTexts(cardTexts);
  return (
    <Decision
      about={`${t('batch')} ${batchNo}`}
      approve={t('approve')}
      reject={t('reject')}
      effect={t('approve-effect')}
      decide={useDecideBatch(batchNo)}
    >
      <Changes
        lines={[
          { key: 'cards', what: t('count'), before: 0, after: count },
          {
            key: 'worth',
            what: t('approve-worth'),
            before: <Money fen={0} />,
            after: <Money fen={faceFen * count} />,
          },
        ]}
      />
    </Decision>
  );
}
