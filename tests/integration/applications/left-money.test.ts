/** What came too late for a holder who has gone is given back, however many others have money that nobody can give back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kindOf, type Office, openOffice, today, yesterday } from './office.ts';
import { pay, walkThrough } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let heldHome: Office['heldHome'];

beforeAll(async () => {
  ({ hall, clerk, heldHome } = await openOffice());
});
afterAll(() => hall.close());

it('looks at every case that has ended a holder, not at the first two hundred alone', async () => {
  const close = ({ household, resident }: Awaited<ReturnType<typeof heldHome>>) =>
    walkThrough(
      { hall, resident, clerk },
      {
        kind: kindOf('account-closing'),
        about: { accountNo: household.accountNo },
        today,
        yesterday,
        lastReading: { total: 101_000, peak: 60_500, valley: 40_500 },
      },
    );
  const first = await heldHome();
  const caseNo = await close(first);
  // Money that no payment of ours brought: it lies there until finance pays it out.
  await hall.owner.query(
    `INSERT INTO customer_balances (holder_period_id, balance_fen, prepaid_fen) VALUES ($1, 500, 0)
     ON CONFLICT (holder_period_id) DO UPDATE SET balance_fen = 500`,
    [first.household.holderPeriodId],
  );
  await hall.owner.query(
    `INSERT INTO applications SELECT (jsonb_populate_record(NULL::applications, to_jsonb(a) || jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('applications', 'id')), 'case_no', 'SQ20250101' || lpad(n::text, 8, '0'), 'request_key', NULL))).*
       FROM applications a, generate_series(1, 200) n WHERE a.case_no = $1`,
    [caseNo],
  );
  const last = await heldHome();
  const started = await hall.call('POST', '/payments', {
    token: last.resident.token,
    key: 'late-prepayment',
    body: {
      channel: 'web-hall',
      method: 'wechat',
      product: 'native',
      prepayments: [{ accountNo: last.household.accountNo, amountFen: 30_000 }],
    },
  });
  await close(last);
  await pay({ hall, resident: last.resident, clerk }, started.body.paymentNo);
  await hall.app.runJob('return-left-money');
  const { rows } = await hall.owner.query(
    `SELECT f.amount_fen::int AS fen FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1`,
    [started.body.paymentNo],
  );
  expect(rows).toHaveLength(1);
});
