/** A kiosk as its maker's program speaks, written from channels/kiosk/README.md. */
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { HallOutside } from '../../support/hall.ts';
import type { DeskStory } from './desk-story.ts';

export const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** The text that a machine signs: method, path as sent, time, hash of the body. */
export function machineText(method: string, target: string, time: string, body: string): string {
  const hash = createHash('sha256').update(body).digest('hex');
  return `${method}\n${target}\n${time}\n${hash}\n`;
}

/** As the machine's program signs, written from channels/kiosk/README.md. */
export class Machine {
  private readonly story: DeskStory<HallOutside>;
  deviceNo = '';
  sequence = 1;
  key = newKey();
  sessions = 0;

  constructor(story: DeskStory<HallOutside>) {
    this.story = story;
  }

  async enrol(code: string) {
    const answer = await this.story.hall.call('POST', '/kiosk/enrolments', {
      body: { code, publicKey: spki(this.key.publicKey) },
    });
    this.deviceNo = answer.body.deviceNo;
    return answer;
  }

  call(
    method: string,
    path: string,
    body?: unknown,
    change: { key?: KeyObject; time?: number; sign?: string; through?: string } = {},
  ) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const time = String(change.time ?? Math.floor(this.story.clock.now().getTime() / 1000));
    const signed = machineText(method, `/api/v1${path}`, time, change.sign ?? text);
    const key = change.key ?? this.key.privateKey;
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString(
      'base64',
    );
    const headers = {
      'dianting-device': this.deviceNo,
      'dianting-time': time,
      'dianting-signature': signature,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return this.story.hall.call(method, change.through ? `${change.through}/api/v1${path}` : path, {
      key: randomUUID(),
      headers,
      ...(body === undefined ? {} : { body: text }),
    });
  }

  event(kind: string, fields: Record<string, unknown>) {
    return { sequence: this.sequence++, at: this.story.clock.now().toISOString(), kind, ...fields };
  }

  /** A customer's notes, and the button at the end. */
  notes(accountNo: string, fens: number[], session = `s${++this.sessions}`) {
    const notes = fens.map(fen => this.event('note', { session, accountNo, fen }));
    const total = fens.reduce((sum, fen) => sum + fen, 0);
    return [...notes, this.event('finish', { session, notes: fens.length, fen: total })];
  }

  report = (events: unknown[]) => this.call('POST', '/kiosk/events', { events });
}

/** A machine that staff have enrolled. */
export async function enrolled(story: DeskStory<HallOutside>): Promise<Machine> {
  const administrator = await story.member('administrator');
  const made = await story.post(administrator, '/staff/desk/devices', {
    name: '城东一号机',
    place: '城东营业厅门口',
  });
  const device = new Machine(story);
  const { status, body } = await device.enrol(made.body.code);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return device;
}
