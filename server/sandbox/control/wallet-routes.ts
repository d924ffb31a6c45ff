import type Router from '@koa/router';
import { signAgreement, terminateAgreement } from '../agreements/agreements.ts';
import type { Agreement } from '../agreements/records.ts';
import { askByString } from '../alipay/agreements.ts';
import { AlipayError } from '../alipay/errors.ts';
import { isBehaviour, newPayCode } from '../pay-codes/pay-codes.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Asked, ControlError, optionalText, readAsked, requiredText } from './request.ts';

/** The customer's wallet beyond paying an order: codes to be scanned, agreements. */
export function walletRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/control/pay-codes', async ctx => {
    const asked = await readAsked(ctx);
    const wallet = requiredText(asked, 'wallet');
    if (wallet !== 'wechat-pay' && wallet !== 'alipay') {
      throw new ControlError(400, 'wallet must be wechat-pay or alipay');
    }
    ctx.body = { authCode: newPayCode(wallet, behaviourIn(asked)) };
  });
  router.get('/control/agreements', ctx => {
    const { gateway, outCode, state } = ctx.query;
    ctx.body = sandbox.store
      .all('agreement')
      .filter(
        one =>
          (!gateway || one.gateway === gateway) &&
          (!outCode || one.outCode === outCode) &&
          (!state || one.state === state),
      );
  });
  router.post('/control/agreements/sign', async ctx => {
    const asked = await readAsked(ctx);
    const signed = await signAgreement(sandbox, named(sandbox, asked).key, optionalText(asked, 'payer'));
    if (!signed) throw new ControlError(409, 'not waiting to be signed');
    ctx.body = signed;
  });
  router.post('/control/agreements/terminate', async ctx => {
    const ended = await terminateAgreement(sandbox, named(sandbox, await readAsked(ctx)).key, 'user');
    if (!ended) throw new ControlError(409, 'not in force');
    ctx.body = ended;
  });
  router.post('/control/agreements/behave', async ctx => {
    const asked = await readAsked(ctx);
    const agreement = { ...named(sandbox, asked), behaviour: behaviourIn(asked) };
    sandbox.store.put('agreement', agreement.key, agreement);
    ctx.body = agreement;
  });
  // A test cannot wait two days: the notice is dated back.
  router.post('/control/agreements/age-notice', async ctx => {
    const asked = await readAsked(ctx);
    const agreement = named(sandbox, asked);
    const days = asked['days'];
    if (!agreement.notice || typeof days !== 'number') throw new ControlError(400, 'no notice, or no days');
    const at = new Date(Date.parse(agreement.notice.at) - days * 86_400_000).toISOString();
    sandbox.store.put('agreement', agreement.key, { ...agreement, notice: { ...agreement.notice, at } });
    ctx.body = { at };
  });
  clientCalls(router, sandbox);
}

/** `my.paySignCenter`, and WeChat's signing mini-program: what the client gets back. */
function clientCalls(router: Router, sandbox: Sandbox): void {
  router.post('/control/alipay/sign-center', async ctx => {
    const asked = await readAsked(ctx);
    try {
      const agreement = askByString(sandbox, requiredText(asked, 'signStr'));
      if (asked['action'] === 'cancel') ctx.body = { resultStatus: '6001' };
      else ctx.body = { resultStatus: (await signAgreement(sandbox, agreement.key)) ? '7000' : '7002' };
    } catch (error) {
      if (!(error instanceof AlipayError)) throw error;
      ctx.body = { resultStatus: '7002', memo: error.message };
    }
  });
  router.post('/control/wechat/entrust', async ctx => {
    const asked = await readAsked(ctx);
    const agreement = sandbox.store.find('agreement', requiredText(asked, 'pre_entrustweb_id'));
    if (!agreement) ctx.body = { return_code: 'FAIL' };
    else if (asked['action'] === 'cancel') ctx.body = { return_code: 'FAIL', return_msg: 'cancel' };
    else ctx.body = { return_code: (await signAgreement(sandbox, agreement.key)) ? 'SUCCESS' : 'FAIL' };
  });
}

function behaviourIn(asked: Asked) {
  const behaviour = optionalText(asked, 'behaviour') ?? 'pays';
  if (!isBehaviour(behaviour)) throw new ControlError(400, 'behaviour must be pays, asks, poor or unclear');
  return behaviour;
}

/** By `outCode`, or by the contract's or agreement's number. */
function named(sandbox: Sandbox, asked: Asked): Agreement {
  const outCode = optionalText(asked, 'outCode');
  const found = outCode
    ? (sandbox.store.get('agreement', `wechat-pay ${outCode}`) ??
      sandbox.store.get('agreement', `alipay ${outCode}`))
    : sandbox.store.find('agreement', requiredText(asked, 'contractId'));
  if (!found) throw new ControlError(404, 'no such agreement');
  return found;
}
