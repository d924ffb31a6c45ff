import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useShare } from '../../components/use-share.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useFigures } from './cases.queries.ts';
import { kinds } from './kinds.ts';
import { texts } from './texts.ts';

/** The ten order types at a glance. */
export function FiguresSheet() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const share = useShare();
  const figures = useFigures();
  return (
    <Sheet title={t('figures')} flush>
      <Loaded query={figures}>
        {({ kinds: counted }) => {
          // Where limits have passed comes first; the rest stays in the field's order.
          const rows = [...kinds, 'reminder' as const]
            .map(kind => ({ kind, ...(counted.find(each => each.kind === kind) ?? none) }))
            .sort((left, right) => right.overdue - left.overdue);
          return (
            <DataTable<(typeof rows)[number]>
              label={t('figures')}
              rowKey="kind"
              dataSource={rows}
              columns={[
                { title: t('kind'), key: 'kind', render: (_, { kind }) => word('case-kind', kind) },
                { title: t('figure-opened'), dataIndex: 'opened', align: 'right' },
                { title: t('figure-open'), dataIndex: 'open', align: 'right' },
                {
                  title: t('figure-overdue'),
                  key: 'overdue',
                  align: 'right',
                  render: (_, { overdue }) =>
                    overdue > 0 ? <strong className="owed">{overdue}</strong> : overdue,
                },
                {
                  title: t('figure-in-time'),
                  key: 'in-time',
                  align: 'right',
                  render: (_, { answered, answeredInTime }) => share(answeredInTime, answered),
                },
                {
                  title: t('figure-satisfied'),
                  key: 'satisfied',
                  align: 'right',
                  render: (_, { rated, satisfied }) => share(satisfied, rated),
                },
              ]}
            />
          );
        }}
      </Loaded>
    </Sheet>
  );
}

const none = { open: 0, overdue: 0, opened: 0, answered: 0, answeredInTime: 0, rated: 0, satisfied: 0 };
