import { z } from 'zod';

const reasonWording = { zh: '请用5到300个字说明', en: 'Say it in 5 to 300 characters' };
const Words = z
  .string()
  .max(600)
  .transform(text => text.trim())
  .refine(text => /^[^\p{Cc}]{5,300}$/u.test(text.replace(/\n/g, ' ')), {
    params: { rule: 'words', wording: reasonWording },
  });

export const ClaimBody = z.strictObject({
  paymentNo: z.string().regex(/^P\d{22}$/),
  reason: Words,
  rightAccountNo: z
    .string()
    .regex(/^[0-9A-Za-z]{4,32}$/)
    .optional(),
});
const status = z.enum(['open', 'refunded', 'refused']);
const claimFields = {
  claimNo: z.string(),
  paymentNo: z.string(),
  amountFen: z.int(),
  refundedFen: z.int().describe('What has left'),
  refundingFen: z.int().describe('What was asked for and has not left yet'),
  reason: z.string(),
  rightAccountNo: z.string().nullable(),
  status,
  answer: z.string().nullable(),
  createdAt: z.string(),
  answeredAt: z.string().nullable(),
};
export const ClaimView = z.object(claimFields);
export const ClaimsView = z.object({ claims: z.array(ClaimView) });

export const ClaimFilters = z.strictObject({ status: status.optional() });
export const StaffClaimsQuery = ClaimFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const StaffClaimView = z.object({
  ...claimFields,
  answeredBy: z.string().nullable(),
  released: z.boolean().describe('Whether it may be answered as given back: nobody needs to agree any more'),
});
export const StaffClaimsView = z.object({ claims: z.array(StaffClaimView), total: z.int() });
export const ClaimParams = z.object({ claimNo: z.string().regex(/^CL\d{18}$/) });
export const AnswerBody = z.strictObject({ outcome: z.enum(['refunded', 'refused']), answer: Words });
