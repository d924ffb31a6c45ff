import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import { parseJson, shaped } from '../read-message.ts';
import type { WechatPayClient } from './client.ts';
import { createKeyRing } from './key-ring.ts';
import { openResource, sealedResource } from './open-resource.ts';
import { verifySignature } from './verify-signature.ts';

const reply = z.object({
  data: z.array(z.object({ serial_no: z.string(), encrypt_certificate: sealedResource })).min(1),
});

const dayMs = 86_400_000;
/** WeChat publishes a new certificate well before the old one ends, and asks that it be fetched within these days. */
const aheadDays = 10;

/**
 * Downloads the platform certificates into the key ring. They come sealed with the API v3 key. The reply's signature
 * must be of a key we know or of one that the reply itself brings: so an expired certificate does not lock us out of
 * its successor, and nobody without the API v3 key can slip one in.
 */
async function refreshCertificates(client: WechatPayClient): Promise<void> {
  const { settings, keyRing, clock } = client;
  const response = await client.fetch('/v3/certificates');
  if (response.status !== 200) throw new ChannelError('unreachable', `HTTP_${response.status}`);
  const { data } = shaped(reply, parseJson(response.body.toString()));
  const certificates = data.map(item => {
    const certificate = new X509Certificate(openResource(settings.apiV3Key, item.encrypt_certificate));
    if (certificate.serialNumber.toUpperCase() !== item.serial_no.toUpperCase())
      throw new ChannelError('bad-response', 'OTHER_CERTIFICATE');
    return certificate;
  });
  const brought = createKeyRing({ platformCertificates: certificates }, clock);
  const trusted = { ...keyRing, find: (serial: string) => keyRing.find(serial) ?? brought.find(serial) };
  verifySignature(trusted, clock, response.headers, response.body);
  keyRing.add(certificates);
}

/** Merchants in pure public-key mode have no certificates to look after. */
export function certificateUpkeep(client: WechatPayClient) {
  const { keyRing, clock } = client;
  if (!keyRing.usesCertificates) return undefined;
  let refreshedAt = 0;
  return {
    everySeconds: 3600,
    async run() {
      const now = clock.now().getTime();
      const end = keyRing.certificatesEnd()?.getTime() ?? 0;
      const dueAfter = end - now < aheadDays * dayMs ? 0 : dayMs / 2;
      if (now - refreshedAt < dueAfter) return;
      await refreshCertificates(client);
      refreshedAt = now;
    },
  };
}
