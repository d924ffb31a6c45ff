/**
 * What a bill of a month rests on besides readings and other bills: written into its draft, and read again as it is issued. For statements
 * that name the holder `h` and the account `a`.
 */

/**
 * What the holder chose or was granted and the meters that hung, as far as the bill looks: a large household counts for the whole tier
 * year, everything else up to the month's end. Also whether the holder leaves with the month, as the tier year is settled then.
 * `first` is the month's first day, `end` the first day after it.
 */
export const supplyInMonth = (first: string, end: string, yearFrom: string) => `(jsonb_build_object(
  'options', (SELECT coalesce(jsonb_agg(jsonb_build_array(o.kind, o.from_date, CASE WHEN o.to_date < o.horizon THEN o.to_date END, o.people) ORDER BY o.from_date, o.kind), '[]')
                FROM (SELECT kind, from_date, to_date, people,
                             CASE kind WHEN 'large-household' THEN ((${yearFrom} || '-01')::date + interval '1 year')::date ELSE ${end} END AS horizon
                        FROM tariff_options WHERE holder_period_id = h.id) o
               WHERE o.from_date < o.horizon),
  'meters', (SELECT coalesce(jsonb_agg(jsonb_build_array(i.meter_id, i.installed_on, CASE WHEN i.removed_on < ${end} THEN i.removed_on END) ORDER BY i.installed_on), '[]')
               FROM meter_installations i
              WHERE i.metering_point_id = a.metering_point_id AND i.installed_on < ${end} AND (i.removed_on IS NULL OR i.removed_on > ${first})))
  || CASE WHEN h.to_date = ${end} THEN '{"leaves": true}'::jsonb ELSE '{}' END)`;

/** Another holder's live bill that covers days which this one holds in the month, or null. */
export const daysBilledBy = (month: string) => `(
  SELECT min(b.bill_no) FROM holder_periods o JOIN bills b ON b.holder_period_id = o.id AND b.month = ${month} AND b.kind = 'bill' AND b.live
   WHERE o.account_id = a.id AND o.id <> h.id AND b.to_date >= h.from_date AND (h.to_date IS NULL OR b.from_date < h.to_date))`;

/** Since when a meter has hung in this holding, or since before it; null where none has. */
export const meterFrom = `(
  SELECT min(i.installed_on) FROM meter_installations i
   WHERE i.metering_point_id = a.metering_point_id AND (i.removed_on IS NULL OR i.removed_on > h.from_date))`;
