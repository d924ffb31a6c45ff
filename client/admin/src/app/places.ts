/** The rail: groups of places, each shown to those who may go there. */
import type { StaffRole } from '../api/staff.types.ts';
import { type Place, type PlaceGroup, placeGroups, type Waiting } from './feature.ts';
import { features } from './features.ts';
import { may } from './permissions.ts';

const allPlaces = features.flatMap(feature => feature.places ?? []);
const allWaiting = features.flatMap(feature => feature.waiting ?? []);

export function placesOf(roles: readonly StaffRole[]): Place[] {
  return allPlaces.filter(place => may(roles, place.needs));
}

/** Groups with what this member may open; groups with nothing are left out. */
export function groupsOf(roles: readonly StaffRole[]): { group: PlaceGroup; places: Place[] }[] {
  const places = placesOf(roles);
  return (Object.keys(placeGroups) as PlaceGroup[])
    .map(group => ({ group, places: places.filter(place => place.group === group) }))
    .filter(each => each.places.length > 0);
}

export function waitingFor(roles: readonly StaffRole[]): Waiting[] {
  return allWaiting.filter(waiting => may(roles, waiting.needs));
}
