/** Of a line `o` of the outbox: words to a customer outside the hall that never arrived: given up, as long as they can be sent again, or come back. */
export const neverArrived = `o.status = 'dead' AND o.kind IN ('case-mail', 'wallet-complaint', 'case-account') AND o.payload ?| ARRAY['sealed', 'returned']`;

/** The numbers of a case and of all that was joined to it: what is answered in one is sent for each. */
export const withJoined = (caseNo: string) => `(WITH RECURSIVE j AS (
    SELECT id, case_no FROM service_cases WHERE case_no = ${caseNo}
    UNION SELECT m.id, m.case_no FROM service_cases m JOIN j ON m.merged_into = j.id
  ) SELECT case_no FROM j)`;

/** The cases in which somebody has to see to such words: of a duplicate the one that it was joined to. */
export const undeliveredCases = `(WITH RECURSIVE u AS (
    SELECT s.id, s.merged_into FROM outbox_messages o JOIN service_cases s ON s.case_no = o.payload ->> 'caseNo' WHERE ${neverArrived}
    UNION SELECT t.id, t.merged_into FROM u JOIN service_cases t ON t.id = u.merged_into
  ) SELECT id FROM u WHERE merged_into IS NULL)`;
