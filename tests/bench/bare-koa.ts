/** The floor for look-ups: a Koa route that runs the bill's query by hand and answers its JSON. No access check, no schema. */
import Router from '@koa/router';
import Koa from 'koa';
import pg from 'pg';

const [url, poolSize, sql] = [
  process.env['BENCH_DATABASE_URL']!,
  Number(process.env['BENCH_POOL_SIZE']),
  process.env['BENCH_SQL']!,
];
const pool = new pg.Pool({ connectionString: url, max: poolSize });
const router = new Router();
router.get('/bills/:billNo', async context => {
  const { rows } = await pool.query({ name: 'bare', text: sql, values: [context['params'].billNo] });
  context.body = rows[0];
});
const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `bare listening http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}\n`,
  );
});
