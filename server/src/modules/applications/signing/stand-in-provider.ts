/**
 * A stand-in for a certification service, for demo and tests: it issues each signer a certificate for one signature and stamps
 * the time, under an authority of its own that lives as long as the process and that nobody trusts.
 */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { newCertificateSerial } from '../../../infra/certificate-serial.ts';
import { signPdf } from '../../payments/index.ts';
import type { SignatureProvider } from './signature-provider.ts';

interface Authority {
  certificate: forge.pki.Certificate;
  privateKey: string;
  name: string;
}

const authorityName = 'Dianting stand-in CA';

export function createStandInProvider(): SignatureProvider {
  let authority: Authority | undefined;
  return {
    async sign({ pdf, signer, reason, at }) {
      authority ??= makeAuthority(at);
      const { p12, password, serial } = issue(authority, signer, at);
      const note = { reason, name: signer.name, location: 'CN', contactInfo: '' };
      const signed = await signPdf(pdf, { p12, password }, note, at);
      return { pdf: signed, certificateSerial: serial, timeStamp: stamp(authority, signed, at) };
    },
  };
}

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function certificateOf(publicPem: string, commonName: string, at: Date, days: number): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPem);
  certificate.serialNumber = newCertificateSerial();
  certificate.validity.notBefore = new Date(at.getTime() - 300_000);
  certificate.validity.notAfter = new Date(at.getTime() + days * 86_400_000);
  const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;
  certificate.setSubject([
    { name: 'commonName', value: commonName, valueTagClass: utf8 },
    { name: 'countryName', value: 'CN' },
  ]);
  return certificate;
}

function makeAuthority(at: Date): Authority {
  const { pem, publicPem } = keyPair();
  const certificate = certificateOf(publicPem, authorityName, at, 3_650);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(pem), forge.md.sha256.create());
  return { certificate, privateKey: pem, name: authorityName };
}

/** A certificate for this signature alone, as the services call an event certificate (事件证书). */
function issue(authority: Authority, signer: { name: string; identityTail: string }, at: Date) {
  const { pem, publicPem } = keyPair();
  const certificate = certificateOf(publicPem, `${signer.name} ${signer.identityTail}`.trim(), at, 1);
  certificate.setIssuer(authority.certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(authority.privateKey), forge.md.sha256.create());
  const password = randomBytes(16).toString('hex');
  const chain = [certificate, authority.certificate];
  const p12 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pem), chain, password, {
    algorithm: '3des',
  });
  const bytes = Buffer.from(forge.asn1.toDer(p12).getBytes(), 'binary');
  return { p12: bytes, password, serial: certificate.serialNumber };
}

function stamp({ certificate, privateKey, name }: Authority, content: Buffer, now: Date) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const serial = randomBytes(8).toString('hex');
  const at = now.toISOString();
  const signature = createSign('sha256').update(`${sha256}\n${at}\n${serial}`).sign(privateKey, 'base64');
  return {
    sha256,
    at,
    serial,
    authority: name,
    signature,
    certificate: forge.pki.certificateToPem(certificate),
  };
}
