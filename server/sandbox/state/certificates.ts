import forge from 'node-forge';

export interface Certificate {
  /** Upper-case hex, as WeChat writes serials. */
  serial: string;
  pem: string;
  privateKey: string;
  notBefore: string;
  notAfter: string;
}

const FIVE_YEARS = 5 * 365 * 24 * 3600_000;

/** A self-signed X.509 certificate over an existing key pair, with a 20-byte serial like Tenpay's. */
export function certify(
  pair: { publicKey: string; privateKey: string },
  commonName: string,
  now: Date,
): Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  // A leading byte below 0x80 keeps the DER integer positive and the hex free of a leading zero byte.
  const serial = `5${forge.util.bytesToHex(forge.random.getBytesSync(20)).slice(1)}`;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000 - 60_000);
  certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + FIVE_YEARS);
  const name = [
    { name: 'commonName', value: commonName },
    { name: 'organizationName', value: 'Dianting Sandbox' },
    { name: 'countryName', value: 'CN' },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create());
  return {
    serial: serial.toUpperCase(),
    pem: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'),
    privateKey: pair.privateKey,
    notBefore: certificate.validity.notBefore.toISOString(),
    notAfter: certificate.validity.notAfter.toISOString(),
  };
}
