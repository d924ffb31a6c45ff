import type { Clock } from '../../../infra/clock.ts';
import { tooMany } from '../../../shared/errors.ts';

const perMinute = 30;

/**
 * So that nobody tries account numbers one after the other at a machine. Counted in this process: with several, a device
 * has that many more.
 * @returns throws AppError too-many-requests
 */
export function createQuoteLimit(clock: Clock): (deviceNo: string) => void {
  const used = new Map<string, { minute: number; count: number }>();
  return deviceNo => {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const minute = Math.floor(seconds / 60);
    const entry = used.get(deviceNo);
    const count = entry?.minute === minute ? entry.count + 1 : 1;
    used.set(deviceNo, { minute, count });
    if (count > perMinute) throw tooMany({ seconds: 60 - (seconds % 60) });
  };
}
