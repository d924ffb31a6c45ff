import { z } from 'zod';

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

export const ruleNames = ['complaint-percent', 'other-percent', 'due-days'] as const;
export const outcomes = ['satisfied', 'unsatisfied', 'unreachable'] as const;

export const FollowUpParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const AnswerBody = z.strictObject({ satisfied: z.boolean(), words: words(2, 500).optional() });
export const OutcomeBody = z.strictObject({ outcome: z.enum(outcomes), words: words(2, 500) });
export const ListQuery = z.strictObject({
  view: z.enum(['open', 'done']).default('open'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

const mine = z.object({
  id: z.int(),
  caseNo: z.string(),
  kind: z.string(),
  words: z.string(),
  staffName: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
});
export const MineView = z.object({ followUps: z.array(mine) });
export const OneView = mine;

export const ListView = z.object({
  followUps: z.array(
    z.object({
      id: z.int(),
      caseNo: z.string(),
      kind: z.string(),
      words: z.string(),
      owner: z.string().nullable(),
      reason: z.enum(['complaint', 'sample']),
      dueAt: z.string(),
      overdue: z.boolean(),
      outcome: z.enum(outcomes).nullable(),
      said: z.string().nullable(),
      answeredBy: z.string().nullable(),
      answeredAt: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
  open: z.int(),
});

export const RulesView = z.object({
  rules: z.array(
    z.object({
      name: z.enum(ruleNames),
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
  name: z.enum(ruleNames),
  value: z.int().min(0).max(100),
  validFrom: z.iso.date(),
  source: words(2, 200),
});
