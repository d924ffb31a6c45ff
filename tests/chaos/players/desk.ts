/** A clerk's till with pay codes, a card terminal, a kiosk. What they took they count at the end, by their own records. */
import { type DeskStory, deskStory, freshKey } from '../../integration/desk/desk-story.ts';
import { enrolled, Machine } from '../../integration/desk/machine.ts';
import type { Answer, HallOutside } from '../../support/hall.ts';
import { insist } from '../outside.ts';
import type { Aim, Player, Stage } from './player.ts';

type Story = DeskStory<HallOutside>;
/** One after the other: a machine's events and a terminal's sales have an order. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}
const yuan = (random: () => number) => 1_000 + 100 * Math.floor(random() * 500);

export async function openDesk(stage: Stage): Promise<Player> {
  const story = deskStory(stage.hall, stage.clock, () => {});
  const [counter, kiosk, pos] = [
    await openCounter(story, stage),
    await openKiosk(story, stage),
    await openPos(story, stage),
  ];
  const players: Record<string, { play(aim?: Aim): Promise<void>; finish(): Promise<void> }> = {
    counter,
    kiosk,
    pos,
  };
  return {
    channels: Object.keys(players),
    play: (channel, aim) => players[channel]!.play(aim),
    async finish() {
      for (const player of Object.values(players)) await player.finish();
    },
  };
}

/** No wallet likes a code undone sooner. */
const secondsToWait = 16;

async function openCounter(story: Story, { hall, random, mishap }: Stage) {
  const [clerk, supervisor] = [await story.clerk(0), await story.member('supervisor')];
  let cashFen = 0;
  async function cash(): Promise<void> {
    const customer = await story.customer(yuan(random));
    const [key, body] = [freshKey(), { ...story.pays(customer), tender: 'cash' }];
    const take = () => story.post(clerk, '/staff/desk/takings', body, key);
    if (random() < 0.2) {
      mishap('counter', 'repeated');
      await Promise.all([take(), take(), take()]);
    }
    const taken = await take();
    if (taken.status !== 201) throw new Error(`counter: ${JSON.stringify(taken.body)}`);
    cashFen += customer.bill.amountFen;
    if (random() > 0.12) return;
    mishap('counter', 'undone');
    const { paymentNo } = taken.body;
    await story.post(supervisor, `/staff/desk/takings/${paymentNo}/void`, { reason: '户号有误' });
    // The answer may be that it is voided already, by the request that nobody answered: the money goes back in either case.
    const { rows } = await insist('what became of it', () =>
      hall.owner.query('SELECT status FROM counter_takings WHERE payment_no = $1', [paymentNo]),
    );
    if (rows[0].status === 'voided') cashFen -= customer.bill.amountFen;
  }
  async function scan(aim?: Aim): Promise<void> {
    const customer = await story.customer(yuan(random));
    const wallet = random() < 0.5 ? 'wechat-pay' : 'alipay';
    const behaviour = aim ? 'asks' : ['pays', 'asks', 'asks', 'poor', 'unclear'][Math.floor(random() * 5)]!;
    const { authCode } = await hall.sandbox.post<{ authCode: string }>('/control/pay-codes', {
      wallet,
      behaviour,
    });
    const { body } = await story.post(clerk, '/staff/desk/pay-codes', { ...story.pays(customer), authCode });
    if (behaviour === 'poor') mishap('counter', 'refused');
    if (behaviour === 'unclear' || behaviour === 'asks') mishap('counter', 'unheard');
    if (behaviour !== 'asks') return;
    // Half of those who are asked type their password, in time or not; the others are given up by the clerk, or else by the hall.
    if (!aim && random() < 0.5)
      await hall.sandbox.post('/control/pay', { paymentNo: body.paymentNo, wait: false }).catch(() => {});
    else await giveUp(body.paymentNo);
  }
  async function giveUp(paymentNo: string): Promise<void> {
    mishap('counter', 'undone');
    await new Promise(done => setTimeout(done, secondsToWait * 1000));
    await story.post(clerk, `/staff/desk/takings/${paymentNo}/give-up`);
  }
  return {
    play: (aim?: Aim) => (!aim && random() < 0.5 ? cash() : scan(aim)),
    finish: () => closeTill(story, clerk, cashFen > 0 ? { '100': cashFen / 100 } : {}),
  };
}

