/** The operator's day file beside what came in here: a command that was lost on the way is found, and never acted upon late. */
import type { FieldCipher } from '../../infra/crypto.ts';
import { addDays, startOfDay } from '../../shared/dates.ts';
import { maskPhone } from '../../shared/mask.ts';
import type { CommandChannel, FileKey } from '../payments/index.ts';
import type { SmsCommandsRepository } from './sms-commands.repository.ts';

interface Dependencies {
  repository: Pick<SmsCommandsRepository, 'digests'>;
  channel: CommandChannel;
  cipher: FieldCipher;
  /** The newest first. */
  fileKeys: readonly FileKey[];
}

export interface OperatorCheck {
  on: string;
  operator: string;
  inbound: number;
  outbound: number;
  segments: number;
  feeFen: number;
  /** The operator carried it, and nothing came in here. */
  missingHere: { phoneMasked: string; sentAt: Date }[];
  /** Came in here, and the operator does not know it. */
  missingThere: number;
}

/** @throws FileRefused */
export async function checkOperatorDay(
  name: string,
  bytes: Buffer,
  { repository, channel, cipher, fileKeys }: Dependencies,
): Promise<OperatorCheck> {
  const { operator, on, rows } = channel.readDay(name, bytes, fileKeys);
  const known = await repository.digests(startOfDay(on), startOfDay(addDays(on, 1)));
  const keyOf = (phoneHash: Buffer, digest: string, at: Date) =>
    `${phoneHash.toString('hex')}:${digest}:${Math.floor(at.getTime() / 1000)}`;
  const left = new Set(known.map(row => keyOf(row.phoneHash, row.digest, row.sentAt)));
  const inbound = rows.filter(row => row.direction === 'MO');
  const missing = inbound.filter(
    row => !left.delete(keyOf(cipher.hash('phone', row.phone), row.digest, row.at)),
  );
  return {
    on,
    operator,
    inbound: inbound.length,
    outbound: rows.length - inbound.length,
    segments: rows.reduce((sum, row) => sum + row.segments, 0),
    feeFen: rows.reduce((sum, row) => sum + row.feeFen, 0),
    missingHere: missing.map(row => ({ phoneMasked: maskPhone(row.phone), sentAt: row.at })),
    missingThere: left.size,
  };
}
