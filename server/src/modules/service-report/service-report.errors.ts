import { defineError } from '../../shared/errors.ts';

export const reportNotFound = defineError('service-report-not-found', 404, {
  zh: '没有这个月的报告',
  en: 'There is no report of that month',
});
export const reportPublished = defineError('service-report-published', 409, {
  zh: '这个月的报告已经公布',
  en: 'The report of that month has been published',
});
export const summaryNamesSomebody = defineError('investigation-names-somebody', 422, {
  zh: '可公开的摘要里有电话、户号之类的号码，请删去',
  en: 'The summary for everybody has a number in it that may be somebody’s; take it out',
});
export const investigationCaseNotFound = defineError('investigation-case-not-found', 404, {
  zh: '没有找到这个工单',
  en: 'There is no such case',
});
