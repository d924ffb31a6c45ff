/** What the utility's bank account shows of a partner's day, written from server/src/modules/payments/bank-credit.ts. */
export function bankCredit(source: string, day: string, fens: readonly number[]): Buffer {
  const named = `TT${source.split(':')[1]}${day.replaceAll('-', '')}`;
  return creditOf(
    source,
    day,
    fens.map((fen, index) => ({ on: day, reference: `${named}${index + 1}`, fen })),
  );
}

/** By its entries; those with a whole are parts. */
export function creditOf(
  source: string,
  day: string,
  entries: readonly { on: string; reference: string; fen: number; wholeFen?: number }[],
): Buffer {
  const form = entries.some(({ wholeFen }) => wholeFen) ? 'dianting-bank-credit-2' : 'dianting-bank-credit-1';
  const lines = entries.map(({ on, reference, fen, wholeFen }) =>
    [on, reference, fen, ...(wholeFen ? [wholeFen] : [])].join('|'),
  );
  const sum = entries.reduce((total, { fen }) => total + fen, 0);
  return Buffer.from([`${form}|${source}|${day}`, ...lines, `end|${lines.length}|${sum}`, ''].join('\n'));
}

/** Finance brings it. */
export async function bringCredit(
  { url }: { url: string },
  cookie: string,
  source: string,
  day: string,
  fens: readonly number[],
): Promise<void> {
  const query = new URLSearchParams({ source, day, part: 'credit' });
  const reply = await fetch(`${url}/api/v1/staff/reconciliation/files?${query}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bankCredit(source, day, fens)),
  });
  if (reply.status !== 202) throw new Error(`the bank's credit of ${source}: ${await reply.text()}`);
}
