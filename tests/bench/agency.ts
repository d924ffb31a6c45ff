/** A partner's inquire and pay over HTTP, signed both ways, against the same rows read and written by hand. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { payByHand } from './floor-agency.ts';
import type { OpenBill } from './homes.ts';
import type { LoadResult } from './load.ts';
import type { Comparison } from './rounds.ts';
import { poolSize, type Stage } from './stage.ts';

const concurrency = 32;
const code = 'BENCH1';

export async function agency(
  stage: Stage,
  oursOf: (round: number) => OpenBill[],
  theirsOf: (round: number) => OpenBill[],
): Promise<Comparison> {
  const call = await partnerOf(stage);
  return {
    what: 'agency: inquire, then pay (HTTP, two signatures verified and two made, stored, handled, postings committed)',
    floor:
      'the same rows by hand: three looked up, the message stored, then seven named statements in a transaction',
    aim: 0.5,
    async ours(round) {
      const queue = oursOf(round)[Symbol.iterator]();
      const times: number[] = [];
      const began = performance.now();
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          for (let next = queue.next(); !next.done; next = queue.next()) {
            const start = performance.now();
            await inquireAndPay(call, next.value);
            times.push(performance.now() - start);
          }
        }),
      );
      const result: LoadResult = { count: times.length, seconds: (performance.now() - began) / 1000, times };
      return result;
    },
    theirs: round => payByHand(stage.appUrl, theirsOf(round), poolSize),
  };
}

type Call = (trade: 'inquire' | 'pay', body: Record<string, unknown>) => Promise<Record<string, string>>;

let serial = 0;
async function inquireAndPay(call: Call, bill: OpenBill): Promise<void> {
  serial += 1;
  const own = serial;
  const date = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const { accountNo } = bill;
  // Its home has others open: this month's is meant.
  const month = bill.billNo.slice(1, 7);
  const quote = await call('inquire', { serial: `i${own}`, date, accountNo, month });
  const { quoteId, amount } = quote;
  const paidAt = '2026-11-22T20:00:00+08:00';
  await call('pay', { serial: `p${own}`, date, quoteId, accountNo, amount, paidAt });
}

async function partnerOf({ owner, server }: Stage): Promise<Call> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  await owner.query(
    `WITH made AS (INSERT INTO partners (code, name_zh, name_en, form, channels, cut_off, inquiries_per_minute)
         VALUES ($1, $1, $1, 'agency-json', '{mobile-bank}', '24:00:00', 10000) RETURNING id)
       INSERT INTO partner_keys (partner_id, key_id, algorithm, public_key, valid_from, created_by, confirmed_by, confirmed_at)
         SELECT id, 'k', 'ed25519', $2, '2026-01-01', 'bench', 'other', now() FROM made`,
    [code, pem],
  );
  return async (trade, body) => {
    const path = `/agency/v1/${trade}`;
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = randomBytes(12).toString('hex');
    const hash = createHash('sha256').update(text).digest('hex');
    const signed = ['AGENCY1', 'POST', path, code, 'k', timestamp, nonce, hash, ''].join('\n');
    const reply = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        'agency-partner': code,
        'agency-key': 'k',
        'agency-timestamp': timestamp,
        'agency-nonce': nonce,
        'agency-signature': sign(null, Buffer.from(signed), privateKey).toString('base64'),
        'content-type': 'application/json',
      },
      body: text,
    });
    const answer = (await reply.json()) as Record<string, string>;
    if (answer['code'] !== '0000') throw new Error(`${trade}: ${answer['code']} ${answer['message']}`);
    return answer;
  };
}