/** Counted once everything in it is certain. */
const closeTill = (
  story: Story,
  clerk: Awaited<ReturnType<Story['clerk']>>,
  counted: Record<string, number>,
) =>
  insist('the till is counted', async () => {
    const closed = await story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted });
    if (closed.status !== 200) throw new Error(JSON.stringify([counted, closed.body]));
  });

async function openKiosk(story: Story, { random, mishap }: Stage) {
  const [machine, finance] = [await enrolled(story), await story.member('finance')];
  const inOrder = oneByOne();
  const notes: Record<string, number> = {};
  const report = (events: unknown[]) =>
    insist('the kiosk reports', async () => {
      const answer = await machine.report(events);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    });
  async function feed(): Promise<void> {
    const customer = await story.customer(yuan(random));
    const fed = [10_000, 5_000, 2_000].filter(() => random() < 0.7);
    if (fed.length === 0) return feed();
    for (const note of fed) notes[note] = (notes[note] ?? 0) + 1;
    const events = machine.notes(customer.household.accountNo, fed);
    const chance = random();
    if (chance < 0.1) {
      mishap('kiosk', 'forged');
      await stranger().call('POST', '/kiosk/events', { events });
    } else if (chance < 0.3) {
      mishap('kiosk', 'unheard');
      await report(events.slice(0, 1));
    } else if (chance < 0.5) {
      mishap('kiosk', 'repeated');
      await Promise.allSettled([machine.report(events), machine.report(events)]);
    }
    await report(events);
  }
  /** The same machine's number, and another key. */
  function stranger(): Machine {
    const other = new Machine(story);
    other.deviceNo = machine.deviceNo;
    return other;
  }
  return {
    play: () => inOrder(feed),
    async finish() {
      const { boxNo } = (await machine.call('GET', '/kiosk/state')).body;
      await report([machine.event('box', { removed: '1', inserted: '2' })]);
      const at = `/staff/desk/cash-boxes/${boxNo}`;
      const counted = await story.post(finance, `${at}/count`, { counted: notes });
      if (counted.status !== 200) throw new Error(`the box: ${JSON.stringify(counted.body)}`);
      const confirmed = await story.post(await story.member('supervisor'), `${at}/confirmation`, {
        approve: true,
      });
      if (confirmed.status !== 200) throw new Error(`its count: ${JSON.stringify(confirmed.body)}`);
    },
  };
}

async function openPos(story: Story, { random, mishap }: Stage) {
  const [clerk, supervisor] = [await story.clerk(0), await story.member('supervisor')];
  const terminals: string[] = [];
  for (let count = 0; count < 5; count++) terminals.push(await story.terminal());
  const inOrder = oneByOne();
  /** A card is refused, or nobody knows: the next customer comes. A terminal whose sale is not certain yet takes no other. */
  const sale = () =>
    insist('a card is taken', async () => {
      const terminal = terminals[0]!;
      const { status, body } = await sellAt(terminal);
      if (status === 409 && body.error === 'terminal-busy') terminals.push(terminals.shift()!);
      if (body?.status !== 'approved') throw new Error(JSON.stringify(body));
      if (random() > 0.15) return;
      mishap('pos', 'undone');
      await story.post(supervisor, `/staff/desk/takings/${body.paymentNo}/void`, { reason: '户号有误' });
    });
  async function sellAt(terminal: string): Promise<Answer> {
    // Fen at the end of the sum tell the stand-in what the card does: refused, no answer, a wrong MAC.
    const chance = random();
    const ending = chance < 0.1 ? 1 : chance < 0.16 ? 3 : chance < 0.2 ? 5 : 0;
    const customer = await story.customer(yuan(random) + ending);
    const [key, body] = [freshKey(), { ...story.pays(customer), terminal }];
    const sell = () => story.post(clerk, '/staff/desk/card-sales', body, key);
    const sold = await sell();
    if (sold.status !== 201) return sold;
    if (ending) mishap('pos', ending === 1 ? 'refused' : 'unheard');
    if (random() < 0.2) {
      mishap('pos', 'repeated');
      await sell();
    }
    return sold;
  }
  return {
    play: () => inOrder(sale),
    finish: () => closeTill(story, clerk, {}),
  };
}
