import type { StaffActor } from '../../../http/access.ts';
import type { Clock } from '../../../infra/clock.ts';
import { staffName } from '../../../shared/audit.ts';
import type { Language } from '../../../shared/errors.ts';
import type { EditionOf } from '../delivery/engine-parts.ts';
import { namesIn, valuesOf, writeOut } from '../delivery/write-letter.ts';
import { definitionOf, type EventName, eventNames } from '../events/catalogue.ts';
import { type NoticeText, texts } from '../events/texts.ts';
import { ownTemplate, templateDecided, templateNotFound, unknownPlaceholder } from '../messages.errors.ts';
import { segmentsOf } from '../sms-segments.ts';
import type { TemplateRow, TemplatesRepository } from '../templates.repository.ts';

export type Draft = NoticeText & { event: EventName; language: Language };

interface Dependencies {
  templates: TemplatesRepository;
  editions(): Promise<EditionOf>;
  /** Whoever has decided sees the text in force at once. */
  forgetEditions(): void;
  clock: Clock;
}

/** Texts in both languages: drafted by one person, approved by another, every edition kept. */
export function createTemplateEditor({ templates, editions, forgetEditions, clock }: Dependencies) {
  const valuesFor = (event: EventName, language: Language) =>
    valuesOf(definitionOf(event).sample, language, clock.now());

  /** @throws AppError unknown-placeholder */
  function check({ event, language, title, body, sms }: Draft): void {
    const known = new Set(Object.keys(valuesFor(event, language)));
    const strange = namesIn(`${title} ${body} ${sms}`).find(name => !known.has(name));
    if (strange) throw unknownPlaceholder({ name: `{${strange}}` });
  }

  return {
    async all() {
      const [rows, editionOf] = await Promise.all([templates.all(), editions()]);
      return {
        events: eventNames.map(event => ({
          event,
          class: definitionOf(event).class,
          names: Object.keys(valuesFor(event, 'zh')),
          inForce: { zh: editionOf(event, 'zh'), en: editionOf(event, 'en') },
        })),
        editions: rows.filter(({ event }) => event in texts),
      };
    },

    preview(draft: Draft) {
      check(draft);
      const written = writeOut(draft, valuesFor(draft.event, draft.language));
      return { ...written, smsSegments: segmentsOf(written.sms) };
    },

    async draft(actor: StaffActor, draft: Draft, requestId: string): Promise<TemplateRow> {
      check(draft);
      const by = staffName(actor);
      const subject = `message-template:${draft.event}.${draft.language}`;
      return templates.draft(draft, by, { actor: by, action: 'message-template.draft', subject, requestId });
    },

    /** @throws AppError template-not-found, template-decided, own-template */
    async decide(
      actor: StaffActor,
      id: number,
      { approve, note }: { approve: boolean; note: string },
      requestId: string,
    ): Promise<TemplateRow> {
      const row = await templates.find(id);
      if (!row) throw templateNotFound();
      if (row.status !== 'draft') throw templateDecided();
      const by = staffName(actor);
      if (approve && row.createdBy === by) throw ownTemplate();
      const subject = `message-template:${row.event}.${row.language}`;
      const decided = await templates.decide(
        id,
        approve ? 'approved' : 'refused',
        { by, at: clock.now(), note },
        {
          actor: by,
          action: approve ? 'message-template.approve' : 'message-template.refuse',
          subject,
          detail: { version: row.version, note },
          requestId,
        },
      );
      if (!decided) throw templateDecided();
      forgetEditions();
      return decided;
    },
  };
}

export type TemplateEditor = ReturnType<typeof createTemplateEditor>;
