/** One line of the audit log. `detail` holds numbers, codes and reasons, never personal data in clear. */
export interface AuditRecord {
  /** staff:<username>, person:<id> or system */
  actor: string;
  /** noun.verb, such as refund.request */
  action: string;
  /** What it was done to, such as payment:P2026… */
  subject: string;
  detail?: Record<string, unknown>;
  requestId?: string;
}

/** Given to every module whose actions must be accounted for; the staff module keeps the log. */
export interface Audit {
  record(entry: AuditRecord): Promise<void>;
}

/** How a member of staff is named in the log, and wherever an action is signed. */
export const staffName = ({ username }: { username: string }) => `staff:${username}`;
