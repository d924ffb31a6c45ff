/** The demo's residents: signed in by SMS code, bound as holders, the first one also to a parents' home. */
import { createHash } from 'node:crypto';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import type { Row, Rows } from './copy-tables.ts';
import { demoPhone, demoStories } from './households.ts';

export interface DemoPeople {
  personOf(phone: string): string | null;
  onDemoHolder(phone: string, holderPeriodId: number): void;
  /** Writes people and bindings, once all households are known. */
  write(rows: Rows): void;
}

/** The first of the demo's people also pays for the fifth's home, without seeing more than the sums. */
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
        rows.add('people', { id: personId, phone_enc: cipher.encrypt(phone), phone_hash: hash });
        rows.add('identities', {
          id: stableUuid(`identity:${phone}`),
          person_id: personId,
          provider: 'phone',
          app_id: 'sms',
          subject: hash.toString('hex'),
        });
        bind(rows, phone, holderPeriodId, {
          level: 'full',
          is_holder: true,
          nickname: null,
          is_default: true,
        });
      }
      const parents = holders.get(parentsHome);
      if (parents !== undefined && holders.has(demoPhone(1)))
        bind(rows, demoPhone(1), parents, {
          level: 'pay-only',
          is_holder: false,
          nickname: '爸妈家',
          is_default: false,
        });
    },
  };
}

function bind(
  rows: Rows,
  phone: string,
  holderPeriodId: number,
  binding: Pick<Row<'bindings'>, 'level' | 'is_holder' | 'nickname' | 'is_default'>,
): void {
  const id = stableUuid(`binding:${phone}:${binding.level}`);
  rows.add('bindings', {
    id,
    person_id: stableUuid(`person:${phone}`),
    holder_period_id: holderPeriodId,
    ...binding,
  });
}

/** The same on every machine: a version 8 UUID of a name. */
function stableUuid(name: string): string {
  const hex = createHash('sha256').update(`dianting-demo:${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
