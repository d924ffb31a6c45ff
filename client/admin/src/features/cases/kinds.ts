/** As the server takes them; a hurried case is an event, not a case. */
export const kinds = [
  'repair',
  'enquiry',
  'complaint',
  'misconduct',
  'suggestion',
  'opinion',
  'praise',
  'information',
  'general',
] as const;
/** Of which somebody may speak without a name. */
export const maybeAnonymous: readonly string[] = ['complaint', 'misconduct', 'suggestion', 'opinion'];
/** Of which somebody may ask that only few see it; a report of misconduct always is for few. */
export const maybeConfidential: readonly string[] = ['complaint', 'suggestion', 'opinion', 'enquiry'];
export const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;
export const typedSources = [
  'hotline',
  'web',
  'email',
  'official-account',
  'chat',
  'counter',
  'letter',
] as const;
export const moods = ['calm', 'upset', 'angry'] as const;
export const grades = ['ordinary', 'important', 'major', 'special'] as const;
export const blames = ['utility', 'customer', 'third-party', 'nature'] as const;
export const sources = [
  'hall',
  'hotline',
  'web',
  'email',
  'official-account',
  'chat',
  'counter',
  'letter',
  'wallet',
] as const;
export const statuses = ['new', 'working', 'paused', 'answered', 'closed', 'withdrawn', 'merged'] as const;
