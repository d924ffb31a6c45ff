import { terminateAgreement } from '../agreements/agreements.ts';
import type { Agreement } from '../agreements/records.ts';
import type { Sandbox } from '../sandbox.ts';
import { alipayUserIdOf, randomText } from '../state/ids.ts';
import { agreementFacts, PERSONAL_PRODUCT } from './agreement-facts.ts';
import { outcome } from './code-pay.ts';
import { AlipayError, business, invalidParameter } from './errors.ts';
import { type Parameters, parseForm } from './parameters.ts';
import { currentTrade, openTrade, placeTrade, text } from './place-trade.ts';
import { bizContent, checkRequest } from './signature.ts';
import type { AlipayCall } from './trade-calls.ts';

type Biz = Record<string, unknown>;

const SIGN = 'alipay.user.agreement.page.sign';

/** 商家扣款: what the merchant asks a customer to sign. Throws AlipayError. */
export function askToSign(sandbox: Sandbox, parameters: Parameters): Agreement {
  checkRequest(sandbox.keys, parameters, new Date());
  if (parameters['method'] !== SIGN) throw new AlipayError('40002', 'isv.invalid-method', '不存在的方法名');
  const biz = bizContent(parameters);
  if (text(biz, 'personal_product_code', 64) !== PERSONAL_PRODUCT)
    throw invalidParameter('personal_product_code');
  if (text(biz, 'product_code', 64) !== 'GENERAL_WITHHOLDING') throw invalidParameter('product_code');
  const access = biz['access_params'] as Biz | undefined;
  if (!access || typeof access['channel'] !== 'string') throw invalidParameter('access_params.channel');
  const outCode = text(biz, 'external_agreement_no', 32);
  const scene = text(biz, 'sign_scene', 64);
  // With a number of the merchant's own the default scene does not do.
  if (!outCode || !/^[A-Z]+\|[A-Z_]+$/.test(scene) || scene === 'DEFAULT|DEFAULT') {
    throw invalidParameter('sign_scene');
  }
  const key = `alipay ${outCode}`;
  const known = sandbox.store.get('agreement', key);
  if (known && known.state !== 'asked') throw business('USER_AGREEMENT_REPEAT', '签约号已使用');
  const agreement: Agreement = {
    key,
    gateway: 'alipay',
    outCode,
    token: known?.token ?? `agr${randomText(12)}`,
    appId: sandbox.keys.alipay.appId,
    plan: scene,
    displayName: text(biz, 'external_logon_id', 100),
    notifyUrl: parameters['notify_url'] || undefined,
    returnUrl: parameters['return_url'] || undefined,
    createdAt: new Date().toISOString(),
    state: 'asked',
    behaviour: 'pays',
  };
  sandbox.store.put('agreement', key, agreement);
  return agreement;
}

/** The string that the mini-program hands to `my.paySignCenter`; it may have been URL-encoded as a whole. */
export function askByString(sandbox: Sandbox, signStr: string): Agreement {
  const plain = signStr.includes('=') ? signStr : decodeURIComponent(signStr);
  return askToSign(sandbox, parseForm(plain));
}

/** By `agreement_no`, or by `external_agreement_no` with product and scene. */
function named(sandbox: Sandbox, biz: Biz): Agreement {
  const no = text(biz, 'agreement_no', 64);
  const outCode = text(biz, 'external_agreement_no', 32);
  const agreement = no
    ? sandbox.store.find('agreement', no)
    : sandbox.store.get('agreement', `alipay ${outCode}`);
  if (!no && text(biz, 'personal_product_code', 64) !== PERSONAL_PRODUCT) {
    throw business('MERCHANT_AGREEMENT_IS_NOT_EXIST', '商户协议不存在');
  }
  const known = agreement?.gateway === 'alipay' && agreement.state !== 'asked';
  if (!known || (!no && text(biz, 'sign_scene', 64) !== agreement.plan)) {
    throw business('USER_AGREEMENT_NOT_EXIST', '用户协议不存在');
  }
  return agreement;
}

export const queryAgreement: AlipayCall = (sandbox, parameters) => {
  const agreement = named(sandbox, bizContent(parameters));
  const { status, app_id, auth_app_id, ...facts } = agreementFacts(agreement);
  return {
    ...facts,
    principal_id: facts['alipay_user_id'],
    status: status === 'NORMAL' ? 'NORMAL' : 'STOP',
    product_code: 'GENERAL_WITHHOLDING',
    device_id: '',
  };
};

export const unsignAgreement: AlipayCall = (sandbox, parameters) => {
  const agreement = named(sandbox, bizContent(parameters));
  if (agreement.state !== 'signed') throw business('USER_AGREEMENT_NOT_EXIST', '用户协议不存在');
  const notifyUrl = parameters['notify_url'] || undefined;
  void terminateAgreement(sandbox, agreement.key, 'merchant', { notifyUrl });
  return {};
};

/** `alipay.trade.pay` with `agreement_params`: nobody is asked, the answer says how it went. */
export const debitByAgreement: AlipayCall = (sandbox, parameters) => {
  const biz = bizContent(parameters);
  const no = text((biz['agreement_params'] ?? {}) as Biz, 'agreement_no', 64);
  const agreement = no ? sandbox.store.find('agreement', no) : undefined;
  if (agreement?.gateway !== 'alipay') throw business('ACQ.AGREEMENT_NOT_EXIST', '用户协议不存在');
  if (agreement.state !== 'signed') throw business('ACQ.AGREEMENT_STATUS_NOT_NORMAL', '用户协议状态非NORMAL');
  const placed = placeTrade(sandbox, 'agreement', parameters);
  const trade = openTrade(sandbox, { ...placed, buyerId: alipayUserIdOf(agreement.openid ?? 'resident') });
  const current = currentTrade(sandbox, trade.outTradeNo)!;
  return outcome(sandbox, current, agreement.behaviour);
};
