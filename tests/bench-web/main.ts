/**
 * `npm run bench:web [-- --runs 5] [--page home] [--built]`: sizes, Lighthouse and axe of the hall's pages, to
 * docs/bench-web.md; with `--page` only those whose names begin so, and only printed. `--built` takes the clients as they lie.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    page: { type: 'string' },
    built: { type: 'boolean' },
  },
});
const runs = Number(values.runs);
if (!values.built) await build(['prisma', 'h5', 'weapp', 'alipay'], { say: line => console.log(line) });
// What follows imports what has just been built.
const [{ setStage }, { callResidents }, { openMeter }, { render }, { firstLoad, packageSizes }] =
  await Promise.all([
    import('../screenshots/stage.ts'),
    import('../screenshots/residents.ts'),
    import('./measure.ts'),
    import('./render.ts'),
    import('./sizes.ts'),
  ]);
const stage = await setStage();
const meter = await openMeter();
try {
  const { one } = await callResidents(stage.hall);
  const kept = { language: 'zh', session: { token: one.token, expiresAt: '2999-01-01T00:00:00.000Z' } };
  const at = `accountNo=${one.accountNo}`;
  const pages: [page: string, path: string, signedIn: boolean][] = [
    ['home, nobody signed in', '', false],
    ['sign-in', '#/packages/account/sign-in/index', false],
    ['prices', '#/packages/tariff/book/index', false],
    ['help', '#/packages/account/help/index', false],
    ['home', '', true],
    ['bills', `#/packages/bill/list/index?${at}`, true],
    ['bill', `#/packages/bill/detail/index?${at}&billNo=${one.billNo}`, true],
    ['usage', `#/packages/usage/history/index?${at}`, true],
    ['flat or time of use', `#/packages/usage/plans/index?${at}`, true],
    ['checkout', `#/packages/pay/checkout/index?${at}`, true],
    ['payment', `#/packages/pay/result/index?paymentNo=${one.paymentNo}`, true],
    ['payments', '#/packages/pay/history/index', true],
    ['receipt', `#/packages/pay/receipt/index?paymentNo=${one.paymentNo}`, true],
    ['direct debit', `#/packages/pay/mandate/index?${at}`, true],
    ['recharge card', `#/packages/pay/card/index?${at}`, true],
    ['alerts', `#/packages/alert/settings/index?${at}`, true],
    ['outages', '#/packages/outage/list/index', true],
    ['auto-pay', '#/packages/pay/auto-pay/index', true],
    ['alerts', '#/packages/alert/settings/index', true],
    ['invoices', `#/packages/pay/invoices/index?paymentNo=${one.paymentNo}`, true],
    ['wrong household', `#/packages/pay/claims/index?paymentNo=${one.paymentNo}`, true],
    ['households', '#/packages/household/list/index', true],
    ['add a household', '#/packages/household/bind/index', true],
    ['me', '#/packages/account/me/index', true],
    ['privacy', '#/packages/account/privacy/index', true],
  ];
  const sizes = [firstLoad(), ...packageSizes('weapp'), ...packageSizes('alipay')];
  const measured = [];
  // The first visit of all meets a cold browser, a cold server and a cold database; it is not counted.
  await meter.measure({ page: 'warming up', url: `${stage.hall.url}/`, kept: { language: 'zh' } }, 1);
  for (const [page, path, signedIn] of pages) {
    if (values.page !== undefined && !page.startsWith(values.page)) continue;
    const url = `${stage.hall.url}/${path}`;
    const row = await meter.measure({ page, url, kept: signedIn ? kept : { language: 'zh' } }, runs);
    console.log(
      page,
      row.scores,
      `machine ${row.machine.map(Math.round).join(' ')}`,
      `axe ${row.axe}`,
      row.lost.join(' '),
    );
    measured.push(row);
    // A run that is cut short leaves what it has measured.
    const text = render(sizes, measured, runs);
    if (values.page === undefined) writeFileSync('docs/bench-web.md', text);
    else console.log(text);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await meter.close();
  await stage.close();
}
process.exit();
