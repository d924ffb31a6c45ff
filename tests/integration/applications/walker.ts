/** An automated customer and an automated clerk, who take a case from the draft to its end over HTTP, as people would. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import sharp from 'sharp';
import type { KindDefinition } from '../../../server/src/modules/applications/kind.ts';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { type Answer, eventually, type RunningHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import type { DeskMember } from '../access/scene.ts';
import { storyOf } from '../accounts/accounts-story.ts';

export interface Walk {
  hall: RunningHall;
  resident: Resident;
  clerk: DeskMember;
}

/** A certificate as a camera takes it: large, with a place in its metadata. */
export const photo = (width = 1_600, height = 1_000) =>
  sharp({ create: { width, height, channels: 3, background: '#c8d0d8' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 30/1 0/1' }, IFD0: { Make: 'SecretCam' } })
    .jpeg()
    .toBuffer();

const answersFor: Record<string, string | number> = {
  applicant: '王新户',
  phone: '13912345678',
  'identity-no': '11010519491231002X',
  'organisation-no': '91350100M000100Y43',
  district: '文登区',
  street: '昆嵛路',
  building: '88号楼',
  unit: '1单元',
  room: '102室',
  capacity: 8,
  people: 6,
};

export function formOf(kind: KindDefinition, today: string): Record<string, string | number> {
  return Object.fromEntries(
    kind.fields
      .filter(({ required }) => required)
      .map(({ code, type, choices }) => [
        code,
        type === 'choice'
          ? choices![0]!.code
          : ({ from: today, until: addDays(today as BusinessDate, 200) }[code] ?? answersFor[code]!),
      ]),
  );
}

/** What has to be handed in: all that is required, and a certificate where one of several serves. */
export function papersOf({ papers }: KindDefinition): string[] {
  const needed = papers.filter(({ required }) => required);
  const certificate = papers.find(paper => paper.certificate);
  return (needed.some(paper => paper.certificate) || !certificate ? needed : [...needed, certificate]).map(
    ({ code }) => code,
  );
}

export function customer({ hall, resident }: Walk) {
  const { token } = resident;
  const ask = (method: string, path: string, body?: unknown, key?: string) =>
    hall.call(method, `/applications${path}`, { token, body, key });
  return {
    ask,
    async begin(
      kind: KindDefinition,
      about: { accountNo?: string; regionCode?: string },
      today: string,
    ): Promise<string> {
      const { status, body } = await ask(
        'POST',
        '',
        { kind: kind.code, ...about },
        `begin-${kind.code}-${Math.random()}`,
      );
      expect([status, body.status]).toEqual([201, 'draft']);
      const saved = await ask('PATCH', `/${body.caseNo}`, { form: formOf(kind, today) });
      expect(saved.status).toBe(200);
      return body.caseNo;
    },
    async hand(caseNo: string, code: string, bytes?: Buffer, type = 'image/jpeg') {
      const reply = await fetch(`${hall.url}/api/v1/applications/${caseNo}/papers/${code}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': randomUUID() },
        body: new Uint8Array(bytes ?? (await photo())),
      });
      const body: Answer['body'] = await reply.json();
      return { status: reply.status, body };
    },
    async sign(caseNo: string) {
      const contract = await ask('GET', `/${caseNo}/contract`);
      expect(contract.status).toBe(200);
      const { sha256 } = contract.body;
      const give = () => ask('POST', `/${caseNo}/signature`, { sha256, agreed: true });
      const given = await give();
      if (given.body?.error !== 'identity-unproved') return void expect(given.status).toBe(204);
      // Weeks after signing in.
      await storyOf(hall).proveOwnPhone(token, resident.phone);
      expect((await give()).status).toBe(204);
    },
  };
}

export function desk({ hall, clerk }: Walk) {
  const ask = (method: string, path: string, body?: unknown) =>
    hall.call(method, `/staff/applications${path}`, { cookie: clerk.cookie, body });
  return {
    ask,
    /** As one who must be obeyed: anything but a 200 ends the story. */
    async must(path: string, body?: unknown) {
      const answer = await ask('POST', path, body);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

let meters = 0;

export interface WalkOptions {
  about: { accountNo?: string; regionCode?: string };
  kind: KindDefinition;
  today: string;
  /** The day before: of the last reading, and from when a new meter counts. */
  yesterday: string;
  lastReading?: { total: number; peak: number | null; valley: number | null };
  /** Other answers than everybody gives. */
  form?: Record<string, string | number>;
  home?: Household;
}

/** Walks the main way: whatever is wanted from either side is done. Returns the number of the case. */
export async function walkThrough(walk: Walk, options: WalkOptions): Promise<string> {
  const { kind, today, yesterday } = options;
  const me = customer(walk);
  const office = desk(walk);
  const caseNo = await me.begin(kind, options.about, today);
  if (options.form) expect((await me.ask('PATCH', `/${caseNo}`, { form: options.form })).status).toBe(200);
  const certificate = kind.papers.find(paper => paper.certificate);
  if (certificate) expect((await me.hand(caseNo, certificate.code)).status).toBe(201);
  expect((await me.ask('POST', `/${caseNo}/submission`)).body.status).toBe('open');
  for (let rounds = 0; rounds < 30; rounds += 1) {
    const { body } = await me.ask('GET', `/${caseNo}`);
    if (body.status === 'done') return caseNo;
    const step = kind.steps.find(({ code }) => code === body.step)!;
    if (body.status === 'waiting') {
      if (step.type === 'sign') await me.sign(caseNo);
      else if (step.type === 'day') await walk.hall.app.runJob('await-days-of-applications');
      else if (step.type === 'confirm')
        expect((await me.ask('POST', `/${caseNo}/confirmation`)).status).toBe(200);
      else await payFees(walk, caseNo);
      continue;
    }
    const view = (await office.ask('GET', `/${caseNo}`)).body;
    if (view.owner === null) await office.must(`/${caseNo}/take`);
    for (const paper of view.checklist)
      if (paper.required && paper.state !== 'given')
        expect((await me.hand(caseNo, paper.code)).status).toBe(201);
    if (step.type === 'visit') {
      await bookVisit(walk, caseNo);
      await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    }
    if (step.type === 'inspection') {
      const { items } = kind.inspections.find(each => each.step === step.code)!;
      await office.must(`/${caseNo}/inspections`, {
        items: items.map(({ code }) => ({ code, passed: true })),
      });
    }
    if (step.type === 'meter') {
      meters += 1;
      const meter = {
        assetNo: `NEW${String(Date.now()).slice(-8)}${meters}`,
        digits: 6,
        multiplier: 1,
        on: yesterday,
        total: 12,
        peak: 8,
        valley: 4,
      };
      await office.must(`/${caseNo}/meter`, meter);
    }
    // What is switched is read on the day on which it is done.
    const on = kind.steps.some(({ type }) => type === 'day') ? today : yesterday;
    if (step.type === 'reading') await office.must(`/${caseNo}/reading`, { on, ...options.lastReading });
    const assessed = kind.fees.filter(fee => fee.how === 'assessed' && step.moves[0]!.to === fee.step);
    if (assessed.length > 0)
      await office.must(`/${caseNo}/fees`, {
        fees: Object.fromEntries(assessed.map(({ code }) => [code, 36_000])),
      });
    await office.must(`/${caseNo}/moves`, { move: step.moves[0]!.code });
  }
  throw new Error(`${kind.code} did not come to its end`);
}

async function bookVisit(walk: Walk, caseNo: string): Promise<void> {
  const me = customer(walk);
  const { slots } = (await me.ask('GET', `/${caseNo}/slots`)).body;
  const { on, part } = slots.find(({ free }: { free: number }) => free > 0);
  const booked = await me.ask('POST', `/${caseNo}/appointment`, { on, part });
  expect(booked.body.visit).toMatchObject({ on, part, status: 'booked' });
}

/** Pays by a wallet, as every bill is paid, and lets the hall notice. */
export async function payFees(walk: Walk, caseNo: string): Promise<string> {
  const paymentNo = await startFees(walk, caseNo);
  await pay(walk, paymentNo);
  await walk.hall.app.runJob('follow-applications');
  return paymentNo;
}

/** @param partFen of each fee; default: the whole */
export async function startFees({ hall, resident }: Walk, caseNo: string, partFen?: number): Promise<string> {
  const { body } = await hall.call('GET', `/applications/${caseNo}`, { token: resident.token });
  const items = body.fees.map(({ payableId, amountFen }: { payableId: number; amountFen: number }) => ({
    payableId,
    amountFen: partFen ?? amountFen,
  }));
  expect(items.length).toBeGreaterThan(0);
  const started = await hall.call('POST', '/payments', {
    token: resident.token,
    key: `fees-${caseNo}`,
    body: { channel: 'web-hall', method: 'wechat', product: 'native', items },
  });
  if (started.status >= 300) throw new Error(JSON.stringify(started.body));
  return started.body.paymentNo;
}

export async function pay({ hall, resident }: Walk, paymentNo: string): Promise<void> {
  await hall.sandbox.post('/control/pay', { paymentNo });
  const ask = async () => (await hall.call('GET', `/payments/${paymentNo}`, { token: resident.token })).body;
  await eventually(ask, view => view.stage === 'credited');
}
