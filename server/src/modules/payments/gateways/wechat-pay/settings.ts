import type { KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import {
  certificateList,
  httpAddress,
  rsaPrivateKey,
  rsaPublicKey,
  settingField,
  textField,
} from '../setting-fields.ts';

export interface WechatPaySettings {
  baseUrl: string;
  /** WeChat's second host, tried once when the first cannot be reached. */
  backupUrl?: string;
  mchId: string;
  /** Of the mini-program; also for Native, H5 and APP. */
  appId: string;
  /** Of the official account: JSAPI inside WeChat's browser. */
  oaAppId?: string;
  /** 32 bytes. */
  apiV3Key: Buffer;
  privateKey: KeyObject;
  /** Of the merchant's own certificate, upper-case hex. */
  serialNo: string;
  publicKey?: { id: string; key: KeyObject };
  platformCertificates: X509Certificate[];
  /** The template of auto-debit contracts; without it none are offered. */
  papayPlanId?: number;
}

const officialUrl = 'https://api.mch.weixin.qq.com';
const officialBackupUrl = 'https://api2.wechatpay.cn';
const appId = textField('an app id: wx and 16 hex digits', /^wx[0-9a-f]{16}$/i);
const needsAKey =
  'expected WECHAT_PAY_PUBLIC_KEY_ID with WECHAT_PAY_PUBLIC_KEY, or WECHAT_PAY_PLATFORM_CERTS, or (during a migration) both';

/** Reads the variables by which WeChat Pay is set up; every issue's path is the name of its variable. */
export const wechatPaySettings = z
  .object({
    WECHAT_PAY_BASE_URL: httpAddress.default(officialUrl),
    WECHAT_PAY_BACKUP_URL: httpAddress.optional(),
    WECHAT_PAY_MCH_ID: textField("the merchant's number: 8 to 10 digits", /^\d{8,10}$/),
    WECHAT_PAY_APP_ID: appId,
    WECHAT_OA_APP_ID: appId.optional(),
    WECHAT_PAY_API_V3_KEY: settingField('exactly 32 bytes', text => {
      const key = Buffer.from(text, 'utf8');
      return key.length === 32 ? key : undefined;
    }),
    WECHAT_PAY_PRIVATE_KEY: rsaPrivateKey,
    WECHAT_PAY_SERIAL_NO: textField("the merchant certificate's serial number in hex", /^[0-9A-Fa-f]{8,40}$/),
    WECHAT_PAY_PUBLIC_KEY_ID: textField('an id that begins with PUB_KEY_ID_', /^PUB_KEY_ID_\w+$/).optional(),
    WECHAT_PAY_PUBLIC_KEY: rsaPublicKey.optional(),
    WECHAT_PAY_PLATFORM_CERTS: certificateList.optional(),
    WECHAT_PAPAY_PLAN_ID: settingField('the number of the auto-debit template', text =>
      /^\d{1,10}$/.test(text) ? Number(text) : undefined,
    ).optional(),
  })
  .superRefine((env, context) => {
    const missing = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (env.WECHAT_PAY_PUBLIC_KEY && !env.WECHAT_PAY_PUBLIC_KEY_ID)
      missing('WECHAT_PAY_PUBLIC_KEY_ID', 'expected the id of WECHAT_PAY_PUBLIC_KEY');
    else if (env.WECHAT_PAY_PUBLIC_KEY_ID && !env.WECHAT_PAY_PUBLIC_KEY)
      missing('WECHAT_PAY_PUBLIC_KEY', 'expected the key that WECHAT_PAY_PUBLIC_KEY_ID names');
    else if (!env.WECHAT_PAY_PUBLIC_KEY && !env.WECHAT_PAY_PLATFORM_CERTS)
      missing('WECHAT_PAY_PUBLIC_KEY', needsAKey);
  })
  .transform(
    (env): WechatPaySettings => ({
      baseUrl: env.WECHAT_PAY_BASE_URL,
      backupUrl:
        env.WECHAT_PAY_BACKUP_URL ??
        (env.WECHAT_PAY_BASE_URL === officialUrl ? officialBackupUrl : undefined),
      mchId: env.WECHAT_PAY_MCH_ID,
      appId: env.WECHAT_PAY_APP_ID,
      oaAppId: env.WECHAT_OA_APP_ID,
      apiV3Key: env.WECHAT_PAY_API_V3_KEY,
      privateKey: env.WECHAT_PAY_PRIVATE_KEY,
      serialNo: env.WECHAT_PAY_SERIAL_NO.toUpperCase(),
      publicKey: env.WECHAT_PAY_PUBLIC_KEY && {
        id: env.WECHAT_PAY_PUBLIC_KEY_ID!,
        key: env.WECHAT_PAY_PUBLIC_KEY,
      },
      platformCertificates: env.WECHAT_PAY_PLATFORM_CERTS ?? [],
      papayPlanId: env.WECHAT_PAPAY_PLAN_ID,
    }),
  );
