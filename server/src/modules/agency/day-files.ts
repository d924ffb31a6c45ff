/** Day files: ours of what we booked for a partner, and the partner's own for reconciliation. */
import type { Clock } from '../../infra/clock.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { fen } from '../../shared/money.ts';
import { agencyJson, agencyWire } from '../payments/index.ts';
import type { BookedLine, DayFilesRepository } from './day-files.repository.ts';
import { type Partner, sourceOf } from './partner.ts';

const { AgencyRefusal } = agencyWire;

export interface DayFiles {
  /** @throws AgencyRefusal 2017 while the date is not over */
  ours(partner: Partner, clearingOn: string): Promise<Buffer>;
  /** Keeps the partner's file. @throws AgencyRefusal 1001, 1006 when it is not whole, or not of that date */
  accept(
    partner: Partner,
    clearingOn: BusinessDate,
    content: Buffer,
  ): Promise<{ count: number; total: string }>;
}

export function createDayFiles(repository: DayFilesRepository, clock: Clock): DayFiles {
  /** @throws AgencyRefusal 1001 where our books have these payments on another date */
  async function refuseBookedElsewhere(
    partner: Partner,
    clearingOn: string,
    lines: readonly agencyWire.DayLine[],
  ): Promise<void> {
    const payments = lines.flatMap((line, index) =>
      line.type === 'payment' ? [{ line, number: index + 2 }] : [],
    );
    const trades = payments.map(({ line: { date, serial } }) => ({
      tradeNo: partner.form === 'wechat-bill' ? serial : agencyWire.tradeKeyOf(date, serial),
      date,
    }));
    const byDate = partner.cutOff === '24:00:00';
    const found = await repository.otherDay(sourceOf(partner), clearingOn, byDate, trades);
    if (found)
      throw new AgencyRefusal('1001', 'form', `line ${payments[found.place - 1]!.number}, ${found.day}`);
  }

  return {
    async ours(partner, clearingOn) {
      const lines = await repository.booked(partner.id, clearingOn, clock.now());
      if (!lines) throw new AgencyRefusal('2017');
      return agencyWire.writeDayFile(
        lines.map(line => dayLine(line, clearingOn)),
        partner.units.file,
      );
    },
    async accept(partner, clearingOn, content) {
      const file = agencyWire.readDayFile(content, partner.units.file);
      agencyWire.refuseOtherDays(file, agencyWire.datesOf(clearingOn, partner.cutOff));
      const sha256 = agencyJson.sha256(content);
      const { lines, totalFen } = file;
      const other = lines.length > 0 ? await repository.heldFor(partner.id, sha256, clearingOn) : undefined;
      if (other) throw new AgencyRefusal('1001', 'form', `held for ${other}`);
      await refuseBookedElsewhere(partner, clearingOn, lines);
      await repository.keep({
        partnerId: partner.id,
        clearingOn,
        kind: 'day',
        sha256,
        lineCount: lines.length,
        totalFen,
        content,
        receivedAt: clock.now(),
      });
      return { count: lines.length, total: agencyWire.writeAmount(totalFen, partner.units.file) };
    },
  };
}

/** WeChat's trade numbers have no date in front: theirs is the clearing date. */
function dayLine(
  { tradeKey, accountNo, amountFen, channel, kind }: BookedLine,
  clearingOn: string,
): agencyWire.DayLine {
  const [, date, serial] = /^(\d{8})-(.+)$/.exec(tradeKey) ?? [];
  return {
    date: date ?? clearingOn.replaceAll('-', ''),
    serial: serial ?? tradeKey,
    accountNo: accountNo ?? '',
    amountFen: fen(amountFen),
    subChannel: agencyWire.subChannelOf(channel ?? ''),
    type: kind === '1' ? 'payment' : 'reversal',
  };
}
