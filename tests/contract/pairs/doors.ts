/**
 * All eighteen ways to pay at one hall, each through its own door: a wallet's or bank's cashier and its notification, a
 * partner's wire, a till, a terminal with its acquirer, a machine that signs, a card with its PIN, a bank's result file, a text message
 * and the link of its answer.
 */
import { businessDate } from '../../../server/src/shared/dates.ts';
import { tlsIdentity } from '../../e2e/channels/partner-setup.ts';
import { topUp } from '../../integration/agency/partners.ts';
import type { Card } from '../../integration/cards/printer.ts';
import { soldCards } from '../../integration/cards/shop.ts';
import { openBank } from '../../integration/debits/bank.ts';
import { type Customer, deskStory } from '../../integration/desk/desk-story.ts';
import { enrolled } from '../../integration/desk/machine.ts';
import { freshKey, paymentStory } from '../../integration/payments/story.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { agencyWires } from '../channels/drivers/agency.ts';
import { firstWayOf, identity, prepayChannels } from '../channels/drivers/prepay-ways.ts';
import type { Wire } from '../channels/drivers/wires.ts';

/** In notes of a machine, and the value of a card. */
export const amountFen = 10_000;

/** Makes the money arrive; says whether it was taken. */
export type Arrive = () => Promise<boolean>;
/** Everything up to the instant in which the money arrives; a door that is shut takes nothing then. */
type Ready = (customer: Customer) => Promise<Arrive>;

const callbackToken = 'a-secret-of-the-callback-of-32-characters';
const shut: Arrive = async () => false;
/** One after the other, so that two at once are never the same till, terminal or machine. */
const turns = <T>(all: readonly T[]): (() => T) => {
  let next = 0;
  return () => all[next++ % all.length]!;
};

export interface Doors {
  hall: RunningHall;
  doors: Readonly<Record<string, Ready>>;
  agent: { id: number; code: string };
  story: ReturnType<typeof deskStory<RunningHall>>;
  /** The session of somebody who came through a door for people. */
  sessionOf(personId: string): string | undefined;
  close(): Promise<void>;
}

export async function openDoors(): Promise<Doors> {
  const [clock, tls] = [movingClock(), tlsIdentity()];
  const channels = [...prepayChannels, 'sms', ...Object.keys(agencyWires)];
  const others = ['recharge-card', 'counter', 'kiosk', 'pos', 'bank-debit'];
  const hall = await startHall({
    clock,
    environment: {
      ...tls,
      AGENCY_TCP_PORT: '0',
      ENABLED_CHANNELS: [...channels, ...others].join(','),
      SMS_CALLBACK_TOKEN: callbackToken,
    },
  });
  const story = deskStory(hall, clock, () => {});
  const agency = await agencyDoors(hall, () => clock.now(), tls.AGENCY_TLS_CERT);
  const debits = await debitDoor(hall);
  const doors: Record<string, Ready> = {
    ...Object.fromEntries(prepayChannels.map(channel => [channel, orderDoor(hall, channel)])),
    sms: await textDoor(hall),
    ...agency.doors,
    ...(await deskDoors(story)),
    'recharge-card': await cardDoor(hall),
    'bank-debit': debits.ready,
  };
  return {
    hall,
    doors,
    story,
    agent: agency.agent,
    sessionOf: personId => sessions.get(personId),
    async close() {
      agency.close();
      await hall.close();
      await debits.close();
    },
  };
}

let people = 0;
const sessions = new Map<string, string>();
async function boundPerson(hall: RunningHall, { household }: Customer, channel = 'web-hall') {
  const person = await hall.world.resident(await identity(hall, channel, ++people));
  await hall.world.bind(person, household);
  sessions.set(person.personId, person.token);
  return person;
}

/** An order at a gateway. */
function orderDoor(hall: RunningHall, channel: string): Ready {
  return async customer => {
    const { token } = await boundPerson(hall, customer, channel);
    return order(hall, token, channel, [{ payableId: customer.bill.payableId, amountFen }]);
  };
}

