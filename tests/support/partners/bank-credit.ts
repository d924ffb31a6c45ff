/** What the utility's bank account shows of a partner's day, written from server/src/modules/payments/bank-credit.ts. */
export function bankCredit(source: string, day: string, fens: readonly number[]): Buffer {
  const entries = fens.map((fen, index) => `${day}|TT${day.replaceAll('-', '')}${index + 1}|${fen}`);
  const sum = fens.reduce((total, fen) => total + fen, 0);
  return Buffer.from(
    [`dianting-bank-credit-1|${source}|${day}`, ...entries, `end|${fens.length}|${sum}`, ''].join('\n'),
  );
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
