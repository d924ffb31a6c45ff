import type { PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

/** In the transaction of what it tells of, so that neither stands without the other. */
export async function auditChange(tx: PoolClient, record: AuditRecord): Promise<void> {
  await tx.query(withAudit('SELECT id FROM audit_entry', [], record));
}
