/** Banks, agents, the post and WeChat's bill platform collect for us. What they believe is what they were told; at the end of the day they write it down. */
import { businessDate } from '../../../server/src/shared/dates.ts';
import {
  type OpenWire,
  openBill,
  openJson,
  openTcp,
  type Told,
  type Wire,
} from '../../contract/channels/drivers/wires.ts';
import { topUp } from '../../integration/agency/partners.ts';
import { paymentStory } from '../../integration/payments/story.ts';
import { bringCredit } from '../../support/partners/bank-credit.ts';
import { type DayFileLine, partnerDayFile, SUB_CHANNELS } from '../../support/partners/day-file.ts';
import { insist } from '../outside.ts';
import type { Player, Stage } from './player.ts';

type Channel = keyof typeof SUB_CHANNELS;
const wires: Record<Channel, OpenWire> = {
  agent: openJson,
  postal: openJson,
  'mobile-bank': openJson,
  'financial-terminal': openJson,
  'bank-counter': openTcp,
  'bank-kiosk': openTcp,
  'wechat-bill': openBill,
};

interface Partner {
  wire: Wire;
  code: string;
  lines: DayFileLine[];
}

export async function openPartners(stage: Stage, ca: string): Promise<Player & { close(): void }> {
  const { hall, clock, random, mishap } = stage;
  const partners = new Map<Channel, Partner>();
  for (const [channel, open] of Object.entries(wires) as [Channel, OpenWire][]) {
    const code = `CH${String(partners.size + 1).padStart(4, '0')}`;
    const prefunded = channel === 'agent';
    const terms = { code, prefunded, cutOff: '24:00:00' };
    const wire = await open(hall, channel, terms, () => clock.now(), ca);
    if (prefunded) await topUp(hall, wire.id, 1_000_000_000);
    partners.set(channel, { wire, code, lines: [] });
  }
  let serials = 0;
  // The hall reads its book of partners anew every few seconds.
  await new Promise(done => setTimeout(done, 6_000));

  /** No answer, or one that promises nothing: the same again, as the protocol asks. */
  const until = (what: string, play: () => Promise<Told>): Promise<Told> =>
    insist(what, async () => {
      const answer = await play();
      if (!answer.ok && busy.has(answer.code)) throw new Error(answer.code);
      return answer;
    });

  return {
    channels: [...partners.keys()],
    async play(name) {
      const channel = name as Channel;
      const { wire, lines } = partners.get(channel)!;
      const household = await hall.world.household();
      const amountFen = 1_000 + Math.floor(random() * 50_000);
      await hall.world.bill(household, { amountFen });
      const { quote, ok } = await insist(`${channel} inquires`, async () => {
        const answer = await wire.inquire(household.accountNo);
        if (!answer.ok && busy.has(answer.code)) throw new Error(answer.code);
        return answer;
      });
      if (!ok) throw new Error(`${channel}: nothing quoted for ${household.accountNo}`);
      const serial = `S${String(++serials).padStart(9, '0')}`;
      const date = businessDate(clock.now()).replaceAll('-', '');
      const account = household.accountNo;
      const line = { date, serial, account, amount: amountFen, subChannel: SUB_CHANNELS[channel] };
      const chance = random();
      if (chance < 0.08) {
        mishap(channel, 'forged');
        await insist(`${channel} forges`, () => wire.forge(`F${serial}`, quote));
      }
      if (chance > 0.9 && channel !== 'wechat-bill') {
        // The teller's screen froze: nobody knows, so it is undone. Either it never came, or it is taken back.
        mishap(channel, 'unheard');
        await wire.pay(serial, quote).catch(() => {});
        await insist(`${channel} reverses`, () => settled(wire.reverse(serial, amountFen, account)));
        if ((await insist(`${channel} asks`, () => wire.query(serial))) === 'reversed')
          lines.push({ ...line, type: '1' }, { ...line, type: '2' });
        return;
      }
      if (chance > 0.6 && chance < 0.8) {
        mishap(channel, 'repeated');
        await Promise.allSettled(Array.from({ length: 3 }, () => wire.pay(serial, quote)));
      }
      const answer = await until(`${channel} pays`, () => wire.pay(serial, quote));
      if (!answer.ok) throw new Error(`${channel}: ${answer.code} for ${serial}`);
      lines.push({ ...line, type: '1' });
      if (chance >= 0.8 && chance <= 0.9) {
        mishap(channel, 'undone');
        await insist(`${channel} reverses`, () => settled(wire.reverse(serial, amountFen, account)));
        lines.push({ ...line, type: '2' });
      }
    },
    async handIn(open, day) {
      const date = day.replaceAll('-', '');
      const finance = await paymentStory(open).staff('finance');
      for (const [channel, { wire, code, lines }] of partners) {
        const ofDay = lines.filter(line => line.date === date);
        const taken = await insist(`${channel} hands in`, () => wire.handIn(date, partnerDayFile(ofDay)));
        if (!taken) throw new Error(`${channel}: its file of ${day} was not taken`);
        // What it owes for the day has arrived on the utility's account; an agent has paid before.
        const owed = ofDay.reduce((sum, { type, amount }) => sum + (type === '1' ? amount : -amount), 0);
        if (channel !== 'agent' && owed !== 0)
          await bringCredit(open, finance, `partner:${code}`, day, [owed]);
      }
    },
    close() {
      for (const { wire } of partners.values()) wire.close();
    },
  };
}

/** "Try again" on the three wires, and no answer that could be read. */
const busy = new Set(['9001', 'EQ0011', 'EP0011', 'ES0011', 'closed', '']);

const outcomes = ['reversed', 'unseen', 'repeat'];
async function settled(reversing: Promise<string>): Promise<void> {
  const outcome = await reversing;
  if (!outcomes.includes(outcome)) throw new Error(outcome);
}
