import { defineError } from '../../shared/errors.ts';

export const notLarge = defineError('large-customer-not-found', 404, {
  zh: '没有找到这个大客户户号',
  en: 'There is no such large customer',
});
export const statementNotFound = defineError('large-statement-not-found', 404, {
  zh: '这个月还没有账单',
  en: 'There is no bill of that month yet',
});
export const loadRuleInThePast = defineError('load-rule-in-the-past', 422, {
  zh: '生效日期（validFrom）不能早于今天：已经给出的建议不改依据',
  en: 'A limit (validFrom) cannot begin before today: advice that was given keeps its limits',
});
