/** What residents, large customers, staff and the public send and get about outages. Times are instants with an offset. */
import { z } from 'zod';
import { importances, outageActs, outageKinds, outageStatuses, overridable } from './outage.ts';
import { outageRuleNames } from './outage-rules.ts';

const At = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const MaybeAt = z
  .date()
  .nullable()
  .transform(value => value?.toISOString() ?? null)
  .pipe(z.string().meta({ format: 'date-time' }).nullable());
const Instant = z.iso
  .datetime({ offset: true })
  .refine(text => !Number.isNaN(Date.parse(text)))
  .transform(text => new Date(text));
const Id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const Page = z.coerce.number().int().min(1).max(10_000).default(1);
const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const AccountNo = z.string().regex(/^[0-9A-Za-z]{4,32}$/);
const RowId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export const OutageParams = z.strictObject({ outageNo: z.string().regex(/^TD\d{14,18}$/) });
export const OverrideParams = OutageParams.extend({ id: Id });
export const AccountNoParams = z.strictObject({ accountNo: AccountNo });
export const ProposalParams = AccountNoParams.extend({ id: Id });

const placesFields = {
  areaIds: z.array(RowId).max(2000).default([]),
  accountNos: z.array(AccountNo).max(5000).default([]),
  /** A home of each building that is meant as a whole. */
  buildingIds: z.array(RowId).max(500).default([]),
};
const Places = z.strictObject(placesFields);
const planFields = {
  reason: line(2, 100),
  area: line(2, 100).optional(),
  fromAt: Instant,
  untilAt: Instant,
  knownAt: Instant.optional(),
  ...placesFields,
};
const Kind = z.enum(outageKinds);
export const PlanBody = z.strictObject({ kind: Kind, ...planFields });
export const EditBody = z.strictObject(planFields);
export const PreviewBody = z.strictObject({
  kind: Kind,
  fromAt: Instant,
  untilAt: Instant,
  knownAt: Instant.optional(),
  /** With one, what was agreed and excepted for it counts. */
  outageNo: OutageParams.shape.outageNo.optional(),
  ...placesFields,
});
export const ChangeBody = z.strictObject({
  fromAt: Instant,
  untilAt: Instant,
  reason: line(2, 100),
  area: line(2, 100).optional(),
  places: Places.optional(),
});
export const ReasonBody = z.strictObject({ reason: line(2, 200) });
export const RestoreBody = z.strictObject({ restoredAt: Instant.optional() });
export const ProposeBody = z.strictObject({
  fromAt: Instant,
  untilAt: Instant,
  note: line(1, 200).optional(),
});
export const OverrideBody = z.strictObject({
  rule: z.enum(overridable),
  reason: line(5, 300),
  change: z.strictObject({ fromAt: Instant, untilAt: Instant, places: Places.optional() }).optional(),
});
export const DecisionBody = z.strictObject({ approve: z.boolean(), note: line(1, 200).optional() });
export const AnswerBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('agree'), note: line(1, 200).optional() }),
  z.strictObject({
    act: z.literal('counter'),
    fromAt: Instant,
    untilAt: Instant,
    note: line(2, 200),
  }),
]);
/** Recorded by staff: the note says who answered, and how. */
export const TakenAnswerBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('agree'), note: line(2, 200) }),
  z.strictObject({ act: z.literal('counter'), fromAt: Instant, untilAt: Instant, note: line(2, 200) }),
]);
export const RuleBody = z.strictObject({
  name: z.enum(outageRuleNames),
  value: z.int().min(0).max(10_000),
  /** A business date on which it begins, at midnight; now when left out. */
  validFrom: z.iso.date().optional(),
  source: line(2, 200),
});
export const BoardBody = z.strictObject({ listed: z.boolean() });

