import type Router from '@koa/router';
import { deliverResult, giveBack, workOff, writeDayFile } from '../debit-bank/work.ts';
import type { Sandbox } from '../sandbox.ts';
import { ControlError, readAsked, requiredText } from './request.ts';

/** The debit bank's back office. */
export function bankControl(router: Router, sandbox: Sandbox): void {
  router.get('/control/bank/files', ctx => {
    ctx.body = sandbox.store.all('bankFile').map(({ path, content, modifiedAt }) => ({
      path,
      size: Buffer.from(content, 'base64').length,
      modifiedAt,
    }));
  });
  router.get('/control/bank/batches', ctx => {
    ctx.body = sandbox.store.all('bankBatch');
  });
  router.get('/control/bank/entries', ctx => {
    const { date } = ctx.query;
    ctx.body = sandbox.store.all('bankEntry').filter(entry => !date || entry.date === date);
  });
  router.post('/control/bank/work-off', async ctx => {
    const name = requiredText(await readAsked(ctx), 'name');
    if (!workOff(sandbox, name)) throw new ControlError(404, 'no such file in /upload');
    ctx.body = sandbox.store.get('bankBatch', name);
  });
  // Again: after a result that was dropped or spoilt.
  router.post('/control/bank/answer', async ctx => {
    if (!deliverResult(sandbox, requiredText(await readAsked(ctx), 'name'))) {
      throw new ControlError(404, 'that file was not worked off');
    }
    ctx.body = { answered: true };
  });
  router.post('/control/bank/give-back', async ctx => {
    const serial = giveBack(sandbox, requiredText(await readAsked(ctx), 'serial'));
    if (!serial) throw new ControlError(404, 'no such debit');
    ctx.body = { serial };
  });
  router.post('/control/bank/day-file', async ctx => {
    const date = requiredText(await readAsked(ctx), 'date');
    if (!/^\d{8}$/.test(date)) throw new ControlError(400, 'date must be YYYYMMDD');
    const { name, content } = writeDayFile(sandbox, date);
    ctx.body = { name, content: content.toString('base64') };
  });
}
