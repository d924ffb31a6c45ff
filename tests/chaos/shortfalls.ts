import type { ChaosReport } from './chaos.ts';
import { askedCrashPoints, askedDeaths, crashPoints, leastAskedDeaths } from './faults.ts';
import type { FileResult } from './files.ts';
import { leastOf, type Mishap, mishaps } from './players/player.ts';

/** Money that differs, a line each: with the books, the gateways or a file. */
export function differencesOf({ count, files, broken, ledger }: ChaosReport): string[] {
  return [
    ...broken,
    ...count.differences,
    ...(count.postings === count.paidAtSandbox
      ? []
      : [`${count.paidAtSandbox} successes, ${count.postings} postings`]),
    ...files.differences,
    ...files.sources
      .filter(each => each.status !== 'matched' && !lacksOnlyMessages(each, files.lostMessages))
      .map(({ source, day, status, problem }) => `${source} of ${day}: ${status} ${problem ?? ''}`),
    // A file that repairs the books has found a success that somebody was told of and that was lost.
    ...files.sources
      .filter(({ posted }) => posted > 0)
      .map(({ source, day, posted }) => `${source} of ${day}: ${posted} only in the file`),
    ...files.channels
      .filter(({ bookedFen, ...found }) =>
        [found.oursFen, found.theirsFen, found.matchedFen].some(fen => fen !== bookedFen),
      )
      .map(
        ({ channel, bookedFen, theirsFen, matchedFen }) =>
          `${channel}: ${bookedFen} fen booked, ${theirsFen} in the files, ${matchedFen} agree`,
      ),
    ...(ledger.ok ? [] : [`ledger:verify found differences: ${ledger.text}`]),
  ];
}

/** The day of an operator whose every open difference is a text message that nobody heard: found, and no money with it. */
const lacksOnlyMessages = ({ source, status, open }: FileResult, lost: number): boolean =>
  source.startsWith('sms-operator:') && status === 'differences' && open === lost;

/** Of a hundred errands so many months must have been paid by agreement. */
const agreementDebitsPer100 = 0.5;

interface Wanted {
  /** Payments that the stand-ins of the gateways say were paid. */
  successes: number;
  /** At named places, and among these at the three that every proof must show. */
  serverKills: number;
  databaseKills: number;
}

/**
 * What keeps a run from being a proof, a line each: money that differs, and what was to happen and did not happen often
 * enough. Deaths at random count for nothing: the places where they hurt have names.
 */
export function shortfallsOf(report: ChaosReport, wanted: Wanted): string[] {
  const { count, faults, errands, serverDeaths, databaseDeaths } = report;
  const deathsAt = (point: string) => serverDeaths[point] ?? 0;
  const named = crashPoints.reduce((sum, point) => sum + deathsAt(point), 0);
  const asked = Object.values(errands).reduce((sum, { done }) => sum + done, 0);
  const [atAsked, leastAsked] = [askedDeaths(deathsAt), leastAskedDeaths(wanted.serverKills)];
  const leastDebits = Math.floor((agreementDebitsPer100 * asked) / 100);
  return [
    ...differencesOf(report),
    ...(count.paidAtSandbox < wanted.successes
      ? [`payments paid at the gateways: ${count.paidAtSandbox} of ${wanted.successes}`]
      : []),
    ...faults
      .filter(({ done, wanted: least }) => done < least)
      .map(({ gateway, on, fault, done, wanted: least }) => `${gateway} ${on} ${fault}: ${done} of ${least}`),
    ...Object.entries(errands).flatMap(([channel, { done, mishaps: happened }]) =>
      (Object.keys(mishaps) as Mishap[])
        .map(kind => ({ kind, times: happened[kind] ?? 0, least: leastOf(channel, kind, done) }))
        .filter(({ times, least }) => times < least)
        .map(({ kind, times, least }) => `${channel} ${kind}: ${times} of ${least}`),
    ),
    ...(report.agreementDebits < leastDebits
      ? [`debits by agreement: ${report.agreementDebits} of ${leastDebits}`]
      : []),
    ...(named < wanted.serverKills
      ? [`server killed at named points: ${named} of ${wanted.serverKills}`]
      : []),
    ...(atAsked < leastAsked
      ? [`server killed at ${askedCrashPoints.join(', ')}: ${atAsked} of ${leastAsked}`]
      : []),
    ...crashPoints.filter(point => deathsAt(point) === 0).map(point => `server never killed at ${point}`),
    ...(databaseDeaths < wanted.databaseKills
      ? [`PostgreSQL killed: ${databaseDeaths} of ${wanted.databaseKills}`]
      : []),
  ];
}
