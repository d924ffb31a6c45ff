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
  zh: '可公开的摘要里有电话、户号之类的号码，或楼号、室号，请删去',
  en: 'The summary for everybody has a number or a room in it that may be somebody’s; take it out',
});
export const summariesNotRead = defineError('service-report-summaries-not-read', 422, {
  zh: '请逐条确认每条调查摘要不含姓名、号码、住址，或选择不公布',
  en: 'Say of each summary that it has no name, number or address in it, or keep it back',
});
export const ownSummary = defineError('service-report-own-summary', 409, {
  zh: '其中有您自己写的摘要，须由另一位主管审读公布',
  en: 'One of the summaries is your own; another supervisor reads and publishes it',
});
export const investigationCaseNotFound = defineError('investigation-case-not-found', 404, {
  zh: '没有找到这个工单',
  en: 'There is no such case',
});
