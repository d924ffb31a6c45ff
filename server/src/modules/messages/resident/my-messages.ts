import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Language } from '../../../shared/errors.ts';
import { type ChannelName, type ConsentChannel, consentChannels } from '../channels/channel.ts';
import { maskEmail, reachable } from '../delivery/address.ts';
import type { ClaimRepository } from '../delivery/claim.repository.ts';
import type { EditionOf } from '../delivery/engine-parts.ts';
import { minutesOf, type QuietHours, timeOf } from '../delivery/quiet-hours.ts';
import { valuesOf, writeOut } from '../delivery/write-letter.ts';
import { type EventName, eventNames, mayBeStopped } from '../events/catalogue.ts';
import { cannotBeStopped } from '../messages.errors.ts';
import type { PreferenceRow, ResidentRepository } from './resident.repository.ts';

interface Dependencies {
  repository: ResidentRepository;
  /** Where a person can be reached. */
  reach: Pick<ClaimRepository, 'reach'>;
  editions(): Promise<EditionOf>;
  quiet(): Promise<QuietHours>;
  channels: ReadonlySet<ChannelName>;
  /** What people agree to at a wallet that counts consents: its templates by event. */
  consentTemplates: Readonly<Record<ConsentChannel, ReadonlyMap<string, { id: string }>>>;
  cipher: FieldCipher;
  clock: Clock;
}

const pageSize = 30;
const shown = ({ from, until }: QuietHours) => ({ from: timeOf(from), until: timeOf(until) });

export interface PreferenceChanges {
  channels?: ChannelName[];
  quiet?: { from: string; until: string } | null;
  language?: Language;
  email?: string | null;
}

/** A person's own messages and wishes. */
export function createMyMessages(dependencies: Dependencies) {
  const { repository, clock, cipher, consentTemplates } = dependencies;
  return {
    async list(personId: string, language: Language, before: number | undefined) {
      const [rows, unread, editionOf] = await Promise.all([
        repository.list(personId, eventNames, before ?? null, pageSize + 1),
        repository.unread(personId, eventNames),
        dependencies.editions(),
      ]);
      const messages = rows.slice(0, pageSize).map(({ params, readAt, ...row }) => {
        const { title, body } = writeOut(
          editionOf(row.event, language),
          valuesOf(params, language, clock.now()),
        );
        return { ...row, title, body, read: readAt !== null };
      });
      return { messages, unread, hasMore: rows.length > pageSize };
    },
    async read(personId: string, upTo: number) {
      await repository.read(personId, upTo, clock.now());
      return { unread: await repository.unread(personId, eventNames) };
    },
    async preferences(personId: string, language: Language) {
      const [row, reach, consents, editionOf, hallQuiet] = await Promise.all([
        repository.preferences(personId),
        dependencies.reach.reach(personId),
        repository.consents(personId),
        dependencies.editions(),
        dependencies.quiet(),
      ]);
      const left = new Map(consents.map(each => [`${each.channel} ${each.event}`, each.left]));
      const ways = reachable({ ...reach, personId, emailEnc: row.emailEnc });
      const names = [...new Set([...row.channels, ...usualOrder])].filter(name =>
        dependencies.channels.has(name),
      );
      return {
        channels: names.map(name => ({
          name,
          chosen: row.channels.length === 0 ? name !== 'voice' : row.channels.includes(name),
          reachable: ways.has(name),
        })),
        quiet:
          row.quietFrom === null || row.quietUntil === null
            ? null
            : shown({ from: row.quietFrom, until: row.quietUntil }),
        hallQuiet: shown(hallQuiet),
        language: row.language,
        emailMasked: row.emailEnc ? maskEmail(cipher.decrypt(row.emailEnc)) : null,
        events: eventNames.filter(isForResidents).map(event => ({
          event,
          title: editionOf(event, language).title,
          on: !mayBeStopped(event) || !row.stopped.includes(event),
          mayStop: mayBeStopped(event),
          consents: consentChannels.flatMap(channel => {
            const template = consentTemplates[channel].get(event);
            return template
              ? [{ channel, templateId: template.id, left: left.get(`${channel} ${event}`) ?? 0 }]
              : [];
          }),
        })),
      };
    },
    async prefer(personId: string, changes: PreferenceChanges) {
      await repository.prefer(personId, changed(await repository.preferences(personId), changes, cipher));
    },
    /** @throws AppError cannot-be-stopped */
    async switch(personId: string, event: EventName, on: boolean) {
      if (!on && !mayBeStopped(event)) throw cannotBeStopped();
      await repository.switch(personId, event, on);
    },
    /** What the person has just agreed to in the wallet's own window: one more message each. */
    consent: (personId: string, channel: ConsentChannel, events: readonly EventName[]) =>
      repository.consent(
        personId,
        channel,
        [...new Set(events)].filter(event => consentTemplates[channel].has(event)),
      ),
  };
}

export type MyMessages = ReturnType<typeof createMyMessages>;

const usualOrder: ChannelName[] = [
  'wechat-subscribe',
  'wechat-oa',
  'alipay',
  'sms',
  'email',
  'voice',
  'in-app',
];
/** What only contacts of large customers are told. */
const forContacts: readonly EventName[] = ['outage-proposal', 'large-statement'];
const isForResidents = (event: EventName) => !forContacts.includes(event);

function changed(
  row: PreferenceRow,
  { channels, quiet, language, email }: PreferenceChanges,
  cipher: FieldCipher,
): PreferenceRow {
  return {
    ...row,
    ...(channels ? { channels } : {}),
    ...(quiet === undefined
      ? {}
      : { quietFrom: quiet && minutesOf(quiet.from), quietUntil: quiet && minutesOf(quiet.until) }),
    ...(language ? { language } : {}),
    ...(email === undefined ? {} : { emailEnc: email === null ? null : cipher.encrypt(email) }),
  };
}
