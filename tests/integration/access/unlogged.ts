/** What staff do without a line in the audit log, and why. */
export const unlogged: Record<string, string> = {
  'DELETE /api/v1/staff/me/views/:id': 'a filter of one’s own',
  'POST /api/v1/staff/me/views': 'a filter of one’s own',
  'POST /api/v1/staff/application-deadlines/simulation': 'works something out and changes nothing',
  'POST /api/v1/staff/message-templates/preview': 'works something out and changes nothing',
  'POST /api/v1/staff/outage-previews': 'works something out and changes nothing',
  'POST /api/v1/staff/knowledge/suggestions': 'looks for articles',
  'POST /api/v1/staff/cases/:caseNo/presence': 'tells colleagues who has the page open',
  'POST /api/v1/staff/chat-tickets': 'opens a socket; what is said through it is kept word for word',
  'POST /api/v1/staff/chats/:chatNo/messages': 'is kept word for word in the conversation',
  'POST /api/v1/staff/chats/:chatNo/reads': 'a mark of how far one has read',
};
