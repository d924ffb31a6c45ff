/** Quiet hours, in minutes after midnight, Beijing time. They may go over midnight; equal ends are none. */
export interface QuietHours {
  from: number;
  until: number;
}

const minuteMs = 60_000;
const dayMinutes = 1_440;
const shanghaiMinutes = 480;

/** When somebody may be written to again, or undefined when it may be done now. */
export function quietUntil(now: Date, { from, until }: QuietHours): Date | undefined {
  if (from === until) return undefined;
  const minutes = Math.floor(now.getTime() / minuteMs) + shanghaiMinutes;
  const minute = minutes % dayMinutes;
  const quiet = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  if (!quiet) return undefined;
  const left = (until - minute + dayMinutes) % dayMinutes;
  return new Date((minutes - shanghaiMinutes + left) * minuteMs);
}

/** "22:00" as minutes after midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Of "22:00-07:00". */
export function quietHoursOf(text: string): QuietHours {
  const [from = '', until = ''] = text.split('-');
  return { from: minutesOf(from), until: minutesOf(until) };
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
