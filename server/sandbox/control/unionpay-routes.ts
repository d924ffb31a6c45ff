import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { finishBackTrade } from '../unionpay/back-trades.ts';
import { declineUnionpay, payUnionpay } from '../unionpay/pay-order.ts';
import { tradeNamed } from '../unionpay/place-order.ts';
import { ControlError, optionalText, readAsked, requiredText } from './request.ts';

/** What a card holder's App and UnionPay's back office do, for machines. */
export function unionpayControl(router: Router, sandbox: Sandbox): void {
  // `UPPayAssistEx.startPay` / `UPPaymentControl`: the string the native SDK hands back.
  router.post('/control/unionpay/start-pay', async ctx => {
    const asked = await readAsked(ctx);
    const order = sandbox.store.find('unionpayTrade', requiredText(asked, 'tn'));
    const action = optionalText(asked, 'action');
    if (!order) ctx.body = { pay_result: 'fail' };
    else if (action === 'cancel') ctx.body = { pay_result: 'cancel' };
    else if (action === 'decline') {
      declineUnionpay(sandbox, order.key);
      ctx.body = { pay_result: 'fail' };
    } else ctx.body = { pay_result: payUnionpay(sandbox, order.key).paid ? 'success' : 'fail' };
  });
  router.post('/control/unionpay/finish', async ctx => {
    const asked = await readAsked(ctx);
    const trade = tradeNamed(sandbox, requiredText(asked, 'orderId'));
    const ended =
      trade && (await finishBackTrade(sandbox, trade.key, optionalText(asked, 'respCode') ?? '00'));
    if (!ended) throw new ControlError(409, 'no void or refund under way with that orderId');
    ctx.body = ended;
  });
}
