import { z } from 'zod';
import { complaintClasses, openableKinds } from '../cases/index.ts';
import { chatRuleNames } from './chat-rules.ts';
import { chatActs, chatStatuses } from './conversation.ts';

/** Longest message; a longer story is several of them. */
const longest = 1_000;

const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(text => text.trim())
    .refine(text => text.length >= least && text.length <= most && !/[^\P{Cc}\n\t]/u.test(text), {
      params: {
        rule: 'words',
        wording: { zh: `请写${least}到${most}个字`, en: `Write ${least} to ${most} characters` },
      },
    });

const when = z.string().nullable();
const number = z.int().min(0).max(2_000_000_000);

export const chatNo = z.string().regex(/^LT\d{16}$/);
export const ChatParams = z.object({ chatNo });
export const AfterQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
});

export const SayBody = z.strictObject({
  /** The sender's own id of the message: sent twice, it is kept once. */
  id: z.string().regex(/^[\w-]{8,64}$/),
  text: words(1, longest),
});
const accountNo = z.string().regex(/^[0-9A-Za-z]{4,32}$/);
export const StartBody = SayBody.extend({ accountNo: accountNo.optional() });
export const LeaveBody = z.strictObject({ text: words(5, longest), accountNo: accountNo.optional() });
export const ReadBody = z.strictObject({ no: number });
export const RatingBody = z.strictObject({
  stars: z.int().min(1).max(5),
  satisfied: z.boolean(),
  words: words(2, 500).optional(),
});

const act = <Name extends (typeof chatActs)[number], Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ act: z.literal(name), ...shape });
const kind = z.enum(openableKinds as [(typeof openableKinds)[number], ...(typeof openableKinds)[number][]]);

export const ActBody = z.discriminatedUnion('act', [
  act('take', {}),
  act('hand-over', { to: z.string().regex(/^[\w.-]{1,64}$/) }),
  act('hand-back', {}),
  act('make-case', { kind, complaintClass: z.enum(complaintClasses).optional(), words: words(5, 2000) }),
  act('join-case', { caseNo: z.string().regex(/^GD\d{16}$/), words: words(2, 2000) }),
  act('close', {}),
]);
export type ActInput = z.output<typeof ActBody>;

export const MessageView = z.object({
  no: z.int(),
  from: z.enum(['person', 'staff', 'system']),
  /** Of staff: by which name the customer knows them. */
  who: z.string().nullable(),
  kind: z.string(),
  text: z.string().nullable(),
  /** Of events: whom it names. */
  about: z.string().nullable(),
  /** Of a message of the reader's own: the id it was sent under. */
  id: z.string().nullable(),
  at: z.string(),
});
export const KeptView = z.object({ id: z.string(), no: z.int(), at: z.string() });

const HoursView = z.object({
  open: z.boolean(),
  from: z.string(),
  until: z.string(),
  restDays: z.boolean(),
  opensAt: when,
});
const ratingFields = z.object({ stars: z.int(), satisfied: z.boolean() }).nullable();
const brief = {
  chatNo: z.string(),
  status: z.enum(chatStatuses),
  /** Who talks with the customer now, or talked last. */
  clerk: z.string().nullable(),
  caseNo: z.string().nullable(),
  accountNo: z.string().nullable(),
  startedAt: z.string(),
  closedAt: when,
  lastAt: z.string(),
  lastNo: z.int(),
  unread: z.int(),
};

export const ChatsView = z.object({
  hours: HoursView,
  chats: z.array(z.object({ ...brief, canRate: z.boolean() })),
});
export const ChatView = z.object({
  ...brief,
  canRate: z.boolean(),
  rating: ratingFields,
  /** While it waits: how many are before it. */
  ahead: z.int().nullable(),
  messages: z.array(MessageView),
  /** More of them wait; ask again after the last. */
  more: z.boolean(),
});
export const LeftView = z.object({ caseNo: z.string() });
export const ReadView = z.object({ no: z.int() });
export const TicketView = z.object({ ticket: z.string(), path: z.string(), expiresAt: z.string() });

export const DeskQuery = z.strictObject({ view: z.enum(['mine', 'all', 'ended']).default('mine') });
const deskBrief = z.object({
  ...brief,
  owner: z.string().nullable(),
  waitingSince: z.string(),
  /** Since when the customer waits for our word. */
  owedSince: when,
  phone: z.string().nullable(),
  last: z.string().nullable(),
});
export const DeskView = z.object({
  waiting: z.array(deskBrief),
  chats: z.array(deskBrief),
  /** Unread messages in one's own conversations. */
  unread: z.int(),
});
export const StaffChatView = z.object({
  ...brief,
  owner: z.string().nullable(),
  firstReceiver: z.string().nullable(),
  waitingSince: z.string(),
  phone: z.string().nullable(),
  acts: z.array(z.enum(chatActs)),
  mine: z.boolean(),
  /** How far the customer has read. */
  personRead: z.int(),
  rating: ratingFields,
  messages: z.array(MessageView),
  more: z.boolean(),
});

export const RulesView = z.object({
  rules: z.array(
    z.object({
      name: z.enum(chatRuleNames),
      value: z.int(),
      validFrom: z.string(),
      source: z.string(),
      setBy: z.string(),
      setAt: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
export const RuleBody = z
  .strictObject({
    name: z.enum(chatRuleNames),
    value: z.int().min(0).max(1440),
    validFrom: z.iso.date(),
    source: words(2, 200),
  })
  .refine(({ name, value }) => name !== 'rest-days' || value <= 1, { path: ['value'] })
  .refine(
    ({ name, value }) => value > 0 || !['most-a-minute', 'silent-minutes', 'owed-minutes'].includes(name),
    {
      path: ['value'],
    },
  );
