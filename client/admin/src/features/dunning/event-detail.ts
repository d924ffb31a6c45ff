/** What of an event's detail is worth a line: a text somebody wrote, what stopped the clock, a sum, a day, why it ended. Pure. */

export interface EventDetail {
  text?: string;
  stops: string[];
  fen?: number;
  end?: string;
}

const ends = ['paid', 'restored', 'restored-owing', 'moved-out', 'not-prepaid'];

export function detailOf(detail: Record<string, unknown>): EventDetail {
  const { note, reason, stops, debtFen, disconnectOn, lapsesOn, until, on } = detail;
  const written = [note, reason].find(text => typeof text === 'string' && !ends.includes(text));
  const day = [disconnectOn, lapsesOn, until, on].find(value => typeof value === 'string');
  const text = [day, written].filter(Boolean).join(' · ');
  return {
    stops: Array.isArray(stops) ? stops.flatMap(stop => codeOf(stop)) : [],
    ...(text ? { text } : {}),
    ...(typeof debtFen === 'number' ? { fen: debtFen } : {}),
    ...(typeof reason === 'string' && ends.includes(reason) ? { end: reason } : {}),
  };
}

const codeOf = (stop: unknown): string[] =>
  typeof stop === 'object' && stop !== null && 'code' in stop && typeof stop.code === 'string'
    ? [stop.code]
    : [];
