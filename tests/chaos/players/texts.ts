/** Text messages: asked for on a phone, confirmed by a code, paid behind the link that comes back; or a recharge card's numbers. */
import { type Payer, paymentStory } from '../../integration/payments/story.ts';
import { insist } from '../outside.ts';
import type { Cards } from './cards.ts';
import type { Player, Stage } from './player.ts';
import type { Wallets } from './wallets.ts';

interface Message {
  template: string;
  params: Record<string, string>;
}

export const callbackToken = 'a-secret-of-the-callback-of-32-characters';

export async function openTexts(stage: Stage, wallets: Wallets, cards: Cards): Promise<Player> {
  const { hall, random, mishap } = stage;
  const story = paymentStory(hall);
  await hall.sandbox.post('/control/settings', {
    smsCallbackUrl: `${hall.url}/notify/sms/tencent/${callbackToken}`,
  });
  const answersTo = async (phone: string, template: string): Promise<Message[]> => {
    const reply = await hall.sandbox.get<Message[] | { messages: Message[] }>(`/control/sms?phone=${phone}`);
    const messages = Array.isArray(reply) ? reply : reply.messages;
    return messages.filter(message => message.template.startsWith(template));
  };
  /** Undefined when nothing comes back for a while: what the operator brings while nobody is there is lost. */
  async function write(
    { resident: { phone } }: Payer,
    text: string,
    template: string,
  ): Promise<Message | undefined> {
    const before = (await answersTo(phone, template)).length;
    await hall.sandbox.post('/control/sms/inbound', { phone, text });
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      const answers = await answersTo(phone, template);
      if (answers.length > before) return answers[0];
      await new Promise(done => setTimeout(done, 400));
    }
    return undefined;
  }
  /** From the question to the link; false when something on the way was lost. */
  async function linked(payer: Payer): Promise<boolean> {
    const asked = await write(payer, '缴费', 'sms-confirm');
    const code = Object.values(asked?.params ?? {}).find(value => /^\d{6}$/.test(value));
    if (!code) return false;
    if (random() < 0.15) {
      mishap('sms', 'forged');
      await write(payer, String((Number(code) + 1) % 1_000_000).padStart(6, '0'), 'sms-wrong-code');
    }
    if (!(await write(payer, `确认${code}`, 'sms-pay-link'))) return false;
    if (random() < 0.2) {
      mishap('sms', 'repeated');
      // Nobody writes the same twice within a second, by which the operator tells messages apart.
      await new Promise(done => setTimeout(done, 1_100));
      await hall.sandbox.post('/control/sms/inbound', { phone: payer.resident.phone, text: `确认${code}` });
    }
    return true;
  }
  /** However often it is written, and whoever died meanwhile: it is redeemed once, and its writer is told so once. */
  async function redeemed(payer: Payer): Promise<void> {
    const { serial, pin } = cards.take();
    const told = async () => (await answersTo(payer.resident.phone, 'sms-card-redeemed')).length;
    const end = Date.now() + 300_000;
    while (Date.now() < end && (await told()) === 0) {
      await write(payer, `CZ#${serial}#${pin}`, 'sms-card');
      await new Promise(done => setTimeout(done, 1_100));
    }
    if ((await told()) !== 1) throw new Error(`a card by text, told ${await told()} times`);
  }
  return {
    channels: ['sms'],
    async play() {
      if (random() < 0.4) return redeemed(await story.payer(1_000 + Math.floor(random() * 20_000)));
      // Whoever hears nothing, or cannot pay, gives up, and somebody else writes.
      for (let tries = 1; tries <= 100; tries++) {
        const payer = await story.payer(1_000 + Math.floor(random() * 50_000));
        const way = { method: 'wechat', product: 'native' };
        if ((await linked(payer)) && (await wallets.pay('sms', payer.resident, payer.bill, 'pay', way)))
          return;
      }
      throw new Error('nothing comes back');
    },
    async handIn(open, day) {
      const file = await insist('the operator writes its file', async () => {
        const reply = await fetch(`${hall.sandbox.url}/control/sms/day-file?date=${day.replaceAll('-', '')}`);
        if (!reply.ok) throw new Error(String(reply.status));
        return Buffer.from(await reply.arrayBuffer());
      });
      const finance = await story.staff('finance');
      const query = new URLSearchParams({ source: 'sms-operator:TENCENT', day, part: 'day' });
      const brought = await fetch(`${open.url}/api/v1/staff/reconciliation/files?${query}`, {
        method: 'POST',
        headers: { cookie: finance, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(file),
      });
      if (brought.status !== 202) throw new Error(`the operator's file: ${await brought.text()}`);
    },
  };
}
