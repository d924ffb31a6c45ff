import type { Agreement } from '../agreements/records.ts';
import { civil } from '../state/beijing-time.ts';
import { alipayUserIdOf } from '../state/ids.ts';
import type { Parameters } from './parameters.ts';

export const PERSONAL_PRODUCT = 'GENERAL_WITHHOLDING_P';
const FOR_EVER = '2115-02-01 00:00:00';

/** What an agreement's messages and the page's way back say of it. */
export const agreementFacts = (agreement: Agreement): Parameters => ({
  app_id: agreement.appId,
  auth_app_id: agreement.appId,
  agreement_no: agreement.contractId!,
  external_agreement_no: agreement.outCode,
  external_logon_id: agreement.displayName,
  personal_product_code: PERSONAL_PRODUCT,
  sign_scene: agreement.plan,
  alipay_user_id: alipayUserIdOf(agreement.openid ?? 'resident'),
  alipay_logon_id: '138****0000',
  status: agreement.state === 'signed' ? 'NORMAL' : 'UNSIGN',
  sign_time: civil(new Date(agreement.signedAt!)),
  valid_time: civil(new Date(agreement.signedAt!)),
  invalid_time: FOR_EVER,
  ...(agreement.terminatedAt ? { unsign_time: civil(new Date(agreement.terminatedAt)) } : {}),
});
