import { defineError, type FieldProblem, type Wording } from '../../../shared/errors.ts';
import { type Rule, rules } from '../imports/import-row.ts';

export const readingNotFound = defineError('reading-not-found', 404, {
  zh: '该表该日没有示数',
  en: 'The meter has no reading of this day',
});
export const readingEstimated = defineError('reading-estimated', 409, {
  zh: '该日示数是估算的，不用更正：导入实抄示数即可替换',
  en: 'This reading is an estimate: bring the real one by an import, it takes its place',
});
export const readingBilled = defineError('reading-billed', 409, {
  zh: '账单已按这个示数计费，请先依次冲正账单 {bills}',
  en: 'Bills rest on this reading; reverse {bills} first, in this order',
});
export const correctionRefused = defineError('reading-correction-refused', 400, {
  zh: '更正后的示数不合理，没有改动',
  en: 'The corrected reading cannot be believed and nothing was changed',
});

export type CorrectionRule = Rule | 'unchanged' | 'not-measured' | 'both-or-neither';

const own: Record<Exclude<CorrectionRule, Rule>, Wording> = {
  unchanged: { zh: '与现有示数相同', en: 'The same as the reading that stands' },
  'not-measured': { zh: '该表没有这个示数', en: 'The meter has no such register' },
  'both-or-neither': { zh: '峰、谷示数要一起填写', en: 'Give peak and valley together' },
};

export const correctionProblem = (field: string, rule: CorrectionRule): FieldProblem => ({
  field,
  rule,
  message: rule in own ? own[rule as keyof typeof own] : rules[rule as Rule],
});
