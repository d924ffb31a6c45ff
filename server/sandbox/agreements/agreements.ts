import { randomUUID } from 'node:crypto';
import { agreementFacts } from '../alipay/agreement-facts.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate } from '../state/beijing-time.ts';
import { newAlipayNotifyId, openidOf, randomDigits } from '../state/ids.ts';
import { contractView } from '../wechat-pay/contract-view.ts';
import type { Agreement } from './records.ts';

/** The customer consents. Resolves when the merchant was told once; undefined when there is nothing to sign. */
export async function signAgreement(
  sandbox: Sandbox,
  key: string,
  payer = 'resident',
): Promise<Agreement | undefined> {
  const asked = sandbox.store.get('agreement', key);
  if (asked?.state !== 'asked') return undefined;
  const now = new Date();
  const digits = businessDate(now).replaceAll('-', '');
  const contractId =
    asked.gateway === 'alipay' ? `${digits}${randomDigits(12)}` : `Wx${digits}${randomDigits(18)}`;
  const signed: Agreement = {
    ...asked,
    state: 'signed',
    contractId,
    signedAt: now.toISOString(),
    openid: asked.openid ?? (asked.gateway === 'wechat-pay' ? openidOf(asked.appId, payer) : payer),
  };
  sandbox.store.put('agreement', key, signed);
  await tell(sandbox, signed);
  return signed;
}

/** Either side ends it. Resolves when the merchant was told once; undefined when it is not in force. */
export async function terminateAgreement(
  sandbox: Sandbox,
  key: string,
  by: 'user' | 'merchant',
  more: { remark?: string; notifyUrl?: string } = {},
): Promise<Agreement | undefined> {
  const known = sandbox.store.get('agreement', key);
  if (known?.state !== 'signed') return undefined;
  const ended: Agreement = {
    ...known,
    state: 'terminated',
    terminatedAt: new Date().toISOString(),
    terminatedBy: by,
    remark: more.remark,
    notifyUrl: more.notifyUrl ?? known.notifyUrl,
  };
  sandbox.store.put('agreement', key, ended);
  await tell(sandbox, ended);
  return ended;
}

async function tell(sandbox: Sandbox, agreement: Agreement): Promise<void> {
  const { gateway, outCode, notifyUrl } = agreement;
  if (!notifyUrl) return;
  const signed = agreement.state === 'signed';
  await sandbox.deliveries.send({
    gateway,
    kind: 'agreement',
    outTradeNo: outCode,
    url: notifyUrl,
    eventId: gateway === 'alipay' ? newAlipayNotifyId(new Date()) : randomUUID(),
    facts:
      gateway === 'alipay'
        ? {
            parameters: agreementFacts(agreement),
            notifyType: signed ? 'dut_user_sign' : 'dut_user_unsign',
          }
        : {
            event: signed ? 'ENTRUST.SIGN' : 'ENTRUST.TERMINATE',
            resource: contractView(sandbox, agreement),
          },
  });
}
