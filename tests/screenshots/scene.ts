/** Everybody and everything that the pictures show. */
import type { RunningHall } from '../support/hall.ts';
import { type Applied, apply } from './applications.ts';
import { type SaidCases, sayThings } from './cases.ts';
import { type Happenings, letThingsHappen } from './happenings.ts';
import { callResidents, type Residents } from './residents.ts';
import { setServiceTools } from './service-tools.ts';
import { type DeskScene, setDesk } from './staff-scene.ts';

export interface Scene {
  residents: Residents;
  desk: DeskScene;
  happened: Happenings;
  said: SaidCases;
  applied: Applied;
}

export async function setScene(hall: RunningHall): Promise<Scene> {
  const residents = await callResidents(hall);
  const desk = await setDesk(hall);
  const { one, timed, many } = residents;
  const happened = await letThingsHappen(hall, desk.cookies, {
    without: [timed.accountNo],
    owing: many.accountNo,
  });
  const said = await sayThings(hall, one, desk.cookies.clerk);
  await setServiceTools(hall, many.accountNo, desk.cookies.clerk);
  const applied = await apply(hall, { one: one.token, timed: timed.token });
  return { residents, desk, happened, said, applied };
}
