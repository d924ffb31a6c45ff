/** The utility's key and certificate, by which receipts are signed. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { newCertificateSerial } from '../../../infra/certificate-serial.ts';
import { StartError } from '../../../shared/start-error.ts';

export interface SigningIdentity {
  /** PKCS#12 with key and certificate. */
  p12: Buffer;
  password: string;
}

/**
 * A key of its own for the demo, made at start-up and trusted by nobody. Production takes the utility's, from
 * RECEIPT_SIGNING_P12 (base64) and RECEIPT_SIGNING_PASSWORD.
 */
export function makeDemoIdentity(now: Date): SigningIdentity {
  // node:crypto finds primes in a tenth of the time node-forge needs.
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = {
    privateKey: forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()),
    publicKey: forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  };
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = newCertificateSerial();
  certificate.validity.notBefore = new Date(now.getTime() - 86_400_000);
  certificate.validity.notAfter = new Date(now.getTime() + 3650 * 86_400_000);
  const subject = [
    { name: 'commonName', value: 'Dianting receipts (demo)' },
    { name: 'organizationName', value: 'Dianting demo' },
    { name: 'countryName', value: 'CN' },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true },
  ]);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  const password = randomBytes(16).toString('hex');
  const p12 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate], password, { algorithm: '3des' });
  return { p12: Buffer.from(forge.asn1.toDer(p12).getBytes(), 'binary'), password };
}

/**
 * Opens the file once, so that a wrong password or a broken file stops the start-up and not the first receipt.
 * @throws StartError
 */
export function checkIdentity(identity: SigningIdentity): void {
  const wrong = faultOf(identity, new Date());
  if (wrong)
    throw new StartError(
      `RECEIPT_SIGNING_P12: ${wrong}, expected a PKCS#12 file with a key and its certificate, to be opened with RECEIPT_SIGNING_PASSWORD`,
    );
}

function faultOf({ p12, password }: SigningIdentity, now: Date): string | undefined {
  try {
    const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(p12.toString('binary')), password);
    const bagsOf = (name: string) =>
      Object.values(opened.getBags({ bagType: forge.pki.oids[name] ?? '' })).flat();
    const certificates = bagsOf('certBag').flatMap(bag => bag?.cert ?? []);
    if (certificates.length === 0) return 'holds no certificate';
    if (bagsOf('pkcs8ShroudedKeyBag').length + bagsOf('keyBag').length === 0) return 'holds no key';
    if (certificates.every(({ validity }) => validity.notAfter < now)) return 'its certificate has ended';
    return undefined;
  } catch {
    return 'cannot be opened';
  }
}
