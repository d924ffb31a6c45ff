/** A monthly billing run and its life. Pure. */
export type RunStatus = 'preparing' | 'preview' | 'approved' | 'issued' | 'discarded';

/** What may follow what; the repository changes a status only along this table. */
export const runTransitions: Record<RunStatus, readonly RunStatus[]> = {
  preparing: ['preview', 'discarded'],
  preview: ['approved', 'discarded'],
  approved: ['issued'],
  issued: [],
  discarded: [],
};

export interface RunSummary {
  /** Bills ready to be issued, and their sum. */
  ready: number;
  readyFen: number;
  /** Households with an exception, by kind. */
  exceptions: Record<string, number>;
  estimated: number;
}

export interface BillingRun {
  id: number;
  regionCode: string;
  month: string;
  status: RunStatus;
  createdBy: string;
  createdAt: Date;
  approvedBy: string | null;
  approvedAt: Date | null;
  issuedAt: Date | null;
  summary: RunSummary | null;
  /** Bills issued so far. */
  issued: number;
}
