import { Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { LineDue, LineHead } from './application-line.tsx';
import { type Board, useBoard, useTeams } from './applications.queries.ts';
import { FiguresSheet } from './figures-sheet.tsx';
import { texts } from './texts.ts';
import './board.css';

/** Every stage with what lies in it, overdue and at risk first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const team = params.get('team') ?? undefined;
  const board = useBoard(team);
  return (
    <>
      <PageHead title={t('board')} hint={t('board-hint')} />
      <div className="filters">
        <TeamFilter value={team ?? ''} onChange={next => setParams(next ? { team: next } : {})} />
      </div>
      <Loaded query={board}>
        {({ columns }) => (
          <section className="stage-board" aria-label={t('board')}>
            {columns.map(column => (
              <Column key={column.stage} column={column} />
            ))}
          </section>
        )}
      </Loaded>
      {may('GET /staff/application-figures') ? <FiguresSheet /> : null}
    </>
  );
}

function TeamFilter({ value, onChange }: { value: string; onChange: (team: string) => void }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const teams = useTeams();
  return (
    <FilterField label={t('team')}>
      {id => (
        <Select<string>
          id={id}
          style={{ width: 180 }}
          value={value}
          onChange={onChange}
          options={[
            { value: '', label: t('all') },
            ...(teams.data?.teams ?? []).map(({ code, nameZh, nameEn }) => ({
              value: code,
              label: language === 'zh' ? nameZh : nameEn,
            })),
          ]}
        />
      )}
    </FilterField>
  );
}

function Column({
  column: { stage, open, waiting, overdue, atRisk, cards },
}: {
  column: Board['columns'][number];
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const counts = [
    t('count-open', { count: open }),
    waiting > 0 ? t('count-waiting', { count: waiting }) : '',
    overdue > 0 ? t('count-overdue', { count: overdue }) : '',
    atRisk > 0 ? t('count-at-risk', { count: atRisk }) : '',
  ];
  return (
    <div className="stage-column">
      <h2>{word('application-stage', stage)}</h2>
      <p className="soft">{counts.filter(Boolean).join(' · ')}</p>
      <ul>
        {cards.map(line => (
          <li key={line.caseNo}>
            <LineHead line={line} />
            <LineDue line={line} />
            <div className="soft">{line.owner ? nameOf(line.owner) : t('nobody')}</div>
          </li>
        ))}
      </ul>
    </div>
  );
}
