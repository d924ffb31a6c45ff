/** A complete set of settings for a production server, with keys that no sandbox issued. */
import { generateKeyPairSync } from 'node:crypto';
import { makeDemoCertificate } from '../../../server/src/modules/agency/demo-certificate.ts';
import { makeDemoIdentity } from '../../../server/src/modules/payments/receipts/signing-identity.ts';

export function settingsOfProduction(databaseUrl: string): Record<string, string> {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const [ours, wechats, alipays] = [pair(), pair(), pair()];
  const signing = makeDemoIdentity(new Date());
  const banks = makeDemoCertificate(new Date());
  return {
    HALL_MODE: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_BASE_URL: 'https://hall.example.com',
    DATABASE_URL: databaseUrl,
    FIELD_KEY: Buffer.alloc(32, 3).toString('base64'),
    SMS_BASE_URL: 'https://sms.example.com',
    SMS_ACCESS_KEY: 'key',
    SMS_SECRET: 'secret',
    RECEIPT_SIGNING_P12: signing.p12.toString('base64'),
    RECEIPT_SIGNING_PASSWORD: signing.password,
    DOCUMENT_DIR: '/var/lib/dianting/documents',
    AGENCY_SIGNING_KEY: pair().privateKey,
    AGENCY_TCP_PORT: '0',
    AGENCY_TLS_CERT: banks.certificate,
    AGENCY_TLS_KEY: banks.key,
    WECHAT_BILL_SIGNING_KEY: pair().privateKey,
    WECHAT_PAY_MCH_ID: '1600000001',
    WECHAT_PAY_APP_ID: 'wx0123456789abcdef',
    WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
    WECHAT_PAY_PRIVATE_KEY: ours.privateKey,
    WECHAT_PAY_SERIAL_NO: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0116000000012024',
    WECHAT_PAY_PUBLIC_KEY: wechats.publicKey,
    ALIPAY_APP_ID: '2021001234567890',
    ALIPAY_SELLER_ID: '2088123456789012',
    ALIPAY_PRIVATE_KEY: ours.privateKey,
    ALIPAY_PUBLIC_KEY: alipays.publicKey,
  };
}
