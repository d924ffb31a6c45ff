/** The report's own words, Chinese first. */
import type { Wording } from '../../shared/errors.ts';

export const reportWords = {
  title: { zh: '焦点访谈', en: 'Service report' },
  kind: { zh: '类型', en: 'Kind' },
  opened: { zh: '受理', en: 'Received' },
  answered: { zh: '答复', en: 'Answered' },
  inTime: { zh: '按时', en: 'In time' },
  upheld: { zh: '属实', en: 'Upheld' },
  ratings: { zh: '客户评价', en: 'Ratings' },
  satisfied: { zh: '满意', en: 'satisfied' },
  followUps: { zh: '回访', en: 'Follow-ups' },
  reopened: { zh: '重新办理', en: 'opened again' },
  suggestions: { zh: '公开建议', en: 'Suggestions published' },
  awarded: { zh: '授奖', en: 'awarded' },
  findings: { zh: '调查发现', en: 'What was found out' },
  none: { zh: '本月没有', en: 'None this month' },
  nobody: {
    zh: '本报告不含任何可以识别个人的内容。',
    en: 'Nothing in this report leads to a person.',
  },
} as const satisfies Record<string, Wording>;

/** 十类工单 */
export const kindWords: Record<string, Wording> = {
  repair: { zh: '故障抢修', en: 'Repairs' },
  enquiry: { zh: '业务咨询', en: 'Enquiries' },
  complaint: { zh: '投诉', en: 'Complaints' },
  misconduct: { zh: '举报', en: 'Reports of misconduct' },
  suggestion: { zh: '建议', en: 'Suggestions' },
  opinion: { zh: '意见', en: 'Opinions' },
  praise: { zh: '表扬', en: 'Praise' },
  information: { zh: '信息查询', en: 'Information' },
  reminder: { zh: '催办', en: 'Reminders' },
  general: { zh: '综合业务', en: 'Other business' },
};
