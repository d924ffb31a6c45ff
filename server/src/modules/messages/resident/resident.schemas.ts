import { z } from 'zod';
import { channelNames, consentChannels } from '../channels/channel.ts';
import { type EventName, eventNames } from '../events/catalogue.ts';

export const Event = z.enum(eventNames as [EventName, ...EventName[]]);
export const Channel = z.enum(channelNames);
export const Language = z.enum(['zh', 'en']);
export const Instant = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Quiet = z.strictObject({ from: Time, until: Time });

export const ListQuery = z.strictObject({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});
export const MyMessagesView = z.object({
  messages: z.array(
    z.object({
      id: z.int(),
      event: Event,
      title: z.string(),
      body: z.string(),
      at: Instant,
      read: z.boolean(),
      /** The household it is about. */
      accountNo: z.string().nullable(),
    }),
  ),
  unread: z.int(),
  hasMore: z.boolean(),
});
export const ReadBody = z.strictObject({ upTo: z.int().min(1) });
export const UnreadView = z.object({ unread: z.int() });

export const PreferencesView = z.object({
  /** In the person's order; those that are not chosen stand behind. */
  channels: z.array(
    z.object({
      name: Channel,
      chosen: z.boolean(),
      /** Whether this person can be reached so: a phone, a wallet, an address is known. */
      reachable: z.boolean(),
    }),
  ),
  /** Null: the hall's. */
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  hallQuiet: z.object({ from: z.string(), until: z.string() }),
  language: Language,
  emailMasked: z.string().nullable(),
  events: z.array(
    z.object({
      event: Event,
      title: z.string(),
      on: z.boolean(),
      mayStop: z.boolean(),
      /** Templates of the wallets that want a consent for each message, and consents left. */
      consents: z.array(
        z.object({ channel: z.enum(consentChannels), templateId: z.string(), left: z.int() }),
      ),
    }),
  ),
});
const Channels = z
  .array(Channel)
  .max(channelNames.length)
  .refine(list => new Set(list).size === list.length, { error: 'each once' });
export const PreferencesBody = z.strictObject({
  /** Empty: the usual order. */
  channels: Channels.optional(),
  quiet: Quiet.nullable().optional(),
  language: Language.optional(),
  /** Null: forgotten. */
  email: z.email().max(100).nullable().optional(),
});

/** Of one household. Null: as the person wishes otherwise. */
const wishes = {
  channels: Channels.min(1).nullable(),
  quiet: Quiet.nullable(),
  language: Language.nullable(),
};
export const HouseholdWishesBody = z.strictObject(wishes).partial();
export const HouseholdWishesView = z.object({ ...wishes, channels: z.array(Channel).nullable() });
export const HouseholdParams = z.object({ accountNo: z.string() });

export const EventParams = z.object({ event: Event });
export const SwitchBody = z.strictObject({ on: z.boolean() });
export const ConsentBody = z.strictObject({
  channel: z.enum(consentChannels),
  accepted: z.array(Event).min(1).max(3),
});
