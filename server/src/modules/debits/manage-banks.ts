import type { StaffActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { SftpTarget } from '../../infra/sftp.ts';
import { staffName } from '../../shared/audit.ts';
import type { FileKey } from '../payments/index.ts';
import type { BankRow, BanksRepository, SftpAddress } from './banks.repository.ts';
import { bankKeyMissing, bankNotFound, sftpKeyMissing } from './debits.errors.ts';

export interface BankWish {
  nameZh: string;
  nameEn: string;
  utilityCode: string;
  active: boolean;
  keyId: string;
  /** 32 hex digits; left out: unchanged. */
  key?: string;
  sftp?: SftpAddress;
  /** Left out: unchanged. */
  sftpKey?: string;
}

export interface Bank {
  row: BankRow;
  /** The present key first. */
  keys: FileKey[];
  sftp?: SftpTarget & { folder: string };
}

interface Dependencies {
  banks: BanksRepository;
  cipher: FieldCipher;
}

export function createBanks({ banks, cipher }: Dependencies) {
  const keyOf = (id: string, sealed: Buffer): FileKey => ({
    id,
    key: Buffer.from(cipher.decrypt(sealed), 'hex'),
  });

  function open(row: BankRow): Bank {
    const { keyId, keyEnc, previousKeyId, previousKeyEnc, sftp, sftpKeyEnc } = row;
    const older = previousKeyId && previousKeyEnc ? [keyOf(previousKeyId, previousKeyEnc)] : [];
    return {
      row,
      keys: [keyOf(keyId, keyEnc), ...older],
      ...(sftp && sftpKeyEnc ? { sftp: { ...sftp, privateKey: cipher.decrypt(sftpKeyEnc) } } : {}),
    };
  }

  return {
    async find(code: string): Promise<Bank> {
      const row = await banks.find(code);
      if (!row) throw bankNotFound();
      return open(row);
    },

    list: () => banks.list(),
    opened: async () => (await banks.list()).map(open),

    /** A new key makes the present one the older: both are accepted from then on. */
    async save(code: string, wish: BankWish, actor: StaffActor, requestId: string): Promise<BankRow> {
      const known = await banks.find(code);
      const keyEnc = wish.key ? cipher.encrypt(wish.key) : known?.keyEnc;
      const sftpKeyEnc = wish.sftpKey ? cipher.encrypt(wish.sftpKey) : (known?.sftpKeyEnc ?? null);
      const changed = known && wish.key && wish.keyId !== known.keyId;
      if (!keyEnc || (known && wish.keyId !== known.keyId && !wish.key)) throw bankKeyMissing();
      if (wish.sftp && !sftpKeyEnc) throw sftpKeyMissing();
      const row: BankRow = {
        code,
        nameZh: wish.nameZh,
        nameEn: wish.nameEn,
        utilityCode: wish.utilityCode,
        active: wish.active,
        keyId: wish.keyId,
        keyEnc,
        previousKeyId: changed ? known.keyId : (known?.previousKeyId ?? null),
        previousKeyEnc: changed ? known.keyEnc : (known?.previousKeyEnc ?? null),
        sftp: wish.sftp ?? null,
        sftpKeyEnc,
      };
      await banks.save(row, {
        actor: staffName(actor),
        action: known ? 'debit-bank.change' : 'debit-bank.add',
        subject: `debit-bank:${code}`,
        detail: {
          active: wish.active,
          keyId: wish.keyId,
          newKey: Boolean(wish.key),
          sftp: wish.sftp?.host ?? null,
        },
        requestId,
      });
      return row;
    },
  };
}

export type Banks = ReturnType<typeof createBanks>;
