import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { CrewDialog } from './crew-dialog.tsx';
import type { Board, Team } from './repairs.queries.ts';
import { texts } from './texts.ts';

/** The 65 points' teams: who is in them, free or not. */
export function TeamsSheet({ board: { teams, points } }: { board: Board }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const pointOf = new Map(points.map(point => [point.id, point]));
  const stateOf = ({ active, crew, orderNo }: Team) =>
    !active || crew.length === 0 ? 'empty' : orderNo ? 'busy' : 'free';
  return (
    <Sheet
      title={t('teams', { count: teams.length })}
      flush
      extra={
        may('PUT /staff/repair-crews/:username') ? (
          <Button size="small" onClick={() => setChanging(true)}>
            {t('set-crew')}
          </Button>
        ) : null
      }
    >
      {changing ? <CrewDialog teams={teams} onClose={() => setChanging(false)} /> : null}
      <DataTable<Team>
        label={t('teams', { count: teams.length })}
        rowKey="id"
        dataSource={[...teams].sort(
          (left, right) => Number(right.orderNo !== null) - Number(left.orderNo !== null),
        )}
        columns={[
          { title: t('team'), dataIndex: 'name' },
          {
            title: t('state'),
            key: 'state',
            render: (_, team) => (
              <>
                <StatusTag
                  status={stateOf(team)}
                  tone={stateOf(team) === 'busy' ? 'waits' : 'plain'}
                  text={t(`team-${stateOf(team)}`)}
                />
                {team.orderNo ? (
                  <>
                    {' '}
                    <Link className="mono" to={`/repairs/${team.orderNo}`}>
                      {team.orderNo}
                    </Link>
                  </>
                ) : null}
              </>
            ),
          },
          { title: t('crew'), key: 'crew', render: (_, { crew }) => crew.join(' · ') || '—' },
          {
            title: t('area'),
            key: 'area',
            render: (_, { pointId }) => {
              const point = pointOf.get(pointId);
              return point ? `${word('area-kind', point.areaKind)} · ${point.streets.join(' · ')}` : '—';
            },
          },
        ]}
      />
    </Sheet>
  );
}
