/**
 * Which cases `c` a member of staff sees: a clerk those of their areas and those about no household, confidential ones only where they are
 * named; whoever has a case or had it first sees it. Every list over cases has this condition, whichever module it is in.
 *
 * @param me the place of the username, such as $1
 * @param seesAll the place of whether it is a supervisor
 */
export const seenBy = (
  me: string,
  seesAll: string,
) => `(${seesAll}::boolean OR c.owner = ${me}::text OR c.first_receiver = ${me}::text
  OR (NOT c.confidential AND (c.account_id IS NULL OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = ${me}::text)
    OR staff_works_at(${me}::text, c.account_id))))`;
