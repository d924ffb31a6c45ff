/** Texts of the knowledge base, in English. */
import type { knowledgeZh } from './knowledge.zh';

export const knowledgeEn: Record<keyof typeof knowledgeZh, string> = {
  'knowledge.perhaps': 'Perhaps this answers it already',
  'knowledge.search': 'Search',
  'knowledge.search.hint': 'Such as “late fee”',
  'knowledge.none': 'Nothing found; try another word, or tell us.',
  'knowledge.section': 'About',
  'knowledge.section.payment': 'Paying',
  'knowledge.section.bill': 'Bills and prices',
  'knowledge.section.fault': 'Faults',
  'knowledge.section.outage': 'Outages',
  'knowledge.section.meter': 'Meter',
  'knowledge.section.account': 'Account and services',
  'knowledge.section.service': 'Complaints and service',
};
