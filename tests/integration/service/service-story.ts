/** What the stories after a service have in common: a hall with a clock of its own, people, a desk, and cases on their way. */
import { randomInt } from 'node:crypto';
import type { StaffRole } from '../../../server/src/http/access.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const day = 86_400;

/** A working morning in the middle of a month, whatever day the test runs on. */
const begins = Date.parse('2026-10-12T02:00:00Z');

export const answers = {
  complaint: {
    outcome: 'upheld',
    words: '已向您致歉，并对当班人员进行了教育',
    cause: '午间只开一个窗口',
    remedy: '增开窗口并公示等候时间',
    responsibility: 'utility',
  },
  enquiry: { outcome: 'solved', words: '峰谷电价可以在电厅办理，次月生效' },
  suggestion: { outcome: 'adopted', words: '已采纳，下月起营业厅延长服务时间' },
} as const;

const sayings = {
  complaint: { complaintClass: 'service', words: '营业厅排队两小时，没有人解释原因' },
  enquiry: { words: '想了解峰谷电价如何办理' },
  suggestion: { words: '希望营业厅周末也能延长服务时间' },
} as const;
type Kind = keyof typeof answers;

export interface ServiceStory {
  hall: RunningHall;
  pass(seconds: number): Promise<void>;
  /** To that instant, if it lies ahead. */
  goTo(instant: string): Promise<void>;
  now(): Date;
  member(role: StaffRole): Promise<DeskMember>;
  resident(): Promise<{ resident: Resident; home: Household }>;
  get(who: DeskMember | Resident, path: string): ReturnType<RunningHall['call']>;
  send(
    who: DeskMember | Resident,
    path: string,
    body: object,
    method?: string,
  ): ReturnType<RunningHall['call']>;
  open(resident: Resident, kind: Kind, more?: object): Promise<string>;
  act(caseNo: string, who: DeskMember, body: object): Promise<{ status: number; body: { error?: string } }>;
  /** Taken, talked about where that is owed, and answered. */
  answer(caseNo: string, who: DeskMember, kind: Kind): Promise<void>;
  rate(resident: Resident, caseNo: string, stars: number, satisfied?: boolean): Promise<void>;
}

export async function openServiceStory(): Promise<ServiceStory> {
  let offset = 0;
  const now = () => new Date(begins + offset);
  const hall = await startHall({ clock: { now } });
  /** The story's time passes by weeks; nobody in it has to sign in again for that. */
  const staySignedIn = async () => {
    for (const table of ['sessions', 'staff_sessions'])
      await hall.owner.query(`UPDATE ${table} SET expires_at = '2100-01-01'`);
  };
  const credentials = (who: DeskMember | Resident) =>
    'cookie' in who ? { cookie: who.cookie } : { token: who.token };
  const story: ServiceStory = {
    hall,
    now,
    async pass(seconds) {
      offset += seconds * 1000;
    },
    async goTo(instant) {
      offset = Math.max(offset, Date.parse(instant) - begins);
    },
    async member(role) {
      const member = await addMember(hall, role);
      // What customers are told is no username.
      await hall.owner.query('UPDATE staff_members SET display_name = $2 WHERE id = $1', [member.id, role]);
      await staySignedIn();
      return member;
    },
    async resident() {
      const [home, resident] = [await hall.world.household(), await hall.world.resident()];
      await hall.world.bind(resident, home, { isHolder: true });
      await staySignedIn();
      return { resident, home };
    },
    get: (who, path) => hall.call('GET', path, credentials(who)),
    send: (who, path, body, method = 'POST') =>
      hall.call(method, path, { ...credentials(who), key: freshKey(), body }),
    async open(resident, kind, more = {}) {
      const made = await story.send(resident, '/cases', { kind, ...sayings[kind], ...more });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body.caseNo;
    },
    async act(caseNo, who, body) {
      const { rows } = await hall.owner.query('SELECT version FROM service_cases WHERE case_no = $1', [
        caseNo,
      ]);
      return story.send(who, `/staff/cases/${caseNo}/acts`, { version: rows[0].version, ...body });
    },
    async answer(caseNo, who, kind) {
      const { rows } = await hall.owner.query('SELECT status FROM service_cases WHERE case_no = $1', [
        caseNo,
      ]);
      const steps = [
        ...(rows[0].status === 'new' ? [{ act: 'take' }] : []),
        ...(kind === 'complaint' ? [{ act: 'contact', words: '已电话联系客户' }] : []),
        { act: 'answer', ...answers[kind] },
      ];
      for (const step of steps) {
        const done = await story.act(caseNo, who, step);
        if (done.status !== 200) throw new Error(JSON.stringify(done.body));
      }
    },
    async rate(resident, caseNo, stars, satisfied = true) {
      const done = await story.send(resident, `/cases/${caseNo}/rating`, { stars, satisfied });
      if (done.status !== 200) throw new Error(JSON.stringify(done.body));
    },
  };
  return story;
}

export const days = (count: number) => count * day;
export const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
