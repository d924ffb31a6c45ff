const BOM = '\uFEFF';

/** Backtick before every value, comma between; headers bare; a summary of two lines at the end; BOM and CRLF. */
export function billFile(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  summaryColumns: readonly string[],
  summary: readonly string[],
): Buffer {
  const lines = [columns.join(','), ...rows.map(valueLine), summaryColumns.join(','), valueLine(summary)];
  return Buffer.from(`${BOM}${lines.join('\r\n')}\r\n`, 'utf8');
}

const valueLine = (values: readonly string[]): string =>
  // Commas and breaks inside names would shift the columns: the gateway blanks them.
  values.map(value => `\`${value.replace(/[,\r\n]/g, ' ')}`).join(',');
