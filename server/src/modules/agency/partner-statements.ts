import { Readable } from 'node:stream';
import type { StatementSource } from '../payments/index.ts';
import { agencyWire, bankCreditPart } from '../payments/index.ts';
import type { DayFilesRepository } from './day-files.repository.ts';
import { sourceOf } from './partner.ts';
import type { PartnerBook } from './partner-book.ts';
import type { PartnersRepository } from './partners.repository.ts';

/** Every partner's own day files, as reconciliation fetches them: what the partner handed in, kept as it came. */
export async function partnerStatements(
  book: PartnerBook,
  names: PartnersRepository,
  files: DayFilesRepository,
  now: Date,
): Promise<StatementSource[]> {
  const listed = await names.list(now);
  return (await book.all()).map(partner => {
    const { nameZh = partner.code, nameEn = partner.code } =
      listed.find(each => each.code === partner.code) ?? {};
    const { prefunded, cutOff } = partner;
    const tradeNoIsSerial = partner.form === 'wechat-bill';
    const form = { unit: partner.units.file, cutOff, tradeNoIsSerial, paysLater: !prefunded };
    const source = sourceOf(partner);
    return {
      source,
      // An agent's money came to the bank when its balance was topped up.
      ...(prefunded ? { bookedWhenCounted: true } : {}),
      name: { zh: nameZh, en: nameEn },
      parts: [
        {
          code: 'day',
          isDetail: true,
          fitsNeighbours: { byDate: cutOff === '24:00:00' },
          dayInName: name => new RegExp(`^${partner.code}_(\\d{8})(?!\\d)`).exec(name)?.[1],
          async open(day: string) {
            const file = await files.find(partner.code, day, 'day');
            return (
              file && {
                content: Readable.from([file.content]),
                hash: { algorithm: 'sha256' as const, hex: file.sha256 },
              }
            );
          },
          read: (content, day) => agencyWire.readPartnerStatement(content, day, form),
        },
        ...(prefunded ? [] : [bankCreditPart(source)]),
      ],
    };
  });
}
