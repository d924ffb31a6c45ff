import { dayOf } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useShare } from '../../components/use-share.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Figures, useFigures } from './applications.queries.ts';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';
import { useTeamName } from './use-team-name.ts';

const monthMs = 30 * 86_400_000;

/** How many were in time, by kind, stage and team; and what passed its inspection at the first look. */
export function FiguresSheet() {
  const t = useFeatureTexts(texts);
  const share = useShare();
  const now = new Date();
  const figures = useFigures(
    dayOf(new Date(now.getTime() - monthMs).toISOString()),
    dayOf(now.toISOString()),
  );
  return (
    <Sheet title={t('figures')} flush>
      <Loaded query={figures}>
        {data => (
          <>
            <Kinds rows={data.kinds} />
            <Stages rows={data.stages} />
            <p className="soft" style={{ padding: '0 14px' }}>
              {t('first-pass', { share: share(data.firstPass.passed, data.firstPass.inspected) })}
            </p>
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Kinds({ rows }: { rows: Figures['kinds'] }) {
  const t = useFeatureTexts(texts);
  const share = useShare();
  const inLanguage = useInLanguage();
  return (
    <DataTable<Figures['kinds'][number]>
      label={t('figures-kinds')}
      rowKey="kindCode"
      dataSource={rows}
      columns={[
        { title: t('kind'), key: 'kind', render: (_, { name }) => inLanguage(name) },
        { title: t('ended'), dataIndex: 'ended', align: 'right' },
        {
          title: t('in-time'),
          key: 'in-time',
          align: 'right',
          render: (_, row) => share(row.inTime, row.ended),
        },
        { title: t('refused'), dataIndex: 'refused', align: 'right' },
        { title: t('returned-twice'), dataIndex: 'returnedTwice', align: 'right' },
      ]}
    />
  );
}

function Stages({ rows }: { rows: Figures['stages'] }) {
  const t = useFeatureTexts(texts);
  const share = useShare();
  const word = useWord();
  const teamName = useTeamName();
  return (
    <DataTable<Figures['stages'][number]>
      label={t('figures-stages')}
      rowKey={({ stage, team }) => `${stage} ${team}`}
      dataSource={rows}
      columns={[
        { title: t('stage'), key: 'stage', render: (_, { stage }) => word('application-stage', stage) },
        { title: t('team'), key: 'team', render: (_, { team }) => teamName(team) },
        { title: t('ended'), dataIndex: 'ended', align: 'right' },
        {
          title: t('in-time'),
          key: 'in-time',
          align: 'right',
          render: (_, row) => share(row.inTime, row.ended),
        },
      ]}
    />
  );
}
