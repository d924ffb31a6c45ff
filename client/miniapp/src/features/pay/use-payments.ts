import type { Payment } from '@api/types';
import { useState } from 'react';
import { getPayments } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { useResource } from '@/state/resource';

/** One's payments, newest first: the latest at once, earlier pages as they are asked for. */
export function usePayments() {
  const latest = useResource('payments', () => getPayments(1));
  // Everything shown when earlier ones were asked for: a payment that comes on top pushes one off the first page.
  const [shown, setShown] = useState<{ payments: Payment[]; page: number; more: boolean } | null>(null);
  const { busy, error, run } = useBusy();
  const payments = joined(latest.data?.payments ?? [], shown?.payments ?? []);
  const showMore = () =>
    void run(async () => {
      const page = (shown?.page ?? 1) + 1;
      const earlier = await getPayments(page);
      setShown({
        payments: joined(payments, earlier.payments),
        page,
        more: !!earlier.hasMore && earlier.payments.length > 0,
      });
    });
  return { latest, payments, hasMore: shown?.more ?? latest.data?.hasMore ?? false, showMore, busy, error };
}

/** Of a payment in both, the first says how it stands. */
function joined(newer: Payment[], older: Payment[]): Payment[] {
  const known = new Set(newer.map(({ paymentNo }) => paymentNo));
  return [...newer, ...older.filter(({ paymentNo }) => !known.has(paymentNo))];
}
