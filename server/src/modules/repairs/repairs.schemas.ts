import { z } from 'zod';
import { areaKinds, causes, crewActs, deskActs, orderStatuses } from './repair-order.ts';
import { repairRuleNames } from './repair-rules.ts';

const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(text => text.trim())
    .refine(text => text.length >= least && text.length <= most && !/[^\P{Cc}\n\t]/u.test(text), {
      params: {
        rule: 'words',
        wording: { zh: `请用${least}到${most}个字说明`, en: `Say it in ${least} to ${most} characters` },
      },
    });
const when = z.string().nullable();
const version = z.int().min(1).max(1_000_000);
const orderNo = z.string().regex(/^QX\d{16}$/);
const caseNo = z.string().regex(/^GD\d{16}$/);

export const OrderParams = z.object({ orderNo });
export const PhotoParams = z.object({ orderNo, documentId: z.uuid() });
export const CaseParams = z.object({ caseNo });
export const AccountParams = z.object({ accountNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/) });
export const MomentQuery = z.strictObject({ moment: z.enum(['before', 'after']) });

export const MemberParams = z.object({ username: z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/) });
export const MemberBody = z.strictObject({
  /** Null: in no team any more. */
  teamId: z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullable(),
});
export const CrewsView = z.object({
  members: z.array(z.object({ username: z.string(), displayName: z.string(), teamId: z.int().nullable() })),
});

export const CrewActBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept'), version }),
  z.strictObject({ act: z.literal('arrive'), version }),
  z.strictObject({ act: z.literal('finish'), version, cause: z.enum(causes), words: words(2, 500) }),
  z.strictObject({ act: z.literal('send-back'), version, words: words(2, 500) }),
]);
export type CrewActInput = z.output<typeof CrewActBody>;

export const DeskActBody = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('dispatch'),
    version,
    teamId: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    words: words(2, 500).optional(),
  }),
  z.strictObject({ act: z.literal('separate'), version, caseNo, words: words(2, 500) }),
  z.strictObject({ act: z.literal('note'), version, words: words(1, 1000) }),
  z.strictObject({ act: z.literal('archive'), version, words: words(2, 500).optional() }),
  z.strictObject({ act: z.literal('cancel'), version, words: words(2, 500) }),
]);
export type DeskActInput = z.output<typeof DeskActBody>;

const limits = {
  openedAt: z.string(),
  arriveDueAt: z.string(),
  restoreDueAt: z.string(),
  dispatchedAt: when,
  acceptBy: when,
  acceptedAt: when,
  arrivedAt: when,
  doneAt: when,
};
const urgency = z.enum(['in-time', 'at-risk', 'overdue']).nullable();
const order = {
  orderNo,
  faultNo: z.string(),
  status: z.enum(orderStatuses),
  /** Transformer area, or street; never a home. */
  place: z.string(),
  areaKind: z.enum(areaKinds).nullable(),
  reports: z.int(),
  team: z.string().nullable(),
  version,
  urgency,
  ...limits,
};
const event = z.object({
  at: z.string(),
  act: z.string(),
  /** system, person, or staff:<username> */
  by: z.string(),
  team: z.string().nullable(),
  words: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
const photos = z.array(z.object({ documentId: z.string(), moment: z.enum(['before', 'after']) }));

export const CrewOrdersView = z.object({
  /** Null for somebody who is in no team yet. */
  team: z.string().nullable(),
  orders: z.array(z.object(order)),
  now: z.string(),
});
export const CrewOrderView = z.object({
  ...order,
  said: z.array(z.object({ caseNo: z.string(), words: z.string().nullable() })),
  acts: z.array(z.enum(crewActs)),
  cause: z.enum(causes).nullable(),
  remedy: z.string().nullable(),
  photos,
});
export const AddressesView = z.object({
  addresses: z.array(
    z.object({
      caseNo: z.string(),
      address: z.string(),
      /** As it was chosen on a map. */
      position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
      phone: z.string().nullable(),
    }),
  ),
});
export const PhotoView = z.object({ documentId: z.string(), mediaType: z.string(), size: z.int() });

export const BoardView = z.object({
  orders: z.array(
    z.object({
      ...order,
      regionCode: z.string().nullable(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
      dispatches: z.int(),
      secondVisitOf: z.string().nullable(),
      escalated: z.boolean(),
    }),
  ),
  points: z.array(
    z.object({
      id: z.int(),
      code: z.string(),
      name: z.string(),
      regionCode: z.string(),
      areaKind: z.enum(areaKinds),
      lat: z.number(),
      lon: z.number(),
      streets: z.array(z.string()),
    }),
  ),
  teams: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      pointId: z.int(),
      active: z.boolean(),
      crew: z.array(z.string()),
      orderNo: z.string().nullable(),
    }),
  ),
  /** Of the last thirty days. */
  figures: z.object({
    orders: z.int(),
    redispatches: z.int(),
    secondVisits: z.int(),
    arrived: z.int(),
    arrivedInTime: z.int(),
    restored: z.int(),
    restoredInTime: z.int(),
  }),
  now: z.string(),
});
export const WaitingView = z.object({ count: z.int(), oldestAt: when });

export const DeskOrderView = z.object({
  ...order,
  acts: z.array(z.enum(deskActs)),
  dispatches: z.int(),
  secondVisitOf: z.string().nullable(),
  crew: z.string().nullable(),
  cause: z.enum(causes).nullable(),
  remedy: z.string().nullable(),
  archivedAt: when,
  photos,
  events: z.array(event),
  /** The first two hundred. */
  reportsShown: z.array(
    z.object({
      caseNo: z.string(),
      status: z.string(),
      accountNo: z.string().nullable(),
      words: z.string().nullable().describe('Null: confidential, and not for this reader'),
      joinedAt: z.string(),
    }),
  ),
  /** Free ones by their way to the fault, nearest first. */
  free: z.array(z.object({ id: z.int(), name: z.string(), kilometres: z.number().nullable() })),
});

/** Where a case's repair is found; null for a case that is about no fault. */
export const CaseOrderView = z.object({
  order: z
    .object({ orderNo, status: z.enum(orderStatuses), team: z.string().nullable(), reports: z.int() })
    .nullable(),
});

export const CaseRepairView = z.object({
  /** Null for a case that is about no fault. */
  repair: z
    .object({
      status: z.enum(orderStatuses),
      faultNo: z.string(),
      place: z.string(),
      reports: z.int(),
      team: z.string().nullable(),
      crew: z.string().nullable(),
      cause: z.enum(causes).nullable(),
      ...limits,
    })
    .nullable(),
});

export const KnownFaultsView = z.object({
  faults: z.array(
    z.object({
      faultNo: z.string(),
      place: z.string(),
      reports: z.int(),
      openedAt: z.string(),
      status: z.enum(orderStatuses),
      arriveDueAt: z.string(),
      arrivedAt: when,
      restoreDueAt: z.string(),
    }),
  ),
  outages: z.array(
    z.object({
      outageNo: z.string(),
      kind: z.string(),
      status: z.string(),
      reason: z.string(),
      area: z.string(),
      fromAt: z.string(),
      untilAt: z.string(),
    }),
  ),
});

export const RulesView = z.object({
  rules: z.array(
    z.object({
      name: z.enum(repairRuleNames),
      value: z.int(),
      validFrom: z.string(),
      source: z.string(),
      setBy: z.string(),
      setAt: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
export const RuleBody = z.strictObject({
  name: z.enum(repairRuleNames),
  value: z.int().min(1).max(2880),
  validFrom: z.iso.date(),
  source: words(2, 200),
});
