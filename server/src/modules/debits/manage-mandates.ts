/** Mandates: signed in the hall or at the counter, for one household and its present holder, until cancelled or moved out. */
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { addDays, type BusinessDate, businessDate } from '../../shared/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { maskName } from '../../shared/mask.ts';
import { reasonFor } from './debit.ts';
import {
  mandateEnded,
  mandateExists,
  mandateNotFound,
  mandateWithoutHolder,
  refusals,
} from './debits.errors.ts';
import type { Banks } from './manage-banks.ts';
import type { MandateRow, MandatesRepository } from './mandates.repository.ts';

export interface MandateWish {
  bankCode: string;
  bankAccount: string;
  holderName: string;
}

export interface By {
  /** person:<id> or staff:<username> */
  actor: string;
  personId?: string;
  requestId: string;
}

type MandateFilter = Parameters<MandatesRepository['search']>[0];

interface Dependencies {
  mandates: MandatesRepository;
  banks: Banks;
  cipher: FieldCipher;
  clock: Clock;
}

/** Cancelled today, it holds until the files that are out have been answered; signed today, it holds from tomorrow. */
const effectiveAfterDays = 1;

export function createMandates({ mandates, banks, cipher, clock }: Dependencies) {
  const show = ({ holderNameEnc, ...row }: MandateRow) => ({
    ...row,
    bankName: { zh: row.bankNameZh, en: row.bankNameEn },
    holderNameMasked: maskName(cipher.decrypt(holderNameEnc)),
    reasonText: row.reason && /^\d{4}$/.test(row.reason) ? reasonFor(row.reason) : null,
  });
  const entryOf = (
    { actor, requestId }: By,
    action: string,
    mandateNo: string,
    detail: Record<string, unknown> = {},
  ): AuditRecord => ({ actor, action, subject: `mandate:${mandateNo}`, detail, requestId });

  async function sign(holderPeriodId: number, wish: MandateWish, at: 'hall' | 'counter', by: By) {
    const bank = await banks.find(wish.bankCode);
    const mandate = {
      holderPeriodId,
      bankCode: bank.row.code,
      accountEnc: cipher.encrypt(wish.bankAccount),
      accountTail: wish.bankAccount.slice(-4),
      holderNameEnc: cipher.encrypt(wish.holderName),
      signedAt: at,
      signedBy: by.actor,
      personId: by.personId ?? null,
      effectiveFrom: addDays(businessDate(clock.now()), effectiveAfterDays),
    };
    const signing = mandates.sign(mandate, signed =>
      entryOf(by, 'mandate.sign', signed, { bank: bank.row.code, at }),
    );
    const mandateNo = await refusals(signing).catch(async error => {
      const isThere = error instanceof AppError && error.code === mandateExists.definition.code;
      const already = isThere && (await sameSigned(holderPeriodId, wish, at, by));
      if (!already) throw error;
      return already;
    });
    return show((await mandates.find(mandateNo))!);
  }

  /** Whoever heard no answer signs again: the same wish of the same person is the same mandate. */
  async function sameSigned(holderPeriodId: number, wish: MandateWish, at: 'hall' | 'counter', by: By) {
    const signed = await mandates.signed(holderPeriodId);
    if (!signed || signed.signedBy !== by.actor || signed.signedAt !== at) return undefined;
    const isSame =
      signed.bankCode === wish.bankCode &&
      cipher.decrypt(signed.accountEnc) === wish.bankAccount &&
      cipher.decrypt(signed.holderNameEnc) === wish.holderName;
    return isSame ? signed.mandateNo : undefined;
  }

  async function cancel(mandateNo: string, by: By, reason: string): Promise<void> {
    const entry = entryOf(by, 'mandate.cancel', mandateNo, { reason });
    if (!(await mandates.end(mandateNo, by.actor, reason, clock.now(), entry))) throw mandateEnded();
  }

  return {
    async banks() {
      const all = await banks.list();
      return all
        .filter(bank => bank.active)
        .map(({ code, nameZh, nameEn }) => ({ code, name: { zh: nameZh, en: nameEn } }));
    },

    signInHall: (holderPeriodId: number, wish: MandateWish, by: By) => sign(holderPeriodId, wish, 'hall', by),

    async signAtCounter(accountNo: string, wish: MandateWish, by: By) {
      const holder = await mandates.holderOf(accountNo, businessDate(clock.now()));
      if (!holder) throw mandateWithoutHolder();
      return sign(holder.holderPeriodId, wish, 'counter', by);
    },

    async ofHolder(holderPeriodId: number) {
      const row = await mandates.ofHolder(holderPeriodId);
      if (!row) return { mandate: null, debits: [] };
      return { mandate: show(row), debits: await mandates.history(row.mandateNo, 12) };
    },

    async cancelOfHolder(holderPeriodId: number, by: By): Promise<void> {
      const row = await mandates.ofHolder(holderPeriodId);
      if (!row) throw mandateNotFound();
      await cancel(row.mandateNo, by, 'cancelled');
    },

    async cancelByStaff(mandateNo: string, reason: string, by: By): Promise<void> {
      if (!(await mandates.find(mandateNo))) throw mandateNotFound();
      await cancel(mandateNo, by, reason);
    },

    async resume(mandateNo: string, by: By): Promise<void> {
      if (!(await mandates.find(mandateNo))) throw mandateNotFound();
      const entry = entryOf(by, 'mandate.resume', mandateNo);
      if (!(await mandates.resume(mandateNo, entry))) throw mandateEnded();
    },

    async read(mandateNo: string) {
      const row = await mandates.find(mandateNo);
      if (!row) throw mandateNotFound();
      return { mandate: show(row), debits: await mandates.history(mandateNo, 100) };
    },

    async search(filter: MandateFilter, page: number, pageSize: number) {
      const slice = { offset: (page - 1) * pageSize, limit: pageSize + 1 };
      const rows = await mandates.search(filter, slice);
      return { mandates: rows.slice(0, pageSize).map(show), page, hasMore: rows.length > pageSize };
    },

    async slice(filter: MandateFilter, page: number, size: number) {
      return (await mandates.search(filter, { offset: (page - 1) * size, limit: size })).map(show);
    },

    job: {
      name: 'end-mandates-of-moved-out',
      lane: 'books',
      cron: '20 16 * * *',
      run: async () => {
        const now = clock.now();
        await mandates.endOfMovedOut(businessDate(now) as BusinessDate, now);
      },
    } satisfies Job,
  };
}

export type Mandates = ReturnType<typeof createMandates>;
export type ShownMandate = Awaited<ReturnType<Mandates['slice']>>[number];
