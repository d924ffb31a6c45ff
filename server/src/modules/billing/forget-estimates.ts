/**
 * For statements that name a reading `r`: no live bill of its meter covers its day, begins at it or ends at it. An estimate without
 * a bill is forgotten when what it was made from changes, and made anew when it is next asked for.
 */
export const withoutBill = `NOT EXISTS (
  SELECT FROM meter_installations i JOIN supply_accounts s USING (metering_point_id) JOIN holder_periods h ON h.account_id = s.id
    JOIN bills b ON b.holder_period_id = h.id AND b.kind = 'bill' AND b.live
   WHERE i.meter_id = r.meter_id AND r.read_on BETWEEN b.from_date - 1 AND b.to_date)`;