async function order(hall: RunningHall, token: string, channel: string, items: object[]): Promise<Arrive> {
  const { method, product } = (firstWayOf(channel) ?? firstWayOf('web-hall')!).change;
  const { status, body } = await hall.call('POST', '/payments', {
    token,
    key: freshKey(),
    body: { channel, method, product, items },
  });
  if (status === 409 && body.error === 'payable-locked') return shut;
  if (status !== 201) throw new Error(`${channel}: ${JSON.stringify(body)}`);
  const { paymentNo, action } = body;
  const form = action?.kind === 'form' ? { payForm: { action: action.url, fields: action.fields } } : {};
  return async () => {
    await hall.sandbox.post('/control/pay', { paymentNo, ...form });
    return true;
  };
}

/** Written on a phone, carried by the operator, confirmed by the code of the answer, and paid behind the link of the next. */
async function textDoor(hall: RunningHall): Promise<Ready> {
  await hall.sandbox.post('/control/settings', {
    smsCallbackUrl: `${hall.url}/notify/sms/tencent/${callbackToken}`,
  });
  const answersTo = async (phone: string) => {
    await hall.app.runJob('deliver-outbox');
    const reply = await hall.sandbox.get<Text[] | { messages: Text[] }>(`/control/sms?phone=${phone}`);
    // News of payments come to the same phone.
    const all = Array.isArray(reply) ? reply : reply.messages;
    return all.filter(({ template }) => template.startsWith('sms-'));
  };
  async function write(phone: string, text: string) {
    const before = (await answersTo(phone)).length;
    await hall.sandbox.post('/control/sms/inbound', { phone, text });
    const [answer] = await eventually(
      () => answersTo(phone),
      answers => answers.length > before,
    );
    return { template: answer!.template.replace('.zh', ''), params: Object.values(answer!.params) };
  }
  return async customer => {
    const { phone, token } = await boundPerson(hall, customer);
    const quoted = await write(phone, '缴费');
    if (quoted.template === 'sms-locked') return shut;
    const code = quoted.params.find(value => /^\d{6}$/.test(value));
    const paying = await write(phone, `确认${code}`);
    const link = /token=([\w-]+)$/.exec(paying.params.find(value => value.startsWith('http')) ?? '')?.[1];
    const { body } = await hall.call('GET', `/pay-links/${link}`);
    if (body.owedFen !== amountFen) throw new Error(`sms: ${JSON.stringify([quoted, paying, body])}`);
    return order(hall, token, 'sms', [{ payableId: customer.bill.payableId, amountFen }]);
  };
}
interface Text {
  template: string;
  params: Record<string, string>;
}

async function agencyDoors(hall: RunningHall, now: () => Date, ca: string) {
  const doors: Record<string, Ready> = {};
  const opened: { close(): void }[] = [];
  let agent = { id: 0, code: '' };
  let serials = 0;
  for (const [channel, open] of Object.entries(agencyWires)) {
    const code = `PR${String(opened.length + 1).padStart(4, '0')}`;
    const prefunded = channel === 'agent';
    const wire = await open(hall, channel, { code, prefunded, cutOff: '24:00:00' }, now, ca);
    opened.push(wire);
    if (prefunded) {
      agent = { id: wire.id, code };
      await topUp(hall, wire.id, 1_000_000_000);
    }
    doors[channel] = async ({ household: { accountNo } }) => {
      const { quote, ok } = await wire.inquire(accountNo);
      const serial = `S${String(++serials).padStart(9, '0')}`;
      if (!ok) return shut;
      return async () => {
        const { ok: taken } = await wire.pay(serial, quote);
        if (!taken && channel === 'wechat-bill') await givenBack(wire, serial, accountNo);
        return taken;
      };
    };
  }
  // The hall reads its book of partners anew every few seconds.
  await new Promise(done => setTimeout(done, 6_000));
  const close = () => {
    for (const wire of opened) wire.close();
  };
  return { doors, agent, close };
}

/** WeChat's payer has paid already: it gives the money back and says so in its refund file, which keeps the payment from coming later. */
async function givenBack(wire: Wire, serial: string, accountNo: string): Promise<void> {
  const said = await wire.reverse(serial, amountFen, accountNo);
  if (said !== 'unseen') throw new Error(`the refund file of ${serial}: ${said}`);
}

