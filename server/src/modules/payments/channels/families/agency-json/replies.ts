/** The forms of our replies (README, "Fields"): what `docs/partners` is generated from, and what the examples are held against. */
import { z } from 'zod';
import { type AgencyCode, type AgencyTrade, agencyCodes } from '../agency.ts';
import { AccountNo, Amount, DateText, Instant, Serial } from './fields.ts';

const Code = z.enum(Object.keys(agencyCodes) as [AgencyCode, ...AgencyCode[]]);
const head = {
  code: z.literal('0000'),
  message: z.string().describe('for people'),
};
const booked = {
  receiptNo: z.string().min(1).max(32),
  clearingDate: DateText.describe('清算日期: ours, and it counts; the day file and reversals go by it'),
  amount: Amount,
};

/** What is answered in place of a reply when a request is refused. */
export const refusalSchema = z.strictObject({
  code: Code.exclude(['0000']),
  message: z.string().describe('for people'),
});

export const replySchemas = {
  inquire: z.strictObject({
    ...head,
    quoteId: z.string().min(1).max(24).describe('binds account, bills and amount for two hours'),
    accountNo: AccountNo,
    name: z.string().describe('masked'),
    address: z.string().describe('masked'),
    amount: Amount,
    balance: Amount.describe("the customer's credit with us"),
    bills: z
      .array(z.strictObject({ month: z.string().regex(/^\d{6}$/), amount: Amount, dueOn: DateText }))
      .describe('oldest first'),
    expiresAt: Instant,
  }),
  pay: z.strictObject({ ...head, serial: Serial, ...booked }),
  query: z.union([
    z.strictObject({ ...head, serial: Serial, status: z.enum(['paid', 'reversed']), ...booked }),
    z.strictObject({ ...head, serial: Serial, status: z.literal('refused'), refusal: Code }),
    z.strictObject({
      ...head,
      serial: Serial,
      status: z
        .enum(['processing', 'absent'])
        .describe('processing: ask again; absent: not seen so far, reverse it to be sure'),
    }),
  ]),
  reverse: z.strictObject({
    ...head,
    serial: Serial,
    result: z.enum(['reversed', 'unseen']).describe('unseen: it is refused should it still come'),
    clearingDate: booked.clearingDate,
    amount: Amount,
  }),
} satisfies Record<AgencyTrade, z.ZodType>;

/** Of a day file that was handed in. */
export const fileTakenSchema = z.strictObject({
  ...head,
  count: z.int().nonnegative().describe('lines'),
  total: z
    .string()
    .regex(/^-?\d+(\.\d\d)?$/)
    .describe("payments less reversals, in the file's unit"),
});
