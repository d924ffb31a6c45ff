import { rfc3339 } from '../state/beijing-time.ts';
import type { Keys } from '../state/keys.ts';
import { seal } from './notifier.ts';

/** `GET /v3/certificates`: every platform certificate still valid, each sealed with the APIv3 key. */
export function certificatesView(keys: Keys): object {
  return {
    data: keys.wechat.platform.map(certificate => ({
      serial_no: certificate.serial,
      effective_time: rfc3339(new Date(certificate.notBefore)),
      expire_time: rfc3339(new Date(certificate.notAfter)),
      encrypt_certificate: seal(keys.wechat.apiV3Key, certificate.pem, 'certificate'),
    })),
  };
}
