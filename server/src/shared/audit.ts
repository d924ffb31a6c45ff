/** One line of the audit log. `detail` holds numbers, codes and reasons, never personal data in clear. */
export interface AuditRecord {
  /** staff:<username>, person:<id>, system:<code> of a connected system, or system */
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
  /** What those who act are called, and were when they worked here. */
  names(): Promise<readonly StaffNames[]>;
}

export interface StaffNames {
  username: string;
  displayName: string;
}

/** How a member of staff is named in the log, and wherever an action is signed. */
export const staffName = ({ username }: { username: string }) => `staff:${username}`;

/**
 * The other way round, for people: what `staff:lin.xm` is called. Two of one name are told apart by what they sign in as; an unknown one, and
 * what is no person, stays as it is.
 */
export function calledBy(names: readonly StaffNames[]): (actor: string) => string {
  const count = new Map<string, number>();
  for (const { displayName } of names) count.set(displayName, (count.get(displayName) ?? 0) + 1);
  const called = new Map(
    names.map(({ username, displayName }) => [
      username,
      count.get(displayName)! > 1 ? `${displayName} (${username})` : displayName,
    ]),
  );
  return actor => called.get(actor.replace(/^staff:/, '')) ?? actor.replace(/^staff:/, '');
}

/** How a connected system is named there. */
export const systemName = ({ code }: { code: string }) => `system:${code}`;
