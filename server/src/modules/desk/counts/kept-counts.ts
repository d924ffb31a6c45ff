/** What was counted in a till or a box, again and again: the audit log has each count from before anybody was told what it should be. */
import type { Fen } from '../../../shared/money.ts';

export interface KeptCount {
  /** As JSON has a time. */
  at: string;
  /** A username. */
  by: string;
  countedFen: Fen;
  differenceFen: Fen;
  /** Of a till: cheques and transfer slips. */
  papers: number | null;
  explanation: string | null;
}

/**
 * A column of all counts, the first one first; empty as long as somebody has still to count.
 * @param subject of the audit log, in SQL
 * @param isCounted in SQL
 */
export const countsColumn = (subject: string, isCounted: string) => `CASE WHEN ${isCounted} THEN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'by', substr(a.actor, length('staff:') + 1), 'countedFen', a.detail -> 'countedFen',
             'differenceFen', a.detail -> 'differenceFen', 'papers', a.detail -> 'papers', 'explanation', a.detail -> 'explanation') ORDER BY a.id), '[]')
      FROM audit_entries a WHERE a.subject = ${subject} AND a.action IN ('shift.count', 'shift.close', 'cash-box.count') AND a.detail ? 'countedFen'
  ) ELSE '[]' END AS counts`;
