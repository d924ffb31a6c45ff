import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { randomDigits } from '../state/ids.ts';
import { newRsaPair } from '../state/marked-keys.ts';

interface Certified {
  /** PEM with CRLF, as `signPubKeyCert` carries it; PEM with LF for those that stand in settings. */
  pem: string;
  privateKey: string;
  /** Decimal serial: the form of `certId`. */
  certId: string;
}

export interface UnionpayKeyFile {
  merId: string;
  merchant: Certified;
  root: Certified;
  middle: Certified;
  /** Signs replies and notices; its certificate travels with them. */
  signer: Certified;
  /** Right name, issued by nobody who counts. */
  impostor: Certified;
}

export interface UnionpayKeys extends UnionpayKeyFile {
  merchantPublicKey: KeyObject;
  signerKey: KeyObject;
  impostorKey: KeyObject;
}

/** Third `@` part of the signing certificate's common name: what a merchant must check. */
const UNIONPAY = '中国银联股份有限公司';
const TEN_YEARS = 10 * 365 * 24 * 3600_000;

interface Subject {
  publicKey: string;
  privateKey: string;
  name: string;
  authority?: boolean;
}

const named = (name: string): forge.pki.CertificateField[] =>
  [
    { name: 'countryName', value: 'CN' },
    { name: 'organizationName', value: 'Dianting Sandbox CA' },
    { name: 'commonName', value: name, valueTagClass: forge.asn1.Type.UTF8 },
  ] as unknown as forge.pki.CertificateField[];

function certify(subject: Subject, issuer: { name: string; privateKey: string }, now: Date): Certified {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(subject.publicKey);
  const serial = `4${forge.util.bytesToHex(forge.random.getBytesSync(8)).slice(1)}`;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000 - 60_000);
  certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + TEN_YEARS);
  certificate.setSubject(named(subject.name));
  certificate.setIssuer(named(issuer.name));
  certificate.setExtensions([
    { name: 'basicConstraints', cA: subject.authority ?? false },
    subject.authority
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true }
      : { name: 'keyUsage', digitalSignature: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.privateKey), forge.md.sha256.create());
  return {
    pem: forge.pki.certificateToPem(certificate),
    privateKey: subject.privateKey,
    certId: BigInt(`0x${serial}`).toString(),
  };
}

const ROOT = 'Sandbox Root CA';
const MIDDLE = 'Sandbox Operation CA';

/** A root, an issuing authority below it, the gateway's signing certificate and the merchant's. */
export async function issueUnionpay(now: Date): Promise<UnionpayKeyFile> {
  const [root, middle, signer, merchant, impostor] = await Promise.all(Array.from({ length: 5 }, newRsaPair));
  const top = { name: ROOT, privateKey: root!.privateKey };
  const below = { name: MIDDLE, privateKey: middle!.privateKey };
  const merId = `777${randomDigits(12)}`;
  const signerName = `041@Z${randomDigits(12)}@${UNIONPAY}@00000002`;
  const lf = (one: Certified): Certified => ({ ...one, pem: one.pem.replaceAll('\r\n', '\n') });
  return {
    merId,
    root: lf(certify({ ...root!, name: ROOT, authority: true }, top, now)),
    middle: lf(certify({ ...middle!, name: MIDDLE, authority: true }, top, now)),
    signer: certify({ ...signer!, name: signerName }, below, now),
    merchant: lf(certify({ ...merchant!, name: `041@8${merId}@sandbox merchant@00000001` }, below, now)),
    // Signed with its own key in the authority's name: only checking the chain gives it away.
    impostor: certify(
      { ...impostor!, name: signerName },
      { ...below, privateKey: impostor!.privateKey },
      now,
    ),
  };
}

export const openUnionpay = (file: UnionpayKeyFile): UnionpayKeys => ({
  ...file,
  merchantPublicKey: createPublicKey(file.merchant.pem),
  signerKey: createPrivateKey(file.signer.privateKey),
  impostorKey: createPrivateKey(file.impostor.privateKey),
});

/** The settings of a server that talks to this sandbox. */
export const unionpayCredentials = (file: UnionpayKeyFile, baseUrl: string): Record<string, string> => ({
  UNIONPAY_BASE_URL: `${baseUrl}/unionpay/gateway/api`,
  UNIONPAY_FILE_URL: `${baseUrl}/unionpay/filedownload`,
  UNIONPAY_MER_ID: file.merId,
  UNIONPAY_PRIVATE_KEY: file.merchant.privateKey,
  UNIONPAY_CERT_ID: file.merchant.certId,
  UNIONPAY_APP_MODE: '01',
  UNIONPAY_ROOT_CERT: file.root.pem,
  UNIONPAY_MIDDLE_CERT: file.middle.pem,
});
