/** What the stories about applications have in common: a hall with its desk, and a new home applied for. */
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import type { KindDefinition } from '../../../server/src/modules/applications/kind.ts';
import { shippedKinds } from '../../../server/src/modules/applications/kinds/index.ts';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, openDesk } from '../access/scene.ts';
import { customer, desk } from './walker.ts';

export const today = businessDate(new Date());
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

  return { hall, clerk, colleague, supervisor, administrator, auditor, begun, handedIn, toSign };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
