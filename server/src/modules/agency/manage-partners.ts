/** What staff do with partners. Every change is audited in the statement that makes it; the partners in memory are read anew. */
import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { StaffActor } from '../../http/access.ts';
import type { Verdict } from '../../http/decision-body.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type AuditRecord, staffName } from '../../shared/audit.ts';
import { agencyWire } from '../payments/index.ts';
import {
  channelNotOfForm,
  dayNotOver,
  keyNotFound,
  keyNotUsable,
  keySamePerson,
  notPrefunded,
  partnerNotFound,
  termsNotFound,
} from './agency.errors.ts';
import type { DayFiles } from './day-files.ts';
import type { PartnerBook } from './partner-book.ts';
import type { PartnersRepository } from './partners.repository.ts';
import type {
  KeyBody,
  PartnerBody,
  PartnerChangeBody,
  TerminalBody,
  TermsBody,
  TopUpBody,
} from './staff.schemas.ts';

interface Dependencies {
  partners: PartnersRepository;
  book: PartnerBook;
  files: DayFiles;
  cipher: FieldCipher;
  clock: Clock;
}

/** Who does it, in which request. */
export interface Doing {
  actor: StaffActor;
  requestId: string;
}

export type PartnerManagement = ReturnType<typeof createPartnerManagement>;

export function createPartnerManagement({ partners, book, files, cipher, clock }: Dependencies) {
  async function known(code: string) {
    const found = await partners.find(code, clock.now());
    if (!found) throw partnerNotFound();
    return found;
  }

  return {
    async list() {
      const now = clock.now();
      return { partners: await partners.list(now), strangers: await partners.strangers(now) };
    },

    async show(code: string) {
      const {
        id: _id,
        keys = [],
        terminals = [],
        topUps = [],
        terms = [],
        days = [],
        bad = [],
        partner,
      } = await known(code);
      return { partner, terminals, topUps, terms, days, bad, keys: keys.map(withFingerprint) };
    },

    async create(body: z.output<typeof PartnerBody>, doing: Doing) {
      refuseChannels(body.form, body.channels);
      await partners.create(
        body,
        entry(doing, 'partner.create', body.code, { form: body.form, channels: body.channels }),
      );
      book.forget();
    },

    async change(code: string, { reason, ...change }: z.output<typeof PartnerChangeBody>, doing: Doing) {
      const { id, partner } = await known(code);
      if (change.channels) refuseChannels(partner.form, change.channels);
      await partners.change(id, change, entry(doing, 'partner.change', code, { reason, to: change }));
      book.forget();
    },

    /** A partner's public key, or a master key that we make and show this once. It counts once another person has confirmed it. */
    async addKey(code: string, body: z.output<typeof KeyBody>, { actor, requestId }: Doing) {
      const { id, partner } = await known(code);
      const secret = partner.form === 'agency-tcp' ? randomBytes(16).toString('hex') : undefined;
      if (secret && (body.publicKey !== undefined || !/^\d\d$/.test(body.keyId))) throw keyNotUsable();
      const publicKey = secret ? undefined : usableKey(body.publicKey, partner.form);
      const algorithm = publicKey?.algorithm ?? 'aes-cmac';
      const record = entry({ actor, requestId }, 'partner.key-add', code, { keyId: body.keyId, algorithm });
      const validFrom = body.validFrom ? new Date(body.validFrom) : clock.now();
      const material = {
        publicKey: publicKey?.pem ?? null,
        secretEnc: secret ? cipher.encrypt(secret) : null,
      };
      await partners.addKey(
        id,
        { keyId: body.keyId, algorithm, ...material, validFrom, createdBy: staffName(actor) },
        record,
      );
      book.forget();
      return { keyId: body.keyId, algorithm, secret: secret ?? null };
    },

    /** By another person than who entered it: from then on the partner speaks by it. */
    async confirmKey(code: string, keyId: string, doing: Doing) {
      const { id, keys = [] } = await known(code);
      const key: KeyRow | undefined = keys.find((each: KeyRow) => each.keyId === keyId);
      if (!key) throw keyNotFound();
      const by = staffName(doing.actor);
      if (key.createdBy === by) throw keySamePerson();
      const { fingerprint } = withFingerprint(key);
      const record = entry(doing, 'partner.key-confirm', code, { keyId, fingerprint });
      await partners.confirmKey(id, keyId, by, clock.now(), record);
      book.forget();
    },

    async endKey(code: string, keyId: string, body: { at?: string; reason: string }, doing: Doing) {
      const { id, keys = [] } = await known(code);
      if (!keys.some((key: KeyRow) => key.keyId === keyId)) throw keyNotFound();
      const at = body.at ? new Date(body.at) : clock.now();
      const detail = { keyId, at: at.toISOString(), reason: body.reason };
      await partners.endKey(id, keyId, at, entry(doing, 'partner.key-end', code, detail));
      book.forget();
    },

    async putTerminal(code: string, terminal: z.output<typeof TerminalBody>, doing: Doing) {
      const { id } = await known(code);
      const { terminalNo, active, marked } = terminal;
      await partners.putTerminal(
        id,
        terminal,
        entry(doing, 'partner.terminal', code, { terminalNo, active, marked }),
      );
      book.forget();
    },

    async requestTopUp(code: string, { amountFen, bankReference }: z.output<typeof TopUpBody>, doing: Doing) {
      const { id, partner } = await known(code);
      if (!partner.prefunded) throw notPrefunded();
      const record = entry(doing, 'partner.top-up-request', code, { amountFen, bankReference });
      const topUpId = await partners.addTopUp(id, amountFen, bankReference, doing.actor.username, record);
      return { topUpId, status: 'awaiting-approval' };
    },

    async decideTopUp(topUpId: number, { approve, note }: Verdict, doing: Doing) {
      const record = entry(doing, 'partner.top-up-decide', String(topUpId), { approve, note });
      const { username } = doing.actor;
      return { topUpId, status: await partners.decideTopUp(topUpId, approve, username, clock.now(), record) };
    },

    async proposeTerms(code: string, body: z.output<typeof TermsBody>, doing: Doing) {
      const { id } = await known(code);
      const record = entry(doing, 'partner.terms-propose', code, body);
      await partners.proposeTerms(id, { ...body, by: staffName(doing.actor) }, clock.now(), record);
    },

    async decideTerms(code: string, termsId: number, { approve, note }: Verdict, doing: Doing) {
      const { terms = [] } = await known(code);
      if (!terms.some(({ id }: { id: number }) => id === termsId)) throw termsNotFound();
      const record = entry(doing, 'partner.terms-decide', code, { termsId, approve, note });
      await partners.decideTerms(termsId, approve, staffName(doing.actor), clock.now(), record);
    },

    /** What the partner may fetch itself: what we booked on a clearing date. */
    async dayFile(code: string, date: string) {
      const partner = (await book.all()).find(each => each.code === code);
      if (!partner) throw partnerNotFound();
      try {
        return { name: agencyWire.dayFileName(code, date), content: await files.ours(partner, date) };
      } catch (error) {
        throw error instanceof agencyWire.AgencyRefusal ? dayNotOver() : error;
      }
    },

    async points(channel: string | undefined, search: string | undefined) {
      return { points: await partners.points(channel, search || undefined) };
    },
  };
}

