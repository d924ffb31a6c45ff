import type { Database, Transaction } from '../../infra/database.ts';

/** Whose code it is and what it opens. */
export interface CodeKey {
  phoneHash: Uint8Array;
  purpose: 'sign-in' | 'bind' | 'merge' | 'own-phone' | 'web-case';
  /** "" for signing in; who asked (and for which account) otherwise, so that nobody else can use the code. */
  scope: string;
}

export interface SmsCodesRepository {
  add(
    tx: Transaction,
    key: CodeKey,
    code: { codeHash: Uint8Array; createdAt: Date; expiresAt: Date },
  ): Promise<void>;
  /** Counts a try at the newest code and returns its hash; undefined when it is used, lapsed or tried out. */
  countTry(key: CodeKey, maxTries: number, now: Date): Promise<{ id: number; codeHash: Buffer } | undefined>;
  /** False when somebody else was quicker. */
  use(id: number, now: Date): Promise<boolean>;
}

export function createSmsCodesRepository({ pool }: Pick<Database, 'pool'>): SmsCodesRepository {
  return {
    async add(tx, key, code) {
      const bytes = { phoneHash: new Uint8Array(key.phoneHash), codeHash: new Uint8Array(code.codeHash) };
      await tx.smsCode.create({ data: { ...key, ...code, ...bytes } });
    },
    async countTry({ phoneHash, purpose, scope }, maxTries, now) {
      const { rows } = await pool.query<{ id: number; codeHash: Buffer }>(
        `UPDATE sms_codes SET attempts = attempts + 1
          WHERE id = (SELECT id FROM sms_codes WHERE phone_hash = $1 AND purpose = $2 AND scope = $3 ORDER BY id DESC LIMIT 1)
            AND used_at IS NULL AND expires_at > $4 AND attempts < $5
         RETURNING id, code_hash AS "codeHash"`,
        [phoneHash, purpose, scope, now, maxTries],
      );
      return rows[0];
    },
    async use(id, now) {
      const { rowCount } = await pool.query(
        'UPDATE sms_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL',
        [id, now],
      );
      return rowCount === 1;
    },
  };
}
