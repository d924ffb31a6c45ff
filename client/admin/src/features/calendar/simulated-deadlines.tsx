import { Button } from 'antd';
import { Link } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Simulation, useSimulation } from './calendar.queries.ts';
import type { TypedDay } from './parse-days.ts';
import { texts } from './texts.ts';

/** Which applications would be due on another day, before the year is put in. */
export function SimulatedDeadlines({ year, days }: { year: number; days: readonly TypedDay[] }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const simulation = useSimulation();
  if (!may('POST /staff/application-deadlines/simulation')) return null;
  const asked = { year, days: days.map(({ day, kind }) => ({ day, kind })) };
  // What was typed since makes it the answer to another question.
  const stands = JSON.stringify(simulation.variables) === JSON.stringify(asked);
  return (
    <>
      <ProblemList error={stands ? simulation.error : null} />
      <Button loading={simulation.isPending} onClick={() => simulation.mutate(asked)}>
        {t('simulate')}
      </Button>
      {stands && simulation.data ? <Moved simulation={simulation.data} /> : null}
    </>
  );
}

function Moved({ simulation: { looked, earlier, later, stepsOnly, moved } }: { simulation: Simulation }) {
  const t = useFeatureTexts(texts);
  const count = earlier + later + stepsOnly;
  const none = count === 0;
  return (
    <>
      <p role="status">
        {none ? t('moves-none', { looked }) : t('moves', { looked, earlier, later, stepsOnly })}
      </p>
      {none ? null : (
        <DataTable<Simulation['moved'][number]>
          label={t('simulate')}
          rowKey="caseNo"
          dataSource={moved}
          columns={[
            {
              title: t('case'),
              key: 'case',
              render: (_, { caseNo }) => (
                <Link className="row-link mono" to={`/applications/${caseNo}`}>
                  {caseNo}
                </Link>
              ),
            },
            {
              title: t('due'),
              key: 'due',
              render: (_, { dueOn }) => <span className="figures">{dueOn}</span>,
            },
            {
              title: t('due-then'),
              key: 'then',
              render: (_, { newDueOn }) => <span className="figures">{newDueOn}</span>,
            },
            {
              title: t('step'),
              key: 'step',
              render: (_, { stepDueOn }) => <span className="figures">{stepDueOn}</span>,
            },
            {
              title: t('step-then'),
              key: 'step-then',
              render: (_, { newStepDueOn }) => <span className="figures">{newStepDueOn}</span>,
            },
          ]}
        />
      )}
      {moved.length < count ? <p className="soft">{t('moves-first', { count: moved.length })}</p> : null}
    </>
  );
}