function refuseChannels(form: agencyWire.AgencyForm, channels: readonly string[]): void {
  const ofForm: readonly string[] = agencyWire.channelsOfForm(form);
  if (channels.some(channel => !ofForm.includes(channel))) throw channelNotOfForm();
}

function usableKey(pem: string | undefined, form: string): { algorithm: string; pem: string } {
  try {
    const key = createPublicKey(pem ?? '');
    const rsa = key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
    if (rsa || (key.asymmetricKeyType === 'ed25519' && form !== 'wechat-bill'))
      return {
        algorithm: rsa ? 'rsa-sha256' : 'ed25519',
        pem: key.export({ type: 'spki', format: 'pem' }).toString(),
      };
  } catch {
    // Said below; the parser's words may quote what was pasted.
  }
  throw keyNotUsable();
}

interface KeyRow {
  keyId: string;
  algorithm: string;
  publicKey: string | null;
  validFrom: Date;
  validUntil: Date | null;
  createdBy: string;
  confirmedBy: string | null;
  lastUsedAt: Date | null;
}

function withFingerprint({ publicKey, ...key }: KeyRow) {
  const digest =
    publicKey &&
    createHash('sha256')
      .update(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }))
      .digest('hex');
  return { ...key, fingerprint: digest ? digest.slice(0, 16) : null };
}

const entry = (
  { actor, requestId }: Doing,
  action: string,
  code: string,
  detail: Record<string, unknown>,
): AuditRecord => ({
  actor: staffName(actor),
  action,
  subject: `partner:${code}`,
  detail,
  requestId,
});