export const OutageFilters = z.strictObject({
  status: z.enum(['open', ...outageStatuses]).optional(),
  kind: Kind.optional(),
  q: line(1, 60).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export const OutageSearchQuery = OutageFilters.extend({ page: Page });
export const PlaceQuery = z.strictObject({ q: line(1, 60) });
export const RecipientQuery = z.strictObject({
  version: z.coerce.number().int().min(1).max(10_000).optional(),
  state: z.enum(['waiting', 'sent', 'delivered', 'stopped', 'dead']).optional(),
  page: Page,
});
export const FiguresQuery = z.strictObject({
  by: z.enum(['month', 'year']).default('month'),
  from: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
  to: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
});
export const BuildingQuery = z.strictObject({ building: Id, lang: z.enum(['zh', 'en']).optional() });
export const OutagePageQuery = z.strictObject({
  lang: z.enum(['zh', 'en']).optional(),
  /** Of its buildings. */
  page: Page,
});
export const LanguageQuery = z.strictObject({ lang: z.enum(['zh', 'en']).optional() });

const Area = z.object({
  areaId: z.int(),
  code: z.string(),
  name: z.string(),
  regionCode: z.string(),
  accounts: z.int(),
});
const Building = z.object({ premisesId: z.int(), name: z.string(), accounts: z.int() });
const Account = z.object({
  accountNo: z.string(),
  importance: z.enum(importances),
  addressMasked: z.string(),
});
export const PlacesView = z.object({
  areas: z.array(Area),
  buildings: z.array(Building),
  accounts: z.array(Account),
});

const Counts = z.object({
  accounts: z.int(),
  important: z.int(),
  large: z.int(),
  buildings: z.int(),
  people: z.int(),
  holders: z.int(),
  contacts: z.int(),
  unreachable: z.int(),
});
const RequirementView = z.object({
  rule: z.enum([...overridable, 'fault-publish']),
  met: z.boolean(),
  blocks: z.boolean(),
  overridden: z.boolean(),
  latestAt: MaybeAt,
});
export const PreviewView = z.object({
  counts: Counts,
  requirements: z.array(RequirementView),
  weighty: z.array(Account),
  large: z.int(),
  agreed: z.int(),
  now: At,
});

const outageFields = {
  outageNo: z.string(),
  kind: Kind,
  status: z.enum(outageStatuses),
  reason: z.string(),
  area: z.string(),
  fromAt: At,
  untilAt: At,
  publishedAt: MaybeAt,
  begunAt: MaybeAt,
  restoredAt: MaybeAt,
  cancelledAt: MaybeAt,
};
const staffFields = {
  ...outageFields,
  knownAt: MaybeAt,
  closedAt: MaybeAt,
  version: z.int(),
  createdBy: z.string(),
  createdAt: At,
  noticeKept: z.boolean().nullable(),
};
export const OutageListView = z.object({
  outages: z.array(
    z.object({ ...staffFields, areas: z.int(), accounts: z.int(), told: z.int(), expected: z.int() }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
});

const RoundView = z.object({
  round: z.int(),
  side: z.enum(['utility', 'customer']),
  act: z.enum(['propose', 'counter', 'agree']),
  fromAt: At,
  untilAt: At,
  note: z.string().nullable(),
  answerByAt: MaybeAt,
  madeAt: At,
});
export const OutageFileView = z.object({
  ...staffFields,
  acts: z.array(z.enum(outageActs)),
  areas: z.array(Area),
  /** Single accounts, the first five hundred. */
  accounts: z.array(Account),
  accountCount: z.int(),
  requirements: z.array(RequirementView),
  large: z.int(),
  agreed: z.int(),
  overrides: z.array(
    z.object({
      id: z.int(),
      rule: z.enum(overridable),
      reason: z.string(),
      status: z.enum(['asked', 'approved', 'refused']),
      /** Asked for the outage as it stands now. */
      present: z.boolean(),
      fromAt: z.string(),
      untilAt: z.string(),
      askedBy: z.string(),
      askedAt: At,
      decidedBy: z.string().nullable(),
      decidedAt: MaybeAt,
    }),
  ),
  negotiations: z.array(
    z.object({
      id: z.int(),
      accountNo: z.string(),
      addressMasked: z.string(),
      state: z.enum(['waiting', 'late', 'countered', 'agreed', 'outdated']),
      rounds: z.array(RoundView.extend({ by: z.string() })),
    }),
  ),
  tellings: z.array(
    z.object({
      version: z.int(),
      what: z.enum(['published', 'changed', 'cancelled', 'restored']),
      fromAt: At,
      untilAt: At,
      reason: z.string(),
      by: z.string(),
      beganAt: At,
      finishedAt: MaybeAt,
      overtaken: z.boolean(),
      told: z.int(),
      expected: z.int(),
    }),
  ),
  events: z.array(
    z.object({ at: At, act: z.string(), by: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
  now: At,
});
export const RecipientsView = z.object({
  recipients: z.array(
    z.object({
      version: z.int(),
      event: z.string(),
      at: At,
      kind: z.enum(['person', 'customer', 'contact']),
      accountNo: z.string(),
      /** waiting, working, sent, delivered, stopped or dead; null when the notice has been cleared away. */
      status: z.string().nullable(),
      reason: z.string().nullable(),
      deliveries: z.array(
        z.object({
          channel: z.string(),
          state: z.string(),
          to: z.string().nullable(),
          at: z.string().nullable(),
        }),
      ),
    }),
  ),
  totals: z.array(z.object({ status: z.string(), count: z.int() })),
  page: z.int(),
  hasMore: z.boolean(),
});
const BuildingTouched = z.object({ premisesId: z.int(), name: z.string(), homes: z.int() });
export const BuildingsView = z.object({ buildings: z.array(BuildingTouched) });
export const RulesView = z.object({
  rules: z.array(
    z.object({
      id: z.int(),
      name: z.enum(outageRuleNames),
      value: z.int(),
      validFrom: At,
      source: z.string(),
      setBy: z.string(),
      setAt: At,
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
export const WaitingView = z.object({ count: z.int(), oldestAt: MaybeAt });
export const FiguresView = z.object({
  figures: z.array(
    z.object({
      period: z.string(),
      kind: Kind,
      outages: z.int(),
      noticeKept: z.int(),
      cancelled: z.int(),
      changed: z.int(),
      restored: z.int(),
      restoredInTime: z.int(),
      minutes: z.int(),
      told: z.int(),
    }),
  ),
});

const Home = z.object({ accountNo: z.string(), nickname: z.string().nullable(), address: z.string() });
export const MyOutagesView = z.object({
  outages: z.array(z.object({ ...outageFields, homes: z.array(Home) })),
});
export const MyOutageView = z.object({
  ...outageFields,
  homes: z.array(Home),
  /** What was announced before, oldest first. */
  history: z.array(
    z.object({
      what: z.enum(['published', 'changed', 'cancelled', 'restored']),
      at: At,
      fromAt: At,
      untilAt: At,
      reason: z.string(),
    }),
  ),
  /** Printable notices of the buildings of these homes. */
  notices: z.array(z.object({ name: z.string(), path: z.string() })),
});
export const PublicOutagesView = z.object({ outages: z.array(z.object(outageFields)) });
export const ProposalsView = z.object({
  proposals: z.array(
    z.object({
      id: z.int(),
      outageNo: z.string(),
      reason: z.string(),
      area: z.string(),
      state: z.enum(['to-answer', 'answered', 'agreed', 'over']),
      rounds: z.array(RoundView),
    }),
  ),
});
export const BoardListingView = z.object({
  listed: z.boolean(),
  /** Whether boards list homes at all at present. */
  boardListsHomes: z.boolean(),
});
