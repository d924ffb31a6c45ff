import { sleep } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, compact, hourOf } from '../state/beijing-time.ts';
import { randomDigits } from '../state/ids.ts';
import type { PosFields } from './message.ts';
import type { PosTerminal, PosTrade } from './records.ts';

const LAST_BATCH = 999_999;
/** Fen at the end of an amount that decide what the card does. */
const REFUSALS: Record<number, string> = { 1: '51', 2: '17' };
const CARD = '622202******1234';

/** The acquirer's day ends at 23:00 Beijing time. */
export function settlesOn(at: Date): string {
  const day = hourOf(at) >= 23 ? new Date(at.getTime() + 86_400_000) : at;
  return businessDate(day).replaceAll('-', '');
}

const keyOf = ({ terminal, batch, trace }: PosFields): string => `${terminal}-${batch}-${trace}`;
const isOpen = (terminal: PosTerminal, batch: string): boolean => terminal.batch === Number(batch);

/** One kind of message: the reply's fields by name. */
export type PosCall = (
  sandbox: Sandbox,
  terminal: PosTerminal,
  fields: PosFields,
  signed: string,
) => PosFields | Promise<PosFields>;

/** Waits until a repeat's original is decided. */
async function decided(sandbox: Sandbox, key: string): Promise<PosFields> {
  for (;;) {
    const trade = sandbox.store.get('posTrade', key);
    if (trade?.state !== 'working') return trade?.reply ?? { code: '98' };
    await sleep(sandbox.later, 20);
  }
}

function fresh(type: PosTrade['type'], fields: PosFields, signed: string): PosTrade {
  return {
    key: keyOf(fields),
    type,
    terminal: fields['terminal']!,
    batch: fields['batch']!,
    trace: fields['trace']!,
    amount: Number(fields['amount'] ?? 0),
    request: signed,
    state: 'working',
  };
}

export const sale: PosCall = async (sandbox, terminal, fields, signed) => {
  const key = keyOf(fields);
  const amount = fields['amount']!;
  const known = sandbox.store.get('posTrade', key);
  if (known?.type === 'mark' || known?.state === 'reversed') return { code: '12', amount };
  if (known) return known.request === signed ? decided(sandbox, key) : { code: '94', amount };
  if (!isOpen(terminal, fields['batch']!)) return { code: '77', amount };
  const trade = fresh('sale', fields, signed);
  sandbox.store.put('posTrade', key, trade);
  const ending = trade.amount % 100;
  if (ending === 6) await sleep(sandbox.later, 3000);
  // A reversal may have come while the customer looked for the card.
  if (sandbox.store.get('posTrade', key)?.state === 'reversed') return { code: '12', amount };
  return conclude(sandbox, trade, ending === 4 ? '98' : (REFUSALS[ending] ?? '00'));
};

/** Settles a sale with the code the issuer (or a fault) gave. */
export function conclude(sandbox: Sandbox, trade: PosTrade, code: string): PosFields {
  const at = new Date();
  const amount = String(trade.amount);
  const approved = code === '00';
  const settles = settlesOn(at);
  const reference = approved ? `${settles.slice(2)}${randomDigits(6)}` : '';
  const reply: PosFields = {
    code,
    amount,
    card: CARD,
    ...(approved ? { reference, authorisation: `A${randomDigits(5)}`, time: compact(at), settles } : {}),
  };
  sandbox.store.put('posTrade', trade.key, {
    ...trade,
    reply,
    state: approved ? 'approved' : code === '98' || code === '96' ? 'pending' : 'declined',
    ...(approved ? { reference, card: CARD, at: at.toISOString(), settles } : {}),
  });
  return reply;
}

