import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { toKwh } from '../../shared/energy.ts';
import { notFound } from '../../shared/errors.ts';
import { fullAddress, maskAddress, maskIdentityNo, maskName, maskPhone } from '../../shared/mask.ts';
import type { AccountFileRepository, BillRow, HolderRow } from './account-file.repository.ts';
import { accountUnknown } from './staff.errors.ts';

interface Dependencies {
  audit: Audit;
  cipher: FieldCipher;
  files: AccountFileRepository;
  clock: Clock;
}

export function createAccountFiles({ audit, cipher, files, clock }: Dependencies) {
  const open = (sealed: Buffer | null) => (sealed ? cipher.decrypt(sealed) : null);
  const masked = (sealed: Buffer | null, mask: (text: string) => string) =>
    sealed ? mask(cipher.decrypt(sealed)) : null;

  const withPhone = <Row extends { phoneEnc: Buffer | null }>({ phoneEnc, ...row }: Row) => ({
    ...row,
    phoneMasked: masked(phoneEnc, maskPhone),
  });

  /** The account with the period that the contract names, else with the one that matters today. */
  async function find(accountNo: string, contractNo?: string) {
    const head = await files.head(accountNo);
    if (!head) throw accountUnknown();
    const today = businessDate(clock.now());
    const holders = (await files.holders(head.accountId)).map(period => ({
      ...period,
      state: stateOn(period, today),
    }));
    const holder = contractNo
      ? holders.find(period => period.contractNo === contractNo)
      : (holders.find(({ state }) => state === 'present') ??
        holders.find(({ state }) => state === 'future') ??
        holders[0]);
    if (contractNo && !holder) throw notFound();
    return { head, holder, holders };
  }

  async function notesOf(holderPeriodId: number) {
    const notes = await files.notes(holderPeriodId);
    return notes.map(({ textEnc, ...note }) => ({ ...note, text: cipher.decrypt(textEnc) }));
  }

  async function ofHolder(holder: HolderRow & { state: HoldingState }) {
    const id = holder.holderPeriodId;
    const [options, money, bills, payments, bindings, consents, notes] = await Promise.all([
      files.options(id),
      files.money(id),
      files.bills(id),
      files.payments(id),
      files.bindings(id),
      files.consents(id),
      notesOf(id),
    ]);
    return {
      holder: {
        contractNo: holder.contractNo,
        from: holder.from,
        to: holder.to,
        state: holder.state,
        prepaid: holder.prepaid,
        nameMasked: masked(holder.nameEnc, maskName),
        phoneMasked: masked(holder.phoneEnc, maskPhone),
        identityNoMasked: masked(holder.identityNoEnc, maskIdentityNo),
        options,
      },
      money,
      bills: bills.map(bill => ({ ...bill, energy: toKwh(bill.energy), status: statusOf(bill) })),
      payments,
      bindings: bindings.map(withPhone),
      consents: consents.map(withPhone),
      notes,
    };
  }

  return {
    /** The whole file, masked. That it was read, and of which period, stands in the audit log. */
    async read(actor: StaffActor, accountNo: string, contractNo: string | undefined, requestId: string) {
      const { head, holder, holders } = await find(accountNo, contractNo);
      await audit.record({
        actor: staffName(actor),
        action: 'account-file.read',
        subject: `account:${accountNo}`,
        ...(contractNo ? { detail: { contractNo } } : {}),
        requestId,
      });
      const none = {
        holder: null,
        money: null,
        bills: [],
        payments: [],
        bindings: [],
        consents: [],
        notes: [],
      };
      return {
        account: {
          ...head,
          addressMasked: maskAddress(head),
          meters: await files.meters(head.meteringPointId),
        },
        ...(holder ? await ofHolder(holder) : none),
        holders: holders.map(period => ({ ...period, nameMasked: masked(period.nameEnc, maskName) })),
      };
    },

    /** Personal data in clear, for a stated reason; logged before it is shown, so that no look goes unrecorded. */
    async reveal(
      actor: StaffActor,
      accountNo: string,
      { reason, contractNo }: { reason: string; contractNo?: string },
      requestId: string,
    ) {
      const { head, holder } = await find(accountNo, contractNo);
      await audit.record({
        actor: staffName(actor),
        action: 'personal-data.reveal',
        subject: `account:${accountNo}`,
        detail: { reason, ...(contractNo ? { contractNo } : {}) },
        requestId,
      });
      return {
        name: open(holder?.nameEnc ?? null),
        phone: open(holder?.phoneEnc ?? null),
        identityNo: open(holder?.identityNoEnc ?? null),
        address: fullAddress(head),
      };
    },

    /** Writes a note into the file of a period. The log says that, and not what was written. */
    async note(
      actor: StaffActor,
      accountNo: string,
      { text, contractNo }: { text: string; contractNo?: string },
      requestId: string,
    ) {
      const { holder } = await find(accountNo, contractNo);
      if (!holder) throw notFound();
      const by = staffName(actor);
      await files.addNote(holder.holderPeriodId, cipher.encrypt(text), by, {
        actor: by,
        action: 'account-note.write',
        subject: `account:${accountNo}`,
        requestId,
      });
      return notesOf(holder.holderPeriodId);
    },
  };
}

export type HoldingState = 'present' | 'future' | 'past';

function stateOn({ from, to }: { from: string; to: string | null }, today: string): HoldingState {
  if (from > today) return 'future';
  return to !== null && to <= today ? 'past' : 'present';
}

function statusOf(bill: BillRow): 'unpaid' | 'part-paid' | 'paid' | 'reversed' | 'reversal' {
  if (bill.kind === 'reversal') return 'reversal';
  if (bill.reversed) return 'reversed';
  if (bill.paidFen >= bill.totalFen) return 'paid';
  return bill.paidFen > 0 ? 'part-paid' : 'unpaid';
}
