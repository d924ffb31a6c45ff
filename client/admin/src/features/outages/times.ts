/** Times as forms have them (Asia/Shanghai, `YYYY-MM-DDTHH:MM`) and how far off they are. Pure. */

const shanghaiMs = 8 * 3_600_000;

export function toInput(instant: string): string {
  return new Date(Date.parse(instant) + shanghaiMs).toISOString().slice(0, 16);
}

/** Undefined unless it is a time. */
export function fromInput(text: string | undefined): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}:00+08:00`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

export interface Span {
  count: number;
  unit: 'days' | 'hours' | 'minutes';
}

/** How long it is between two instants, in the unit that suits. */
export function spanOf(from: number, to: number): Span {
  const minutes = Math.round(Math.abs(to - from) / 60_000);
  if (minutes < 120) return { count: minutes, unit: 'minutes' };
  if (minutes < 72 * 60) return { count: Math.round(minutes / 60), unit: 'hours' };
  return { count: Math.round(minutes / 1440), unit: 'days' };
}

/** What to watch in a list: how soon it begins, how soon it is to end, or how late it is. */
export function watchOf(
  { status, fromAt, untilAt }: { status: string; fromAt: string; untilAt: string },
  now: number,
): { what: 'starts' | 'ends' | 'overdue'; span: Span; urgent: boolean } | null {
  if (status === 'under-way') {
    const end = Date.parse(untilAt);
    return { what: end < now ? 'overdue' : 'ends', span: spanOf(now, end), urgent: end < now };
  }
  if (['cancelled', 'restored', 'closed'].includes(status) || Date.parse(fromAt) < now) return null;
  return { what: 'starts', span: spanOf(now, Date.parse(fromAt)), urgent: false };
}
