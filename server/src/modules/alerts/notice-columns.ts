/** What the sweep fills in of a notice, in this order. */
export const insertedColumns =
  'dedupe_key, event, person_id, contact_id, holder_period_id, params, reason_code, source_table, source_id, not_after';

/** The instant at which a day begins in China. */
export const midnight = (day: string) => `(${day})::timestamp AT TIME ZONE 'Asia/Shanghai'`;
