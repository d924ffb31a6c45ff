/** The demo's residents: signed in by SMS code, bound as holders, the first one also to a parents' home. */
import { createHash } from 'node:crypto';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import type { Rows } from './copy-tables.ts';
import { demoPhone, demoStories } from './households.ts';

export interface DemoPeople {
  personOf(phone: string): string | null;
  onDemoHolder(phone: string, holderPeriodId: number): void;
  /** Writes people and bindings, once all households are known. */
  write(rows: Rows): void;
}

/** Two people share the empty flat's account, the second to pay only: 13800000001 pays for 13800000005's home. */
const parentsHome = demoPhone(5);

export function createDemoPeople(cipher: FieldCipher): DemoPeople {
  const holders = new Map<string, number>();
  const phones = new Set(demoStories.map(({ phone }) => phone));
  return {
    personOf: phone => (phones.has(phone) ? stableUuid(`person:${phone}`) : null),
    onDemoHolder(phone, holderPeriodId) {
      if (phones.has(phone)) holders.set(phone, holderPeriodId);
    },
    write(rows) {
      for (const [phone, holderPeriodId] of holders) {
        const personId = stableUuid(`person:${phone}`);
        const hash = cipher.hash('phone', phone);
        rows.add('people', [personId, cipher.encrypt(phone), hash]);
        rows.add('identities', [
          stableUuid(`identity:${phone}`),
          personId,
          'phone',
          'sms',
          hash.toString('hex'),
        ]);
        rows.add('bindings', [
          stableUuid(`binding:${phone}`),
          personId,
          holderPeriodId,
          'full',
          true,
          null,
          true,
        ]);
      }
      const first = holders.has(demoPhone(1)) && holders.get(parentsHome);
      if (first)
        rows.add('bindings', [
          stableUuid('binding:parents'),
          stableUuid(`person:${demoPhone(1)}`),
          first,
          'pay-only',
          false,
          '爸妈家',
          false,
        ]);
    },
  };
}

/** The same on every machine: a version 8 UUID of a name. */
function stableUuid(name: string): string {
  const hex = createHash('sha256').update(`dianting-demo:${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
