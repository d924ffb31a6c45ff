/** What a channel of vouchers can do: numbers, PINs, and the file for the printer. */
export interface PrintedCard {
  serial: string;
  pin: string;
  faceFen: number;
  /** YYYY-MM-DD */
  expiresOn: string;
}

export interface Voucher {
  /** @param batchNo 6 digits @param seq from 1 */
  serialOf(batchNo: string, seq: number): string;
  /** As people type it: spaces and hyphens are dropped; undefined when it is no card number (its check digit included). */
  readSerial(text: string): string | undefined;
  readPin(text: string): string | undefined;
  newPin(): string;
  /** Of 32 secret bytes, for a card that whoever asked for it may ask for again. */
  pinOf(secret: Uint8Array): string;
  /** Throws when this is no RSA public key of at least 3072 bits. */
  fingerprint(publicKeyPem: string): string;
  /** Only the holder of the private key can read it. */
  sealForPrinter(cards: readonly PrintedCard[], publicKeyPem: string): Buffer;
}