export const reversal: PosCall = (sandbox, terminal, fields, signed) => {
  const key = keyOf(fields);
  const amount = fields['amount']!;
  const trade = sandbox.store.get('posTrade', key);
  if (!trade || trade.type === 'mark') {
    if (!trade && !isOpen(terminal, fields['batch']!)) return { code: '77', amount };
    sandbox.store.put('posTrade', key, { ...fresh('mark', fields, signed), state: 'reversed' });
    return { code: '25', amount };
  }
  if (trade.type !== 'sale') return { code: '94', amount };
  if (trade.state === 'voided') return { code: '40', amount };
  if (trade.state === 'reversed') return { code: '00', amount };
  if (trade.amount !== Number(amount)) return { code: '13', amount };
  if (!isOpen(terminal, trade.batch)) return { code: '77', amount };
  sandbox.store.put('posTrade', key, { ...trade, state: 'reversed' });
  return { code: '00', amount };
};

export const voidSale: PosCall = (sandbox, terminal, fields, signed) => {
  const key = keyOf(fields);
  const amount = fields['amount']!;
  const known = sandbox.store.get('posTrade', key);
  if (known) return known.request === signed ? known.reply! : { code: '94', amount };
  if (!isOpen(terminal, fields['batch']!)) return { code: '77', amount };
  const original = `${fields['terminal']}-${fields['batch']}-${fields['original']}`;
  const sold = sandbox.store.get('posTrade', original);
  const code = refusal(sold, fields);
  if (code) return { code, amount };
  const at = new Date();
  const settles = settlesOn(at);
  const reference = `${settles.slice(2)}${randomDigits(6)}`;
  const reply = { code: '00', amount, reference, time: compact(at), settles };
  sandbox.store.put('posTrade', original, { ...sold!, state: 'voided' });
  sandbox.store.put('posTrade', key, {
    ...fresh('void', fields, signed),
    state: 'approved',
    reply,
    reference,
    card: CARD,
    at: at.toISOString(),
    settles,
    original,
  });
  return reply;
};

function refusal(sold: PosTrade | undefined, fields: PosFields): string | undefined {
  if (sold?.type !== 'sale' || sold.reference !== fields['reference']) return '25';
  if (sold.state === 'voided') return '40';
  if (sold.state !== 'approved') return '25';
  return sold.amount === Number(fields['amount']) ? undefined : '13';
}

export const query: PosCall = (sandbox, _, fields) => {
  const trade = sandbox.store.get('posTrade', keyOf(fields));
  const amount = fields['amount']!;
  if (trade?.type !== 'sale') return { code: '25', amount };
  if (trade.amount !== Number(amount)) return { code: '13', amount };
  const state = trade.state === 'working' ? 'pending' : trade.state;
  const money = state === 'approved' || state === 'voided';
  return { ...(money ? trade.reply : {}), code: '00', state, amount };
};

export const settlement: PosCall = (sandbox, terminal, fields, signed) => {
  const key = keyOf(fields);
  const known = sandbox.store.get('posTrade', key);
  if (known) return known.request === signed ? known.reply! : { code: '94' };
  if (!isOpen(terminal, fields['batch']!)) return { code: '77' };
  const trades = sandbox.store
    .all('posTrade')
    .filter(one => one.terminal === fields['terminal'] && one.batch === fields['batch']);
  const sold = trades.filter(
    one => one.type === 'sale' && (one.state === 'approved' || one.state === 'voided'),
  );
  const voided = trades.filter(one => one.type === 'void');
  const sum = (some: PosTrade[]): string => String(some.reduce((total, one) => total + one.amount, 0));
  const totals: PosFields = {
    sales: String(sold.length),
    'sales-amount': sum(sold),
    voids: String(voided.length),
    'voids-amount': sum(voided),
  };
  const equal = Object.keys(totals).every(name => Number(fields[name]) === Number(totals[name]));
  const reply = { code: equal ? '00' : '95', ...totals, time: compact(new Date()) };
  sandbox.store.put('posTrade', key, { ...fresh('settlement', fields, signed), state: 'approved', reply });
  const next = terminal.batch === LAST_BATCH ? 1 : terminal.batch + 1;
  sandbox.store.put('posTerminal', terminal.terminal, { ...terminal, batch: next });
  return reply;
};
