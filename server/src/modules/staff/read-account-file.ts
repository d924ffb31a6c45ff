import type { StaffActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Audit } from '../../shared/audit.ts';
import { toKwh } from '../../shared/energy.ts';
import { fullAddress, maskAddress, maskIdentityNo, maskName, maskPhone } from '../../shared/mask.ts';
import type { AccountFileRepository, BillRow, HolderRow } from './account-file.repository.ts';
import { accountUnknown } from './staff.errors.ts';
import { auditActor } from './staff-member.ts';

interface Dependencies {
  audit: Audit;
  cipher: FieldCipher;
  files: AccountFileRepository;
}

export function createAccountFiles({ audit, cipher, files }: Dependencies) {
  const open = (sealed: Buffer | null) => (sealed ? cipher.decrypt(sealed) : null);
  const masked = (sealed: Buffer | null, mask: (text: string) => string) =>
    sealed ? mask(cipher.decrypt(sealed)) : null;

  async function find(accountNo: string) {
    const head = await files.head(accountNo);
    if (!head) throw accountUnknown();
    const holders = await files.holders(head.accountId);
    return {
      head,
      holder: holders.find(period => period.to === null),
      earlier: holders.filter(period => period.to !== null),
    };
  }

  async function ofHolder(holder: HolderRow) {
    const id = holder.holderPeriodId;
    const [options, money, bills, payments, bindings] = await Promise.all([
      files.options(id),
      files.money(id),
      files.bills(id),
      files.payments(id),
      files.bindings(id),
    ]);
    return {
      holder: {
        contractNo: holder.contractNo,
        from: holder.from,
        prepaid: holder.prepaid,
        nameMasked: masked(holder.nameEnc, maskName),
        phoneMasked: masked(holder.phoneEnc, maskPhone),
        identityNoMasked: masked(holder.identityNoEnc, maskIdentityNo),
        options,
      },
      money,
      bills: bills.map(bill => ({ ...bill, energy: toKwh(bill.energy), status: statusOf(bill) })),
      payments,
      bindings: bindings.map(({ phoneEnc, ...binding }) => ({
        ...binding,
        phoneMasked: masked(phoneEnc, maskPhone),
      })),
    };
  }

  return {
    /** The whole file, masked. That it was read stands in the audit log. */
    async read(actor: StaffActor, accountNo: string, requestId: string) {
      const { head, holder, earlier } = await find(accountNo);
      await audit.record({
        actor: auditActor(actor.username),
        action: 'account-file.read',
        subject: `account:${accountNo}`,
        requestId,
      });
      const none = { holder: null, money: null, bills: [], payments: [], bindings: [] };
      return {
        account: {
          ...head,
          addressMasked: maskAddress(head),
          meters: await files.meters(head.meteringPointId),
        },
        ...(holder ? await ofHolder(holder) : none),
        earlierHolders: earlier.map(period => ({
          contractNo: period.contractNo,
          from: period.from,
          to: period.to!,
          nameMasked: masked(period.nameEnc, maskName),
        })),
      };
    },

    /** Personal data in clear, for a stated reason; logged before it is shown, so that no look goes unrecorded. */
    async reveal(actor: StaffActor, accountNo: string, reason: string, requestId: string) {
      const { head, holder } = await find(accountNo);
      await audit.record({
        actor: auditActor(actor.username),
        action: 'personal-data.reveal',
        subject: `account:${accountNo}`,
        detail: { reason },
        requestId,
      });
      return {
        name: open(holder?.nameEnc ?? null),
        phone: open(holder?.phoneEnc ?? null),
        identityNo: open(holder?.identityNoEnc ?? null),
        address: fullAddress(head),
      };
    },
  };
}

function statusOf(bill: BillRow): 'unpaid' | 'part-paid' | 'paid' | 'reversed' | 'reversal' {
  if (bill.kind === 'reversal') return 'reversal';
  if (bill.reversed) return 'reversed';
  if (bill.paidFen >= bill.totalFen) return 'paid';
  return bill.paidFen > 0 ? 'part-paid' : 'unpaid';
}
