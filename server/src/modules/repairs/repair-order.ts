/** What a repair order is and what may be done to it: one report, one order, one team, one arrival, one fix. Pure. */

/** 待派 派单 接单 到达 完成 归档 回退 取消 */
export const orderStatuses = [
  'waiting',
  'dispatched',
  'accepted',
  'arrived',
  'done',
  'archived',
  'returned',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const crewActs = ['accept', 'arrive', 'finish', 'send-back'] as const;
export type CrewAct = (typeof crewActs)[number];
export const deskActs = ['dispatch', 'separate', 'note', 'archive', 'cancel'] as const;
export type DeskAct = (typeof deskActs)[number];
/** Done by the clock: a team that did not accept in time loses the order. */
export type OrderAct = CrewAct | DeskAct | 'lapse';

/** From which status an act leads where. What is not in the table cannot be done. */
const transitions: Record<OrderAct, Partial<Record<OrderStatus, OrderStatus>>> = {
  // Also to another team, as long as nobody has arrived.
  dispatch: {
    waiting: 'dispatched',
    returned: 'dispatched',
    dispatched: 'dispatched',
    accepted: 'dispatched',
  },
  lapse: { dispatched: 'waiting' },
  accept: { dispatched: 'accepted' },
  arrive: { accepted: 'arrived' },
  finish: { arrived: 'done' },
  'send-back': { dispatched: 'returned', accepted: 'returned', arrived: 'returned' },
  archive: { done: 'archived' },
  cancel: { waiting: 'cancelled', returned: 'cancelled', dispatched: 'cancelled', accepted: 'cancelled' },
  // A report that belongs to something else is taken out before the fault is mended.
  separate: stay(['waiting', 'dispatched', 'accepted', 'arrived', 'returned']),
  note: stay(orderStatuses),
};

function stay(statuses: readonly OrderStatus[]): Partial<Record<OrderStatus, OrderStatus>> {
  return Object.fromEntries(statuses.map(status => [status, status]));
}

/** Somebody is to go, or is there. */
export const isRunning = (status: OrderStatus): boolean =>
  status !== 'done' && status !== 'archived' && status !== 'cancelled';

/** @returns where the act leads, or undefined when it cannot be done */
export const statusAfter = (status: OrderStatus, act: OrderAct): OrderStatus | undefined =>
  transitions[act][status];

export const crewActsOf = (status: OrderStatus): CrewAct[] =>
  crewActs.filter(act => statusAfter(status, act));
export const deskActsOf = (status: OrderStatus): DeskAct[] =>
  deskActs.filter(act => statusAfter(status, act));

export const areaKinds = ['city', 'rural', 'remote'] as const;
export type AreaKind = (typeof areaKinds)[number];

export const causes = [
  'line',
  'transformer',
  'switch',
  'meter',
  'inside-home',
  'weather',
  'third-party',
  'not-found',
] as const;
export type Cause = (typeof causes)[number];

/** As customers read it in the answer to their case. */
export const causeNames: Record<Cause, string> = {
  line: '线路故障',
  transformer: '变压器故障',
  switch: '开关故障',
  meter: '计量装置故障',
  'inside-home': '户内故障',
  weather: '天气原因',
  'third-party': '外力破坏',
  'not-found': '到场检查未发现故障',
};
