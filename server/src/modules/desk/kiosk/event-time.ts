/** When something a device tells of is taken to have happened. Pure. */

/** Machines take cash while they have no line; longer than this none is left without one. */
const longestOfflineDays = 7;

/**
 * The time told, if it can be true: not after we heard of it, and not longer ago than a machine is ever offline. Otherwise its clock was
 * wrong, and what is certain is only that the money has come by now: the books take it on the day we heard of it.
 */
export function bookableTime(told: Date, heard: Date): Date {
  const ageMs = heard.getTime() - told.getTime();
  return ageMs >= 0 && ageMs <= longestOfflineDays * 86_400_000 ? told : heard;
}
