import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { complain, goOn } from '../wechat-pay/complaints.ts';
import { type Asked, ControlError, optionalText, readAsked, requiredText } from './request.ts';

/** The customer's side of a complaint at WeChat Pay. `notifyUrl` is what the merchant has put into the console. */
export function complaintControl(router: Router, sandbox: Sandbox): void {
  router.post('/control/wechat/complaints', async ctx => {
    const asked = await readAsked(ctx);
    ctx.body = await complain(sandbox, {
      outTradeNo: requiredText(asked, 'outTradeNo'),
      words: requiredText(asked, 'words'),
      phone: optionalText(asked, 'phone') ?? '13800000000',
      notifyUrl: optionalText(asked, 'notifyUrl'),
      files: filesIn(asked),
      refundFen: typeof asked['refundFen'] === 'number' ? asked['refundFen'] : undefined,
    });
  });
  router.post('/control/wechat/complaints/:complaintId/words', async ctx => {
    const complaint = sandbox.store.get('complaint', ctx.params['complaintId']!);
    if (!complaint) throw new ControlError(404, 'no such complaint');
    const asked = await readAsked(ctx);
    await goOn(sandbox, complaint, requiredText(asked, 'words'), filesIn(asked));
    ctx.body = { told: true };
  });
  router.get('/control/wechat/complaints/:complaintId', ctx => {
    ctx.body = sandbox.store.get('complaint', ctx.params['complaintId']!) ?? null;
  });
}

/** Pictures laid beside it, base64. */
function filesIn(asked: Asked): string[] {
  const files = asked['files'] ?? [];
  if (!Array.isArray(files) || files.some(file => typeof file !== 'string'))
    throw new ControlError(400, 'files must be a list of base64');
  return files as string[];
}
