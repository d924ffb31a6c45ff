import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import type { WaitingCount } from '../../app/feature.ts';

/** Money that agents have paid in, entered and not yet approved. */
export async function readTopUpsWaiting(): Promise<WaitingCount> {
  const { partners } = await get<Answer<'GET /staff/partners'>>('/staff/partners');
  const sum = (value: (partner: (typeof partners)[number]) => number) =>
    partners.reduce((total, partner) => total + value(partner), 0);
  return {
    count: sum(partner => partner.topUpsWaiting),
    amountFen: sum(partner => partner.topUpsWaitingFen),
  };
}

/** Keys entered and not yet confirmed. */
export async function readKeysWaiting(): Promise<WaitingCount> {
  const { partners } = await get<Answer<'GET /staff/partners'>>('/staff/partners');
  return { count: partners.reduce((total, partner) => total + partner.keysWaiting, 0) };
}

/** Commissions proposed and not yet decided. */
export async function readTermsWaiting(): Promise<WaitingCount> {
  const { partners } = await get<Answer<'GET /staff/partners'>>('/staff/partners');
  return { count: partners.reduce((total, partner) => total + partner.termsWaiting, 0) };
}
