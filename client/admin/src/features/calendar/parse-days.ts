/** Reads a year's days as a person types them off the notice. Pure. */
export interface TypedDay {
  day: string;
  kind: 'holiday' | 'workday';
  nameZh: string;
  nameEn: string;
}

const englishNames: Record<string, string> = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明节: 'Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  '国庆节、中秋节': 'National Day and Mid-Autumn Festival',
};

const form = /^(\d{4}-\d{2}-\d{2})(?:\s*[~～]\s*(\d{4}-\d{2}-\d{2}))?\s+(\S+)(\s+班)?$/;
const dayMs = 86_400_000;
/** Longer than any holiday: what is beyond is a slip of the pen. */
const longest = 31;

/** @returns the days, or the first line that cannot be read */
export function parseDays(text: string): { days: TypedDay[] } | { line: number; text: string } {
  const days: TypedDay[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const [, from, to = from, name, worked] = form.exec(line) ?? [];
    const stretch = from && to && name ? between(from, to) : [];
    if (stretch.length === 0) return { line: index + 1, text: line };
    const nameEn = englishNames[name!] ?? name!;
    for (const day of stretch)
      days.push(
        worked
          ? { day, kind: 'workday', nameZh: `${name}调休`, nameEn: `${nameEn}: make-up day` }
          : { day, kind: 'holiday', nameZh: name!, nameEn },
      );
  }
  return { days };
}

function between(from: string, to: string): string[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  const count = (Date.parse(`${to}T00:00:00Z`) - start) / dayMs + 1;
  if (!(count >= 1 && count <= longest)) return [];
  return Array.from({ length: count }, (_, index) =>
    new Date(start + index * dayMs).toISOString().slice(0, 10),
  );
}
