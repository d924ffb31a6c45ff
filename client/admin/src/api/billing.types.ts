/** Billing runs as /staff/billing-runs answers them. */
export interface BillingRun {
  id: number;
  regionCode: string;
  month: string;
  status: 'preparing' | 'preview' | 'approved' | 'issued' | 'discarded';
  createdBy: string;
  createdAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  issuedAt: string | null;
  summary: { ready: number; readyFen: number; estimated: number; exceptions: Record<string, number> } | null;
  issued: number;
}

export interface BillDraft {
  accountNo: string;
  energy: string | null;
  totalFen: number | null;
  exception: string | null;
  acceptedBy: string | null;
  acceptedNote: string | null;
}

export interface RegionName {
  code: string;
  nameZh: string;
  nameEn: string;
}
