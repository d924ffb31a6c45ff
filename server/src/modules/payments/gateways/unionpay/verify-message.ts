import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Clock } from '../../../../infra/clock.ts';
import { ChannelError } from '../channel-error.ts';
import { verifySha256 } from '../rsa.ts';
import type { Fields } from './message.ts';
import type { UnionpaySettings } from './settings.ts';
import { hashOf } from './sign-message.ts';

const unionpayName = '中国银联股份有限公司';

/** Throws ChannelError `bad-signature` unless UnionPay signed exactly these fields. */
export type VerifyMessage = (fields: Fields) => void;

interface Signer {
  key: KeyObject;
  certificate: X509Certificate;
}

/**
 * Every message brings the certificate it was signed with, `signPubKeyCert`. It is believed when our two certificates of
 * UnionPay's authority stand above it, all of them are valid now, and it was issued to UnionPay and nobody else of that
 * authority's customers. Version and method are asked for first: an older version's single hash is not taken.
 */
export function createVerifier(
  settings: Pick<UnionpaySettings, 'rootCertificate' | 'middleCertificate'>,
  clock: Clock,
): VerifyMessage {
  // Only certificates whose chain holds get in, so what a stranger sends cannot fill it.
  const known = new Map<string, Signer>();
  return fields => {
    const signature = fields.get('signature');
    const text = fields.get('signPubKeyCert');
    if (!signature || !text) throw refused('NOT_SIGNED');
    if (fields.get('version') !== '5.1.0' || fields.get('signMethod') !== '01')
      throw refused('OTHER_ALGORITHM');
    const signer = known.get(text) ?? signerOf(text, settings);
    const chain = [signer.certificate, settings.middleCertificate, settings.rootCertificate];
    if (!chain.every(certificate => isValidAt(certificate, clock.now())))
      throw refused('CERTIFICATE_EXPIRED');
    known.set(text, signer);
    if (!verifySha256(signer.key, Buffer.from(hashOf(fields), 'utf8'), signature))
      throw refused('WRONG_SIGNATURE');
  };
}

function signerOf(
  text: string,
  {
    rootCertificate: root,
    middleCertificate: middle,
  }: Pick<UnionpaySettings, 'rootCertificate' | 'middleCertificate'>,
): Signer {
  const certificate = parse(text);
  if (!issued(middle, certificate) || !issued(root, middle)) throw refused('UNKNOWN_CERTIFICATE');
  if (!namesUnionpay(certificate)) throw refused('OTHER_SIGNER');
  return { certificate, key: certificate.publicKey };
}

function parse(text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw refused('UNKNOWN_CERTIFICATE');
  }
}

const issued = (issuer: X509Certificate, subject: X509Certificate) =>
  subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

/** `041@8310000000083040@中国银联股份有限公司@00016495` */
function namesUnionpay(certificate: X509Certificate): boolean {
  const name: unknown = certificate.toLegacyObject().subject?.CN;
  return typeof name === 'string' && name.split('@')[2] === unionpayName;
}

function isValidAt(certificate: X509Certificate, now: Date): boolean {
  return (
    Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() < Date.parse(certificate.validTo)
  );
}

const refused = (code: string) => new ChannelError('bad-signature', code);
