/** The floor for look-ups: a Koa route that runs the bill's query by hand and answers its row. No access check, no schema. */
import Router from '@koa/router';
import Koa from 'koa';
import pg from 'pg';

const pool = new pg.Pool({
  connectionString: process.env['BENCH_DATABASE_URL'],
  max: Number(process.env['BENCH_POOL_SIZE']),
});
pool.on('error', () => {});
const text = `
  SELECT b.*, y.paid_fen, y.amount_fen - y.paid_fen AS outstanding_fen,
         (SELECT jsonb_agg(jsonb_build_object('paymentNo', p.payment_no, 'paidAt', c.paid_at, 'amountFen', a.amount_fen - a.taken_back_fen, 'channel', p.channel) ORDER BY c.paid_at)
            FROM allocations a JOIN collections c ON c.id = a.collection_id LEFT JOIN payments p ON p.id = c.payment_id
           WHERE a.payable_id = y.id AND a.taken_back_fen < a.amount_fen) AS payments
    FROM bills b LEFT JOIN payables y ON y.id = b.payable_id WHERE b.bill_no = $1 AND b.kind = 'bill'`;
const router = new Router();
router.get('/bills/:billNo', async context => {
  const { rows } = await pool.query({ name: 'bare', text, values: [context['params'].billNo] });
  context.body = rows[0];
});
const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `bare listening http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}\n`,
  );
});