async function deskDoors(story: Doors['story']): Promise<Record<string, Ready>> {
  const two = async <T>(make: () => Promise<T>) => turns([await make(), await make()]);
  const [clerk, seller] = [await two(() => story.clerk()), await two(() => story.clerk())];
  const [terminal, machine] = [await two(() => story.terminal()), await two(() => enrolled(story))];
  return {
    async counter(customer) {
      const [who, body] = [clerk(), { ...story.pays(customer), tender: 'cash' }];
      return async () => (await story.post(who, '/staff/desk/takings', body)).status === 201;
    },
    async pos(customer) {
      const [who, body] = [seller(), { ...story.pays(customer), terminal: terminal() }];
      return async () => (await story.post(who, '/staff/desk/card-sales', body)).body.status === 'approved';
    },
    async kiosk({ household }) {
      const device = machine();
      // Notes are meant for a bill that was there before them, and both moments are kept to the millisecond.
      await new Promise(done => setTimeout(done, 2));
      const events = device.notes(household.accountNo, [amountFen]);
      return async () => (await device.report(events)).body.sessions[0].receiptNo !== null;
    },
  };
}

async function cardDoor(hall: RunningHall): Promise<Ready> {
  const cards: Card[] = [];
  return async customer => {
    if (cards.length === 0) cards.push(...(await soldCards(hall, 50, amountFen)).cards);
    const { token } = await boundPerson(hall, customer);
    const [card, path] = [cards.shift()!, `/households/${customer.household.accountNo}/card-redemptions`];
    return async () => (await hall.call('POST', path, { token, body: card, key: freshKey() })).status === 201;
  };
}

/**
 * The bill is in a file at the bank, whose deadline has passed: it may be paid otherwise again, and the result, brought by hand, meets
 * whoever does. A second result of the same file is a repeat. (That it is locked until then is a case of the channel: `locked`.)
 */
async function debitDoor(hall: RunningHall): Promise<{ ready: Ready; close(): Promise<void> }> {
  const [story, bank] = [paymentStory(hall), await openBank()];
  const [finance, administrator] = [await story.staff('finance'), await story.staff('administrator')];
  const { keyId, key, sftp, sftpKey } = bank;
  const names = { nameZh: '电亭农商银行', nameEn: 'Dianting Rural Bank', utilityCode: 'DIANTING' };
  const body = { ...names, active: true, keyId, key, sftp, sftpKey };
  await hall.call('PUT', '/staff/debit-banks/DTNS', { cookie: administrator, body });
  const results = new Map<string, ReturnType<typeof bank.answer>>();

  async function sent({ household }: Customer, token: string): Promise<ReturnType<typeof bank.answer>> {
    const mandate = await hall.call('POST', `/households/${household.accountNo}/mandate`, {
      token,
      body: { bankCode: 'DTNS', bankAccount: '6230580000012345675', holderName: '欧阳娜娜' },
      key: freshKey(),
    });
    if (mandate.status !== 201) throw new Error(`mandate: ${JSON.stringify(mandate.body)}`);
    await hall.owner.query(
      'UPDATE debit_mandates SET effective_from = current_date - 1 WHERE mandate_no = $1',
      [mandate.body.mandate.mandateNo],
    );
    const batch = { cookie: finance, body: { bankCode: 'DTNS' }, key: freshKey() };
    const started = await hall.call('POST', '/staff/debit-batches', batch);
    if (started.status !== 201) throw new Error(`batch: ${JSON.stringify(started.body)}`);
    await hall.app.runJob('write-debit-files');
    const { body: list } = await hall.call('GET', '/staff/debit-files?bankCode=DTNS', { cookie: finance });
    const { name } = list.files[0];
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return bank.names('upload');
      },
      there => there.includes(name),
    );
    bank.take(name);
    await hall.owner.query(
      `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f WHERE f.batch_id = b.id AND f.name = $1`,
      [name],
    );
    await hall.app.runJob('expire-debit-files');
    return bank.answer(name, businessDate(new Date()));
  }
  return {
    async ready(customer) {
      const { accountNo } = customer.household;
      if (!results.has(accountNo))
        results.set(accountNo, await sent(customer, (await boundPerson(hall, customer)).token));
      const { name, bytes } = results.get(accountNo)!;
      return async () => {
        const url = `${hall.url}/api/v1/staff/debit-results?bankCode=DTNS&name=${name}`;
        const headers = { cookie: finance, 'content-type': 'application/octet-stream' };
        const reply = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
        return ((await reply.json()) as { outcome?: string }).outcome === 'taken';
      };
    },
    close: () => bank.close(),
  };
}
