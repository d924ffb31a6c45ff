import { defineError } from '../../shared/errors.ts';

export const dayOutsideYear = defineError('calendar-day-outside-year', 422, {
  zh: '{day}不在{year}年内',
  en: '{day} is not a day of {year}',
});
export const dayTwice = defineError('calendar-day-twice', 422, {
  zh: '{day}出现了两次',
  en: '{day} stands there twice',
});
export const workdayOnWeekday = defineError('calendar-workday-on-weekday', 422, {
  zh: '{day}本来就是工作日，调休上班只能在周六或周日',
  en: '{day} is a weekday anyway: only a Saturday or Sunday can be worked instead',
});
