import { Segmented } from 'antd';
import { useState } from 'react';
import { Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { gridView } from './grid-view.ts';
import type { Board, BoardOrder, GridPoint, Team } from './repairs.queries.ts';
import { texts } from './texts.ts';

/** Grid points with their teams, and where it is dark: a picture of one town, the same as a list for those who do not see it. */
export function GridMap({ board: { points, teams, orders } }: { board: Board }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const regions = [...new Set(points.map(({ regionCode }) => regionCode))];
  const [chosen, setChosen] = useState<string | null>(null);
  const busiest = orders.find(({ regionCode }) => regionCode)?.regionCode;
  const region = chosen ?? busiest ?? regions[0];
  const here = points.filter(({ regionCode }) => regionCode === region);
  const faults = orders.filter(order => order.regionCode === region && order.status !== 'done');
  if (here.length === 0) return null;
  const view = gridView([...here, ...faults.filter(isPlaced)]);
  const free = here.filter(point => isFree(point, teams)).length;
  return (
    <Sheet
      title={t('map')}
      extra={
        <Segmented<string>
          value={region ?? ''}
          onChange={setChosen}
          options={regions.map(value => ({ value, label: word('region', value) }))}
        />
      }
    >
      <p className="soft no-top">{t('map-says', { points: here.length, free, faults: faults.length })}</p>
      <svg
        className="grid-map"
        viewBox={`0 0 ${view.width.toFixed(0)} ${view.height.toFixed(0)}`}
        role="img"
        aria-label={t('map-says', { points: here.length, free, faults: faults.length })}
      >
        {here.map(point => (
          <Point key={point.id} point={point} free={isFree(point, teams)} at={view.place(point)} />
        ))}
        {faults.filter(isPlaced).map(order => (
          <Fault key={order.orderNo} order={order} at={view.place(order)} />
        ))}
      </svg>
      <ul className="legend grid-legend">
        <li className="free">{t('team-free')}</li>
        <li className="busy">{t('team-busy')}</li>
        <li className="fault">{t('fault')}</li>
      </ul>
    </Sheet>
  );
}

const isPlaced = (order: BoardOrder): order is BoardOrder & { lat: number; lon: number } =>
  order.lat !== null && order.lon !== null;

const isFree = ({ id }: GridPoint, teams: readonly Team[]) =>
  teams.some(({ pointId, active, crew, orderNo }) => pointId === id && active && crew.length > 0 && !orderNo);

interface At {
  x: number;
  y: number;
}

function Point({ point, free, at }: { point: GridPoint; free: boolean; at: At }) {
  return (
    <g className={free ? 'point free' : 'point busy'}>
      <rect x={at.x - 5} y={at.y - 5} width={10} height={10} rx={2}>
        <title>{`${point.name} · ${point.streets.join(' · ')}`}</title>
      </rect>
    </g>
  );
}

/** Larger where more have reported it. */
function Fault({ order, at }: { order: BoardOrder; at: At }) {
  const radius = Math.min(9 + Math.log2(order.reports + 1) * 2, 26);
  return (
    <g className="fault">
      <circle cx={at.x} cy={at.y} r={radius}>
        <title>{`${order.place} · ${order.reports}`}</title>
      </circle>
      <text x={at.x} y={at.y - radius - 4} textAnchor="middle">
        {order.place}
      </text>
    </g>
  );
}
