/**
 * Who makes electronic signatures (电子签名) that count before the law: a certification service reached by its own protocol.
 * The hall knows this much of it.
 */
export interface SignatureRequest {
  pdf: Buffer;
  /** As the certificate names the signer. */
  signer: { name: string; identityTail: string };
  reason: string;
  at: Date;
}

export interface TimeStamp {
  /** Of the signed file, hex. */
  sha256: string;
  /** When it was seen, as the authority says. */
  at: string;
  serial: string;
  authority: string;
  /** RSA-SHA256 over `sha256\nat\nserial`, base64. */
  signature: string;
  /** Of the authority, PEM. */
  certificate: string;
}

export interface SignedContract {
  /** adbe.pkcs7.detached: any change of its bytes breaks it. */
  pdf: Buffer;
  /** Of the signer's certificate, made for this one signature. */
  certificateSerial: string;
  timeStamp: TimeStamp;
}

export interface SignatureProvider {
  sign(request: SignatureRequest): Promise<SignedContract>;
}
