/** What the stories about applications have in common: a hall with its desk, and a new home applied for. */
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { checkKind } from '../../../server/src/modules/applications/check-kind.ts';
import type { KindDefinition } from '../../../server/src/modules/applications/kind.ts';
import { shippedKinds } from '../../../server/src/modules/applications/kinds/index.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, openDesk } from '../access/scene.ts';
import { customer, desk, papersOf } from './walker.ts';

export const today = businessDate(new Date());
export const yesterday = addDays(today, -1);
export const kindOf = (code: string) => checkKind(shippedKinds.find(kind => kind.code === code)).kind!;
export const home = shippedKinds.find(({ code }) => code === 'new-residential') as KindDefinition;
export const about = { regionCode: 'weihai' };

export async function openOffice() {
  const hall = await startHall();
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  const { clerk, supervisor, administrator, auditor } = await openDesk(hall);
  const colleague = await addMember(hall, 'clerk');

  async function begun(resident?: Resident) {
    const walk = { hall, resident: resident ?? (await hall.world.resident()), clerk };
    const me = customer(walk);
    const caseNo = await me.begin(home, about, today);
    return { walk, me, caseNo, office: desk(walk) };
  }

  async function handedIn() {
    const story = await begun();
    await story.me.hand(story.caseNo, 'identity-card');
    await story.me.ask('POST', `/${story.caseNo}/submission`);
    return story;
  }

  /** Surveyed, and waiting for the customer's signature. */
  async function toSign() {
    const story = await handedIn();
    const { caseNo, office } = story;
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    return story;
  }

  /** A home held since the first of the month of the day before yesterday, with a reading on the eve of it, and its holder. */
  async function heldHome() {
    const from = `${addDays(yesterday, -1).slice(0, 7)}-01`;
    const household = await hall.world.household({ from });
    await hall.owner.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
      [household.meterId, from],
    );
    const resident = await hall.world.resident({ phone: household.phone });
    await hall.world.bind(resident, household, { isHolder: true });
    return { household, resident };
  }

  /** About an account, with all its papers, and in the clerk's hands. */
  async function inHand(code: string, accountNo: string, resident: Resident) {
    const walk = { hall, resident, clerk };
    const me = customer(walk);
    const office = desk(walk);
    const kind = kindOf(code);
    const caseNo = await me.begin(kind, { accountNo }, today);
    for (const paper of papersOf(kind)) await me.hand(caseNo, paper);
    await me.ask('POST', `/${caseNo}/submission`);
    await office.must(`/${caseNo}/take`);
    return { walk, me, office, caseNo };
  }

  const people = { clerk, colleague, supervisor, administrator, auditor };
  return { hall, ...people, begun, handedIn, toSign, heldHome, inHand };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
