import { defineError } from '../../shared/errors.ts';

export const prepaymentBounds = defineError('prepayment-bounds', 409, {
  zh: '最低预存金额不能高于最高预存金额',
  en: 'The smallest prepayment cannot be above the largest',
});
export const settingInThePast = defineError('setting-in-the-past', 409, {
  zh: '生效时间不能早于现在：已经发生的业务不能改规则',
  en: 'A setting cannot begin in the past: what has happened keeps its rules',
});
