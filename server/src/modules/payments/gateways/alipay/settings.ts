import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { httpAddress, rsaPrivateKey, rsaPublicKey, textField } from '../setting-fields.ts';

export interface AlipaySettings {
  gateway: string;
  appId: string;
  sellerId: string;
  privateKey: KeyObject;
  /** Alipay's, not our application's. */
  publicKey: KeyObject;
  /** Of auto-debit agreements, such as INDUSTRY|CARRENTAL; without it none are offered. */
  signScene?: string;
}

/** Reads the variables by which Alipay is set up; every issue's path is the name of its variable. */
export const alipaySettings = z
  .object({
    ALIPAY_GATEWAY: httpAddress.default('https://openapi.alipay.com/gateway.do'),
    ALIPAY_APP_ID: textField('an app id: 16 digits', /^\d{16}$/),
    ALIPAY_SELLER_ID: textField("the seller's id: 2088 and 12 digits", /^2088\d{12}$/),
    ALIPAY_PRIVATE_KEY: rsaPrivateKey,
    ALIPAY_PUBLIC_KEY: rsaPublicKey,
    ALIPAY_SIGN_SCENE: textField('a scene such as INDUSTRY|…', /^[A-Z_]+\|[A-Z_]+$/).optional(),
  })
  .transform(
    (env): AlipaySettings => ({
      gateway: env.ALIPAY_GATEWAY,
      appId: env.ALIPAY_APP_ID,
      sellerId: env.ALIPAY_SELLER_ID,
      privateKey: env.ALIPAY_PRIVATE_KEY,
      publicKey: env.ALIPAY_PUBLIC_KEY,
      signScene: env.ALIPAY_SIGN_SCENE,
    }),
  );
