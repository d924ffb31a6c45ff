/** "1234.5" kWh as hundredths, which the books count in; undefined when it is no figure. */
export function hundredths(text: string | undefined): number | undefined {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec((text ?? '').trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** What is typed is a figure, or nothing where nothing is needed: text that cannot be read is never taken for nothing. */
export const readable = (text: string | undefined, needed: boolean) =>
  hundredths(text) !== undefined || (!needed && !text);
