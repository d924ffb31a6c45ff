/** An order as crews, dispatchers and the customer see it. */
import type { FieldCipher } from '../../infra/crypto.ts';
import { fullAddress } from '../../shared/mask.ts';
import type { FaultReport, ReportAddress } from './faults.repository.ts';
import { kilometres } from './nearest-team.ts';
import type { OrderRow, RepairEvent, TeamState } from './orders.repository.ts';
import { crewActsOf, deskActsOf, isRunning } from './repair-order.ts';
import { minutesAfter } from './repair-rules.ts';

interface Limits {
  now: Date;
  warnMinutes: number;
}

type Photos = { documentId: string; moment: 'before' | 'after' }[];

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** How the limit that runs now stands; null where none does. */
function urgencyOf(order: OrderRow, { now, warnMinutes }: Limits): 'overdue' | 'at-risk' | 'in-time' | null {
  if (!isRunning(order.status)) return null;
  const due = order.arrivedAt ? order.restoreDueAt : order.arriveDueAt;
  if (due < now) return 'overdue';
  return due <= minutesAfter(now, warnMinutes) ? 'at-risk' : 'in-time';
}

const limitsOf = (order: OrderRow) => ({
  openedAt: order.openedAt.toISOString(),
  arriveDueAt: order.arriveDueAt.toISOString(),
  restoreDueAt: order.restoreDueAt.toISOString(),
  dispatchedAt: iso(order.dispatchedAt),
  acceptBy: iso(order.acceptBy),
  acceptedAt: iso(order.acceptedAt),
  arrivedAt: iso(order.arrivedAt),
  doneAt: iso(order.doneAt),
});

export function createShowOrder(cipher: FieldCipher) {
  const read = (sealed: Buffer | null) => (sealed ? cipher.decrypt(sealed) : null);

  const brief = (order: OrderRow, limits: Limits) => ({
    orderNo: order.orderNo,
    faultNo: order.faultNo,
    status: order.status,
    place: order.place,
    areaKind: order.areaKind,
    reports: order.reports,
    team: order.teamName,
    version: order.version,
    urgency: urgencyOf(order, limits),
    ...limitsOf(order),
  });

  return {
    brief,

    onBoard: (order: OrderRow, limits: Limits) => ({
      ...brief(order, limits),
      regionCode: order.regionCode,
      lat: order.lat,
      lon: order.lon,
      dispatches: order.dispatches,
      secondVisitOf: order.secondVisitOf,
      escalated: order.arriveEscalatedAt !== null || order.restoreEscalatedAt !== null,
    }),

    forCrew: (order: OrderRow, more: { reports: FaultReport[]; photos: Photos }, limits: Limits) => ({
      ...brief(order, limits),
      said: more.reports.map(({ caseNo, wordsEnc }) => ({ caseNo, words: read(wordsEnc) })),
      acts: crewActsOf(order.status),
      cause: order.cause,
      remedy: read(order.remedyEnc),
      photos: more.photos,
    }),

    forDesk: (
      order: OrderRow,
      more: { reports: FaultReport[]; photos: Photos; events: RepairEvent[]; teams: TeamState[] },
      limits: Limits,
    ) => ({
      ...brief(order, limits),
      acts: deskActsOf(order.status),
      dispatches: order.dispatches,
      secondVisitOf: order.secondVisitOf,
      crew: order.crewName,
      cause: order.cause,
      remedy: read(order.remedyEnc),
      archivedAt: iso(order.archivedAt),
      photos: more.photos,
      events: more.events.map(({ at, act, actor, teamName, wordsEnc, detail }) => ({
        at: at.toISOString(),
        act,
        by: actor,
        team: teamName,
        words: read(wordsEnc),
        detail,
      })),
      reportsShown: more.reports.map(({ caseNo, caseStatus, accountNo, wordsEnc, joinedAt }) => ({
        caseNo,
        status: caseStatus,
        accountNo,
        words: read(wordsEnc),
        joinedAt: joinedAt.toISOString(),
      })),
      free: freeByWay(order, more.teams),
    }),

    forCustomer: (order: OrderRow) => ({
      status: order.status,
      faultNo: order.faultNo,
      place: order.place,
      reports: order.reports,
      team: order.teamName,
      // Whose name is told is on the way, not everybody who was asked.
      crew: order.crewName,
      cause: order.cause,
      ...limitsOf(order),
    }),

    address: ({ caseNo, placeEnc, positionEnc, phoneEnc, ...home }: ReportAddress) => {
      const { district, street, building, unit, room } = home;
      const known =
        district !== null && street !== null && building !== null
          ? fullAddress({ district, street, building, unit: unit ?? '', room: room ?? '' })
          : null;
      return {
        caseNo,
        address: [known, read(placeEnc)].filter(Boolean).join(' ') || '—',
        position: positionEnc ? JSON.parse(cipher.decrypt(positionEnc)) : null,
        phone: read(phoneEnc),
      };
    },
  };
}

export type ShowOrder = ReturnType<typeof createShowOrder>;

function freeByWay({ lat, lon }: OrderRow, teams: readonly TeamState[]) {
  const way = (team: TeamState) =>
    lat !== null && lon !== null ? Math.round(kilometres({ lat, lon }, team) * 10) / 10 : null;
  return teams
    .filter(({ free }) => free)
    .map(team => ({ id: team.id, name: team.name, kilometres: way(team) }))
    .sort((left, right) => (left.kilometres ?? 0) - (right.kilometres ?? 0) || left.id - right.id);
}
