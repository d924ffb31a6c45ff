import type Router from '@koa/router';
import { fileTree } from '../debit-bank/file-tree.ts';
import type { Sandbox } from '../sandbox.ts';
import { operatorFile } from '../sms-operator/day-file.ts';
import { writeMessage } from '../sms-operator/inbound.ts';
import { asMoment, ControlError, optionalText, readAsked, requiredText } from './request.ts';

/** The user's hand on a phone, and the operator's daily file. */
export function smsControl(router: Router, sandbox: Sandbox): void {
  router.post('/control/sms/inbound', async ctx => {
    const asked = await readAsked(ctx);
    const delivery = await writeMessage(sandbox, {
      phone: requiredText(asked, 'phone'),
      text: requiredText(asked, 'text'),
      at: asMoment(asked, 'at'),
      extend: optionalText(asked, 'extend'),
      sign: optionalText(asked, 'sign'),
    });
    if (!delivery) throw new ControlError(409, 'smsCallbackUrl is not set');
    ctx.body = delivery;
  });
  router.get('/control/sms/day-file', ctx => {
    const date = String(ctx.query['date'] ?? '');
    if (!/^\d{8}$/.test(date)) throw new ControlError(400, 'date must be YYYYMMDD');
    const { name, content } = operatorFile(sandbox, date);
    ctx.set('Content-Type', 'text/plain; charset=gbk');
    ctx.set('Content-Disposition', `attachment; filename="${name}"`);
    ctx.body = content;
  });
  // Laid down where the utility fetches it.
  router.post('/control/sms/day-file', async ctx => {
    const date = requiredText(await readAsked(ctx), 'date');
    if (!/^\d{8}$/.test(date)) throw new ControlError(400, 'date must be YYYYMMDD');
    const { name, content } = operatorFile(sandbox, date);
    fileTree(sandbox).write(`/sms/${name}`, content);
    ctx.body = { name };
  });
}
