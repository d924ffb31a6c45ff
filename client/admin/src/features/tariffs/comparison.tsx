import { DataTable } from '../../components/data-table.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { ruleLines, sideBySide } from './rule-lines.ts';
import type { Rules } from './tariffs.queries.ts';
import { texts } from './texts.ts';

/** Two editions side by side; what differs is marked by a bar and weight, not by colour alone. */
export function Comparison({
  left,
  right,
}: {
  left: { title: string; rules: Rules };
  right: { title: string; rules: Rules };
}) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const rows = sideBySide(ruleLines(left.rules, t, language), ruleLines(right.rules, t, language));
  const shown = (text: string, row: (typeof rows)[number]) =>
    row.differs ? <strong className="differs">{text}</strong> : <span className="figures">{text}</span>;
  return (
    <DataTable
      label={t('tariffs.compare')}
      wraps
      rowKey="key"
      dataSource={rows}
      columns={[
        { title: '', dataIndex: 'label', width: '32%' },
        {
          title: left.title,
          dataIndex: 'left',
          render: (text: string) => <span className="figures">{text}</span>,
        },
        { title: right.title, dataIndex: 'right', render: shown },
      ]}
    />
  );
}
