import type { KeyObject, X509Certificate } from 'node:crypto';
import type { Clock } from '../../../../infra/clock.ts';
import type { WechatPaySettings } from './settings.ts';

/**
 * The keys by which one merchant knows WeChat Pay. Public-key mode and platform certificates stand side by side: during
 * a migration both arrive, and the serial's prefix says which. The ring never asks the network.
 */
export interface KeyRing {
  /** The key of that serial, if it is known and valid now. */
  find(serial: string): KeyObject | undefined;
  /** What requests carry as `Wechatpay-Serial`: in which mode we want to be answered. */
  preferredSerial(): string | undefined;
  add(certificates: X509Certificate[]): void;
  /** When the newest platform certificate ends; undefined without any. */
  certificatesEnd(): Date | undefined;
  usesCertificates: boolean;
}

const publicKeyPrefix = 'PUB_KEY_ID_';

export function createKeyRing(
  settings: Pick<WechatPaySettings, 'publicKey' | 'platformCertificates'>,
  clock: Clock,
): KeyRing {
  const { publicKey } = settings;
  const certificates = new Map<string, Entry>();
  const add = (list: X509Certificate[]) => {
    for (const certificate of list)
      certificates.set(certificate.serialNumber.toUpperCase(), entryOf(certificate));
  };
  const newest = () => [...certificates].sort(([, a], [, b]) => b.validTo - a.validTo)[0];
  add(settings.platformCertificates);
  return {
    find(serial) {
      if (serial.startsWith(publicKeyPrefix)) return serial === publicKey?.id ? publicKey.key : undefined;
      const entry = certificates.get(serial.toUpperCase());
      const now = clock.now().getTime();
      return entry && entry.validFrom <= now && now < entry.validTo ? entry.key : undefined;
    },
    preferredSerial: () => publicKey?.id ?? newest()?.[0],
    add,
    certificatesEnd() {
      const entry = newest()?.[1];
      return entry && new Date(entry.validTo);
    },
    usesCertificates: settings.platformCertificates.length > 0,
  };
}

interface Entry {
  key: KeyObject;
  validFrom: number;
  validTo: number;
}

/** `publicKey` is parsed anew by every access, so it is kept. */
const entryOf = (certificate: X509Certificate): Entry => ({
  key: certificate.publicKey,
  validFrom: Date.parse(certificate.validFrom),
  validTo: Date.parse(certificate.validTo),
});
