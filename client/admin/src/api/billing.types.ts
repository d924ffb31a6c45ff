import type { Answer } from './answers.ts';

export type BillingRun = Answer<'GET /staff/billing-runs'>['runs'][number];
export type BillDraft = Answer<'GET /staff/billing-runs/:runId/drafts'>['drafts'][number];
export interface RegionName {
  code: string;
  nameZh: string;
  nameEn: string;
}
