/**
 * The partners in memory: a message of nobody we know costs no question to the database. Read anew every few seconds, and
 * at once after a change of our own staff in this process.
 */
import { createPublicKey } from 'node:crypto';
import { addressList } from '../../infra/address-list.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { agencyWire } from '../payments/index.ts';
import type { Partner, PartnerKey } from './partner.ts';
import type { PartnerBookRepository, PartnerKeyRow, PartnerRow } from './partner-book.repository.ts';

const freshMs = 3_000;
/** A code that is not known may be new; strangers make us look no more often than this. */
const secondLookMs = 500;
const useNotedMs = 60_000;

export interface PartnerBook {
  /** @throws AgencyRefusal 1002 */
  find(code: string, form: agencyWire.AgencyForm): Promise<Partner>;
  all(): Promise<readonly Partner[]>;
  /** Remembers now and then that a key was used. */
  noteUse(key: PartnerKey): void;
  /** What is known is no longer so. */
  forget(): void;
}

interface Dependencies {
  repository: PartnerBookRepository;
  cipher: FieldCipher;
  clock: Clock;
}

export function createPartnerBook({ repository, cipher, clock }: Dependencies): PartnerBook {
  let known: Promise<Map<string, Partner>> | undefined;
  let readAt = 0;
  const noted = new Map<number, number>();

  function book(fresh = freshMs): Promise<Map<string, Partner>> {
    if (known && performance.now() - readAt < fresh) return known;
    readAt = performance.now();
    const reading = read();
    known = reading;
    reading.catch(() => {
      if (known === reading) known = undefined;
    });
    return reading;
  }

  async function read(): Promise<Map<string, Partner>> {
    const { partners, keys, terminals } = await repository.load();
    const made = partners.map(row =>
      partnerOf(
        row,
        keys.filter(key => key.partnerId === row.id).map(key => partnerKeyOf(key, cipher)),
        new Map(
          terminals.filter(each => each.partnerId === row.id).map(each => [each.terminalNo, each.active]),
        ),
      ),
    );
    return new Map(made.map(partner => [partner.code, partner]));
  }

  return {
    async find(code, form) {
      const partner = (await book()).get(code) ?? (await book(secondLookMs)).get(code);
      if (partner?.form !== form) throw new agencyWire.AgencyRefusal('1002', 'unknown');
      return partner;
    },
    all: async () => [...(await book()).values()],
    noteUse({ id }) {
      const now = clock.now();
      if (now.getTime() - (noted.get(id) ?? 0) < useNotedMs) return;
      noted.set(id, now.getTime());
      repository.noteUse(id, now).catch(() => {});
    },
    forget() {
      known = undefined;
    },
  };
}

function partnerOf(row: PartnerRow, keys: PartnerKey[], terminals: Map<string, boolean>): Partner {
  return {
    ...row,
    form: row.form as agencyWire.AgencyForm,
    active: row.status === 'active',
    units: row.units as unknown as agencyWire.AmountUnits,
    // A row written without them has none.
    addresses: addressList(row.addresses ?? []),
    keys,
    terminals,
  };
}

function partnerKeyOf(row: PartnerKeyRow, cipher: FieldCipher): PartnerKey {
  return {
    id: row.id,
    keyId: row.keyId,
    algorithm: row.algorithm as PartnerKey['algorithm'],
    publicKey: row.publicKey ? createPublicKey(row.publicKey) : undefined,
    secret: row.secretEnc ? Buffer.from(cipher.decrypt(row.secretEnc), 'hex') : undefined,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
  };
}
