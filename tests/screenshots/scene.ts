/** Everybody and everything that the pictures show. */
import type { RunningHall } from '../support/hall.ts';
import { type AfterService, lookBack } from './after-service.ts';
import { type Applied, apply } from './applications.ts';
import { type SaidCases, sayThings } from './cases.ts';
import { debit } from './direct-debit.ts';
import { type Happenings, letThingsHappen, propose } from './happenings.ts';
import { type Written, write } from './letters-and-chats.ts';
import { type Links, sendLinks } from './links.ts';
import { askBack } from './paid.ts';
import { callResidents, type Residents } from './residents.ts';
import { setServiceTools } from './service-tools.ts';
import { type DeskScene, setDesk } from './staff-scene.ts';

export interface Scene {
  residents: Residents;
  desk: DeskScene;
  happened: Happenings;
  said: SaidCases;
  applied: Applied;
  after: AfterService;
  written: Written;
  links: Links;
}

export async function setScene(hall: RunningHall): Promise<Scene> {
  const residents = await callResidents(hall);
  const desk = await setDesk(hall);
  const { one, timed, many } = residents;
  const happened = await letThingsHappen(hall, desk.cookies, {
    without: [timed.accountNo],
    owing: many.accountNo,
  });
  await askBack(hall, residents.long, desk.cookies);
  await debit(hall, desk.cookies.finance);
  const said = await sayThings(hall, one, desk.cookies.clerk);
  const written = await write(hall, residents, desk);
  await setServiceTools(hall, many.accountNo, desk.cookies.clerk);
  await propose(hall, desk.cookies.supervisor, many.accountNo);
  const applied = await apply(hall, { one: one.token, timed: timed.token, clerk: desk.cookies.clerk });
  const after = await lookBack(hall, residents, desk.cookies, said);
  const links = await sendLinks(hall, many.accountNo, said.answered);
  return { residents, desk, happened, said, applied, after, written, links };
}
