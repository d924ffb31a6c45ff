import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { type AuditRecord, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { DraftContent, TariffDraftRow, TariffDraftsRepository } from './tariff-drafts.repository.ts';
import {
  draftDecided,
  draftOfAnother,
  draftUnknown,
  tariffSecondPerson,
  tariffTooEarly,
  tariffUnknown,
} from './tariffs.errors.ts';

interface Dependencies {
  clock: Clock;
  drafts: TariffDraftsRepository;
  /** Called when an edition was put in force. */
  forget(): void;
}

/** A new edition of a tariff: one person drafts it, another puts it in force from a day that lies ahead. */
export function createTariffPreparation({ clock, drafts, forget }: Dependencies) {
  async function open(id: number): Promise<TariffDraftRow> {
    const draft = await drafts.find(id);
    if (!draft) throw draftUnknown();
    if (draft.status !== 'draft') throw draftDecided();
    return draft;
  }

  async function refuseTooEarly(
    regionCode: string,
    category: string,
    effectiveFrom: string,
  ): Promise<number> {
    const tariff = await drafts.tariff(regionCode, category);
    if (!tariff) throw tariffUnknown();
    const { id, latestFrom } = tariff;
    if (effectiveFrom <= businessDate(clock.now()) || (latestFrom && effectiveFrom <= latestFrom))
      throw tariffTooEarly({ from: latestFrom ?? '—' });
    return id;
  }

  const entry = (
    actor: StaffActor,
    verb: string,
    {
      regionCode,
      category,
      effectiveFrom,
    }: Pick<TariffDraftRow, 'regionCode' | 'category' | 'effectiveFrom'>,
    requestId: string,
  ): AuditRecord => ({
    actor: staffName(actor),
    action: `tariff.${verb}`,
    subject: `tariff:${regionCode}/${category}`,
    detail: { effectiveFrom },
    requestId,
  });

  return {
    list: () => drafts.list(),

    async draft(
      actor: StaffActor,
      { regionCode, category }: { regionCode: string; category: string },
      content: DraftContent,
      requestId: string,
    ): Promise<TariffDraftRow> {
      const tariffId = await refuseTooEarly(regionCode, category, content.effectiveFrom);
      const audit = entry(actor, 'draft', { regionCode, category, ...content }, requestId);
      const id = await drafts.add(tariffId, content, staffName(actor), audit);
      return (await drafts.find(id))!;
    },

    async change(
      actor: StaffActor,
      id: number,
      content: DraftContent,
      requestId: string,
    ): Promise<TariffDraftRow> {
      const draft = await open(id);
      if (draft.createdBy !== staffName(actor)) throw draftOfAnother();
      await refuseTooEarly(draft.regionCode, draft.category, content.effectiveFrom);
      const audit = entry(actor, 'change-draft', { ...draft, ...content }, requestId);
      if (!(await drafts.change(id, content, audit))) throw draftDecided();
      return (await drafts.find(id))!;
    },

    /** @throws AppError second-person-needed, tariff-too-early, tariff-draft-decided */
    async approve(actor: StaffActor, id: number, requestId: string): Promise<TariffDraftRow> {
      const draft = await open(id);
      if (draft.createdBy === staffName(actor)) throw tariffSecondPerson();
      await refuseTooEarly(draft.regionCode, draft.category, draft.effectiveFrom);
      if (!(await drafts.approve(id, staffName(actor), entry(actor, 'put-in-force', draft, requestId))))
        throw draftDecided();
      forget();
      return (await drafts.find(id))!;
    },

    async discard(actor: StaffActor, id: number, reason: string, requestId: string): Promise<TariffDraftRow> {
      const draft = await open(id);
      const discarded = entry(actor, 'discard-draft', draft, requestId);
      const audit = { ...discarded, detail: { ...discarded.detail, reason } };
      if (!(await drafts.discard(id, staffName(actor), audit))) throw draftDecided();
      return (await drafts.find(id))!;
    },
  };
}

export type TariffPreparation = ReturnType<typeof createTariffPreparation>;
