/**
 * Which cases `c` a member of staff sees: a clerk those of their areas and those about no household, confidential ones only where they are
 * named; whoever has a case or had it first sees it. Every list over cases has this condition, whichever module it is in. The areas are read
 * once for a list: what they are is asked of no row.
 *
 * @param me the place of the username, such as $1
 * @param seesAll the place of whether it is a supervisor
 */
export const seenBy = (
  me: string,
  seesAll: string,
) => `(${seesAll}::boolean OR c.owner = ${me}::text OR c.first_receiver = ${me}::text
  OR (NOT c.confidential AND (c.account_id IS NULL OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = ${me}::text)
    OR c.region_code IN (SELECT s.region_code FROM staff_areas s WHERE s.username = ${me}::text AND s.district = '')
    OR (c.region_code, c.district) IN (SELECT s.region_code, s.district FROM staff_areas s WHERE s.username = ${me}::text))))`;
