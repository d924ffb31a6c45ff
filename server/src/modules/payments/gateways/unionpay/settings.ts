import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { z } from 'zod';
import { certificateList, httpAddress, rsaPrivateKey, settingField, textField } from '../setting-fields.ts';

export interface UnionpaySettings {
  /** `frontTransReq.do` and the others stand below it. */
  baseUrl: string;
  /** Where files are asked for; it has no path of its own. */
  fileUrl: string;
  merId: string;
  privateKey: KeyObject;
  /** Serial number of our certificate, as a decimal: goes along as `certId`. */
  certId: string;
  rootCertificate: X509Certificate;
  middleCertificate: X509Certificate;
  /** For the phone's SDK: `00` the real gateway, `01` UnionPay's test gateway. */
  appMode: '00' | '01';
}

const oneCertificate = certificateList.refine(list => list.length === 1, 'expected one PEM certificate');

/** Reads the variables by which UnionPay is set up; every issue's path is the name of its variable. */
export const unionpaySettings = z
  .object({
    UNIONPAY_BASE_URL: httpAddress.default('https://gateway.95516.com/gateway/api'),
    UNIONPAY_FILE_URL: httpAddress.default('https://filedownload.95516.com'),
    UNIONPAY_MER_ID: textField("the merchant's number: 15 digits or letters", /^[0-9A-Za-z]{15}$/),
    UNIONPAY_SIGN_PFX: settingField(
      'a PKCS#12 file in base64, or its path in UNIONPAY_SIGN_PFX_FILE',
      text => (/^[A-Za-z0-9+/=\s]{100,}$/.test(text) ? Buffer.from(text, 'base64') : undefined),
    ).optional(),
    UNIONPAY_SIGN_PASSWORD: z.string().optional(),
    UNIONPAY_PRIVATE_KEY: rsaPrivateKey.optional(),
    UNIONPAY_CERT_ID: textField('the serial number of our certificate as a decimal', /^\d{1,50}$/).optional(),
    UNIONPAY_ROOT_CERT: oneCertificate,
    UNIONPAY_MIDDLE_CERT: oneCertificate,
    UNIONPAY_APP_MODE: z.enum(['00', '01'], { error: 'expected 00 or 01' }).default('00'),
  })
  .transform((env, context): UnionpaySettings => {
    const { UNIONPAY_SIGN_PFX: pfx, UNIONPAY_PRIVATE_KEY: key, UNIONPAY_CERT_ID: certId } = env;
    const identity = pfx
      ? openPfx(pfx, env.UNIONPAY_SIGN_PASSWORD ?? '')
      : key && certId && { privateKey: key, certId };
    if (!identity) {
      const message = pfx
        ? 'cannot be opened with UNIONPAY_SIGN_PASSWORD, expected an RSA key with its certificate'
        : 'expected the key store with UNIONPAY_SIGN_PASSWORD, or UNIONPAY_PRIVATE_KEY with UNIONPAY_CERT_ID';
      context.addIssue({ code: 'custom', path: ['UNIONPAY_SIGN_PFX'], message });
      return z.NEVER;
    }
    return {
      baseUrl: env.UNIONPAY_BASE_URL,
      fileUrl: env.UNIONPAY_FILE_URL,
      merId: env.UNIONPAY_MER_ID,
      ...identity,
      rootCertificate: env.UNIONPAY_ROOT_CERT[0]!,
      middleCertificate: env.UNIONPAY_MIDDLE_CERT[0]!,
      appMode: env.UNIONPAY_APP_MODE,
    };
  });

/** Undefined when it cannot be opened: forge's messages may quote what it read, so they go no further. */
function openPfx(pfx: Buffer, password: string): { privateKey: KeyObject; certId: string } | undefined {
  try {
    const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(pfx.toString('binary')), password);
    const bagsOf = (...types: string[]) =>
      types.flatMap(type => opened.getBags({ bagType: forge.pki.oids[type]! })[forge.pki.oids[type]!] ?? []);
    const key = bagsOf('pkcs8ShroudedKeyBag', 'keyBag')[0]?.key;
    if (!key) return undefined;
    const privateKey = createPrivateKey(forge.pki.privateKeyToPem(key));
    const certificates = bagsOf('certBag').flatMap(({ cert }) =>
      cert ? [new X509Certificate(forge.pki.certificateToPem(cert))] : [],
    );
    // A file may hold its issuers' certificates too; ours is the one of this key.
    const own = certificates.find(certificate => certificate.checkPrivateKey(privateKey));
    return own && { privateKey, certId: BigInt(`0x${own.serialNumber}`).toString() };
  } catch {
    return undefined;
  }
}
