/** Staff: every edition of every tariff with its rules, and editions in preparation. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { ReasonBody } from '../../http/decision-body.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { instant, line } from '../../http/fields.ts';
import type { TariffPreparation } from './prepare-tariff.ts';
import type { Tariff } from './tariff.ts';
import type { TariffBook } from './tariff-book.ts';
import type { DraftContent } from './tariff-drafts.repository.ts';
import { rulesJson, TariffRules } from './tariff-rules.ts';

const tag = 'staff: tariffs';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const writers = staff('finance', 'supervisor');

const TariffParams = z.object({
  regionCode: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  category: z.enum(['residential', 'commercial']),
});
const DraftParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const DraftBody = z.strictObject({
  effectiveFrom: z.iso.date(),
  source: line(200),
  note: line(500).nullable().default(null),
  rules: TariffRules,
});

// Shown as it is sent: prices as decimal text.
const PriceText = z.string();
const RulesView = z.object({
  tierYearStartMonth: z.int(),
  flatYuan: PriceText,
  tiers: z.object({ limitsKwhPerYear: z.array(z.int()), addYuan: z.array(PriceText) }).nullable(),
  timeOfUse: z
    .object({
      seasons: z.array(
        z.object({
          nameZh: z.string(),
          nameEn: z.string(),
          months: z.array(z.int()),
          peakHours: z.array(z.array(z.int())),
          peakYuan: PriceText,
          valleyYuan: PriceText,
        }),
      ),
    })
    .nullable(),
  largeHousehold: z
    .object({ minPeople: z.int(), limitsKwhPerYear: z.array(z.int()), renewYears: z.int().nullable() })
    .nullable(),
  lowIncome: z.object({ freeKwhPerMonth: z.int() }).nullable(),
});

const DraftView = z.object({
  id: z.int(),
  regionCode: z.string(),
  category: z.string(),
  effectiveFrom: z.string(),
  source: z.string(),
  note: z.string().nullable(),
  rules: RulesView,
  status: z.enum(['draft', 'approved', 'discarded']),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

const StaffTariffsView = z.object({
  tariffs: z.array(
    z.object({
      regionCode: z.string(),
      category: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      versions: z.array(
        z.object({
          id: z.int(),
          from: z.string(),
          /** The last day. */
          to: z.string().nullable(),
          source: z.string(),
          note: z.string().nullable(),
          rules: RulesView,
        }),
      ),
    }),
  ),
  drafts: z.array(DraftView),
});

export function staffTariffRoutes(book: TariffBook, preparation: TariffPreparation): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/tariffs',
      access: readers,
      summary: 'Tariffs with all their editions, and the editions in preparation',
      tag,
      output: StaffTariffsView,
      handle: async () => {
        const [tariffs, drafts] = await Promise.all([book.all(), preparation.list()]);
        return { tariffs: tariffs.map(showTariff), drafts: drafts.map(showDraft) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/tariffs/:regionCode/:category/drafts',
      access: writers,
      summary: 'Draft a new edition of a tariff',
      tag,
      input: { params: TariffParams, body: DraftBody },
      output: DraftView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, params, body, requestId }) =>
        showDraft(await preparation.draft(actor, params, contentOf(body), requestId)),
    }),
    defineRoute({
      method: 'put',
      path: '/staff/tariff-drafts/:id',
      access: writers,
      summary: 'Change a draft of one’s own',
      tag,
      input: { params: DraftParams, body: DraftBody },
      output: DraftView,
      handle: async ({ actor, params, body, requestId }) =>
        showDraft(await preparation.change(actor, params.id, contentOf(body), requestId)),
    }),
    ...decisionRoutes(preparation),
  ];
}

function decisionRoutes(preparation: TariffPreparation): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/tariff-drafts/:id/approval',
      access: writers,
      summary: 'Put the draft of another person in force from its first day on',
      tag,
      input: { params: DraftParams },
      output: DraftView,
      idempotent: true,
      handle: async ({ actor, params, requestId }) =>
        showDraft(await preparation.approve(actor, params.id, requestId)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/tariff-drafts/:id/discard',
      access: writers,
      summary: 'Throw a draft away, for a reason',
      tag,
      input: { params: DraftParams, body: ReasonBody },
      output: DraftView,
      handle: async ({ actor, params, body, requestId }) =>
        showDraft(await preparation.discard(actor, params.id, body.reason, requestId)),
    }),
  ];
}

const contentOf = ({ rules, ...rest }: z.output<typeof DraftBody>): DraftContent => ({
  ...rest,
  rules: rulesJson(rules),
});

const showDraft = <Draft extends { rules: unknown }>(draft: Draft) => ({
  ...draft,
  rules: rulesJson(TariffRules.parse(draft.rules)),
});

const showTariff = (tariff: Tariff) => ({
  ...tariff,
  versions: tariff.versions.map(version => ({ ...version, rules: rulesJson(version.rules) })),
});
