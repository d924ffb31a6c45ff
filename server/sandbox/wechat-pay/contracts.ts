import type Router from '@koa/router';
import { terminateAgreement } from '../agreements/agreements.ts';
import type { Agreement } from '../agreements/records.ts';
import type { Sandbox } from '../sandbox.ts';
import { hourOf } from '../state/beijing-time.ts';
import { openidBelongsTo, randomAlphanumeric } from '../state/ids.ts';
import { type WechatCall, wechatCall } from './call.ts';
import { contractView } from './contract-view.ts';
import { applyDebit } from './debits.ts';
import { invalidRequest, parameterError, WechatError } from './errors.ts';
import { currencyAt, fenAt, textAt } from './fields.ts';

const OUT_CONTRACT_CODE = { max: 32, pattern: /^[0-9A-Za-z]+$/ };
/** WeChat's own mini-program in which a customer signs. */
const SIGNING_APP = 'wxbd687630cd02ce1d';

/** Auto-debit (委托代扣): sign, query, end, tell beforehand, debit. */
export function contractRoutes(router: Router, sandbox: Sandbox, base: string): void {
  const papay = `${base}/papay`;
  const signing: Record<string, (contract: Agreement) => object> = {
    'mini-program': ({ token }) => ({
      pre_entrustweb_id: token,
      redirect_appid: SIGNING_APP,
      redirect_path: `pages/index/index?pre_entrustweb_id=${token}`,
    }),
    app: ({ token }) => ({
      pre_entrustweb_id: token,
      miniprogram_username: 'gh_sandbox0entrust',
      miniprogram_path: `pages/index/index?pre_entrustweb_id=${token}`,
    }),
    jsapi: ({ token }) => ({ redirect_url: `${sandbox.baseUrl}/cashier/wechat/entrust/${token}` }),
    h5: ({ token }) => ({ redirect_url: `${sandbox.baseUrl}/cashier/wechat/entrust/${token}` }),
  };
  for (const [scene, reply] of Object.entries(signing)) {
    router.post(
      `${papay}/scheduled-deduct-sign/contracts/pre-entrust-sign/${scene}`,
      wechatCall(sandbox, 'sign', call => reply(askToSign(sandbox, call, scene))),
    );
  }
  const one = `${papay}/sign/contracts/plan-id/:planId/out-contract-code/:code`;
  router.get(
    one,
    wechatCall(sandbox, 'agreement-query', call => contractView(sandbox, found(sandbox, call))),
  );
  router.post(
    `${one}/terminate`,
    wechatCall(sandbox, 'unsign', call => terminate(sandbox, call)),
  );
  router.post(
    `${papay}/contracts/:contractId/notify`,
    wechatCall(sandbox, 'pre-notify', call => preNotify(sandbox, call)),
  );
  router.post(
    `${papay}/pay/transactions/apply`,
    wechatCall(sandbox, 'debit', call => applyDebit(sandbox, call)),
  );
}

function askToSign(sandbox: Sandbox, { body }: WechatCall, scene: string): Agreement {
  const { wechat } = sandbox.keys;
  const appId = textAt(body, '/appid', { max: 32 });
  if (appId !== wechat.appid && appId !== wechat.oaAppid) {
    throw new WechatError(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  }
  const plan = body['plan_id'];
  if (typeof plan !== 'number' || !Number.isSafeInteger(plan))
    throw parameterError('/plan_id', plan, '不是整数');
  const outCode = textAt(body, '/out_contract_code', OUT_CONTRACT_CODE);
  const byUser = scene === 'mini-program' || scene === 'jsapi';
  const openid = textAt(body, '/openid', { max: 128, optional: !byUser }) || undefined;
  if (openid && !openidBelongsTo(appId, openid)) throw invalidRequest('appid和openid不匹配');
  const notifyUrl = textAt(body, '/contract_notify_url', { max: 256 });
  if (!/^https?:\/\/[^\s?]+$/.test(notifyUrl)) {
    throw parameterError('/contract_notify_url', notifyUrl, '通知地址不能携带参数');
  }
  const key = `wechat-pay ${outCode}`;
  const known = sandbox.store.get('agreement', key);
  if (known && known.state !== 'asked') throw invalidRequest('商户签约协议号已使用，请更换');
  const contract: Agreement = {
    key,
    gateway: 'wechat-pay',
    outCode,
    token: known?.token ?? randomAlphanumeric(29),
    appId,
    plan: String(plan),
    displayName: textAt(body, '/contract_display_account', { max: 32 }),
    userCode: textAt(body, '/out_user_code', { max: 32, optional: true }) || undefined,
    openid,
    notifyUrl,
    createdAt: new Date().toISOString(),
    state: 'asked',
    behaviour: 'pays',
  };
  sandbox.store.put('agreement', key, contract);
  return contract;
}

/** Until the customer has signed, there is no such contract. */
function found(sandbox: Sandbox, { params }: WechatCall): Agreement {
  const contract = sandbox.store.get('agreement', `wechat-pay ${params['code']}`);
  if (!contract || contract.state === 'asked' || contract.plan !== params['planId']) {
    throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '签约协议不存在');
  }
  return contract;
}

/** 204, also when it had ended before. */
function terminate(sandbox: Sandbox, call: WechatCall): undefined {
  const contract = found(sandbox, call);
  const remark = textAt(call.body, '/contract_termination_remark', { max: 256 });
  void terminateAgreement(sandbox, contract.key, 'merchant', { remark });
}

/** 预扣费通知: between 07:00 and 22:00, of the most that will be taken. */
function preNotify(sandbox: Sandbox, call: WechatCall): undefined {
  const contract = sandbox.store.find('agreement', call.params['contractId']!);
  if (contract?.state !== 'signed')
    throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '签约协议不存在或已解约');
  if (textAt(call.body, '/mchid', { max: 32 }) !== call.mchid) throw invalidRequest('mchid不一致');
  if (textAt(call.body, '/appid', { max: 32 }) !== contract.appId) throw invalidRequest('appid不一致');
  const amount = fenAt(call.body, '/estimated_amount/amount');
  currencyAt(call.body, '/estimated_amount/currency', false);
  const now = new Date();
  const hour = hourOf(now);
  if (sandbox.settings().papayEnforceTimes && (hour < 7 || hour >= 22)) {
    throw new WechatError(403, 'RULE_LIMIT', '不在可通知时间段内（7:00-22:00）');
  }
  sandbox.store.put('agreement', contract.key, { ...contract, notice: { at: now.toISOString(), amount } });
}
