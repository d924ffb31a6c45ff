/** Checks a signed PDF as a reader does: by its own bytes, knowing nothing of what signed it. */
import { createVerify, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** The signed bytes and the CMS structure, found as a PDF reader finds them. */
function signatureOf(file: Buffer) {
  const text = file.toString('latin1');
  const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text);
  if (!range) throw new Error('the PDF is not signed');
  const [from, length, from2, length2] = range.slice(1).map(Number) as [number, number, number, number];
  const signed = Buffer.concat([file.subarray(from, from + length), file.subarray(from2, from2 + length2)]);
  const hex = text.slice(from + length + 1, from2 - 1);
  return { signed, covers: from2 + length2 === file.length && from === 0, cms: Buffer.from(hex, 'hex') };
}

/** Checks digest and signature by node:crypto; node-forge only takes the structure apart. */
export function verify(file: Buffer): { valid: boolean; signer: string; certificate: X509Certificate } {
  const { signed, covers, cms } = signatureOf(file);
  const parsed = forge.pkcs7.messageFromAsn1(
    forge.asn1.fromDer(cms.toString('binary'), { parseAllBytes: false } as never),
  ) as unknown as {
    certificates: forge.pki.Certificate[];
    rawCapture: { signature: string; authenticatedAttributes: forge.asn1.Asn1[] };
  };
  const { signature, authenticatedAttributes } = parsed.rawCapture;
  const attributes = forge.asn1.create(
    forge.asn1.Class.UNIVERSAL,
    forge.asn1.Type.SET,
    true,
    authenticatedAttributes,
  );
  const digest = authenticatedAttributes
    .map(attribute => attribute.value as forge.asn1.Asn1[])
    .find(([type]) => forge.asn1.derToOid(type!.value as string) === forge.pki.oids['messageDigest'])!;
  const stated = Buffer.from(((digest[1]!.value as forge.asn1.Asn1[])[0]!.value as string) ?? '', 'binary');
  const actual = Buffer.from(
    forge.md.sha256.create().update(signed.toString('binary')).digest().getBytes(),
    'binary',
  );
  const certificate = new X509Certificate(forge.pki.certificateToPem(parsed.certificates[0]!));
  const genuine = createVerify('sha256')
    .update(Buffer.from(forge.asn1.toDer(attributes).getBytes(), 'binary'))
    .verify(certificate.publicKey, Buffer.from(signature, 'binary'));
  return { valid: covers && genuine && stated.equals(actual), signer: certificate.subject, certificate };
}
