/** Where messages lead: a payment and a rating by link, as the text messages carry them. */
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import type { RunningHall } from '../support/hall.ts';

export interface Links {
  payToken: string;
  rateToken: string;
}

export async function sendLinks(hall: RunningHall, owing: string, answeredCase: string): Promise<Links> {
  const [payToken, rateToken] = [randomToken(), randomToken()];
  const asked = await hall.owner.query(
    `INSERT INTO pay_links (token_hash, account_no, holder_period_id, items, total_fen, reason, expires_at)
     SELECT $1, a.account_no, h.id, jsonb_agg(jsonb_build_object('payableId', y.id, 'amountFen', y.amount_fen - y.paid_fen)),
            sum(y.amount_fen - y.paid_fen), 'debit-failed', now() + interval '1 day'
       FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.to_date IS NULL
       JOIN payables y ON y.holder_period_id = h.id AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen
      WHERE a.account_no = $2 GROUP BY a.account_no, h.id`,
    [tokenHash(payToken), owing],
  );
  const rated = await hall.owner.query(
    `INSERT INTO case_rating_links (case_id, round, token_hash, way, sent_at, open_until)
     SELECT id, reopened, $1, 'sms', now(), now() + interval '14 days' FROM service_cases WHERE case_no = $2
     ON CONFLICT (case_id, round) DO UPDATE SET token_hash = EXCLUDED.token_hash, sent_at = EXCLUDED.sent_at`,
    [tokenHash(rateToken), answeredCase],
  );
  if (asked.rowCount !== 1 || rated.rowCount !== 1) throw new Error('nothing to pay or to rate by link');
  return { payToken, rateToken };
}
