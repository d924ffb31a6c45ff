import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import type { SigningIdentity } from './signing-identity.ts';

export interface SignatureNote {
  reason: string;
  name: string;
  location: string;
  contactInfo: string;
}

/** Signs a PDF (adbe.pkcs7.detached, SHA-256): any change to its bytes breaks the signature. */
export async function signPdf(
  pdf: Buffer,
  identity: SigningIdentity,
  note: SignatureNote,
  now: Date,
): Promise<Buffer> {
  const prepared = plainAddPlaceholder({ pdfBuffer: pdf, ...note, signatureLength: 8192, signingTime: now });
  const signer = new P12Signer(identity.p12, { passphrase: identity.password });
  return new SignPdf().sign(prepared, signer, now);
}
