/** As the server takes them. */
export const sections = [
  'fault',
  'outage',
  'meter',
  'payment',
  'bill',
  'account',
  'service',
  'manual',
] as const;
export const audiences = ['public', 'staff'] as const;
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
export const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;
