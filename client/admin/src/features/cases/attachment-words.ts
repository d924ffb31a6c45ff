/** Names of what is done with attachments of a case. */
export const attachmentWords = {
  zh: { 'case-act.attach': '添加附件', 'audit-action.case.attach': '诉求添加附件' },
  en: { 'case-act.attach': 'Attached a file', 'audit-action.case.attach': 'File attached to case' },
} as const;
