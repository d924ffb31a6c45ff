/** What staff see of reconciliation, and how they ask for a run or bring a file. */
import { Readable } from 'node:stream';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import { keepFile } from '../../infra/kept-file.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import type { StatementSource } from '../payments/index.ts';
import type { PlanDependencies } from './plan-days.ts';
import { StatementRefused, takeIn } from './read-statement.ts';
import {
  dayNotOver,
  fileNotFound,
  fileRefused,
  partNotBrought,
  rangeTooLong,
  unknownSource,
} from './reconciliation.errors.ts';
import {
  Calendar,
  DayDetail,
  DayQuery,
  DayView,
  FileParam,
  RangeQuery,
  RunBody,
  UploadQuery,
} from './reconciliation.schemas.ts';
import type { ReportsRepository } from './reports.repository.ts';

export interface RoutesDependencies extends PlanDependencies {
  reports: ReportsRepository;
  audit: Audit;
}

export const readers = staff('finance', 'supervisor', 'auditor');
export const workers = staff('finance', 'supervisor');
export const tag = 'staff: reconciliation';
const longestRange = 92;
const megabyte = 1024 * 1024;

export function reconciliationRoutes(dependencies: RoutesDependencies): Route[] {
  const { days, reports, audit, files, clock } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/calendar',
      access: readers,
      summary: 'Days by source and by channel, with what became of each',
      tag,
      input: { query: RangeQuery },
      output: Calendar,
      async handle({ query }) {
        const { from, to } = checkRange(query);
        const [rows, channels, known, sources] = await Promise.all([
          days.list(from, to),
          reports.channelDays(from, to),
          reports.knownSources(from, to),
          dependencies.sources({ from, to }),
        ]);
        return { from, to, sources: namedSources(known, sources), days: rows, channels };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/day',
      access: readers,
      summary: 'One source on one day: its files, its channels, its settled total',
      tag,
      input: { query: DayQuery },
      output: DayDetail,
      async handle({ query: { source, day } }) {
        const row = await days.find(source, day);
        if (!row) throw unknownSource();
        const [channels, kept, settlement] = await Promise.all([
          reports.channelsOf(row.id),
          reports.filesOf(source, day),
          reports.settlementOf(source, day),
        ]);
        return { day: row, channels, files: kept, settlement: settlement ?? null };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/runs',
      access: workers,
      summary: 'Reconcile a source and day now; doing it again changes nothing',
      tag,
      input: { body: RunBody },
      output: DayView,
      status: 202,
      async handle({ body: { source, day }, actor, requestId }) {
        await findSource(source, day, dependencies);
        checkOver(day, clock.now());
        return days.request(source, day, clock.now(), {
          actor: staffName(actor),
          action: 'reconciliation.run',
          subject: `reconciliation:${source}:${day}`,
          requestId,
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/files',
      access: workers,
      summary: 'Bring a day file of a source; it is accepted whole or refused whole, and kept either way',
      tag,
      input: { query: UploadQuery },
      bodyType: 'stream',
      bodyLimit: 256 * megabyte,
      output: DayView,
      status: 202,
      async handle({ query: { source, day, part, name }, bodyStream, actor, requestId }) {
        const known = await findSource(source, day, dependencies);
        const found = known.parts.find(each => each.code === part);
        if (!found || found.code === 'count') throw partNotBrought();
        checkOver(day, clock.now());
        const by = staffName(actor);
        const kept = await keepFile({ content: Readable.from(bodyStream, { objectMode: false }) });
        try {
          // Written first, whatever becomes of the file: refused ones are kept as well.
          const subject = `reconciliation:${source}:${day}`;
          const detail = { part, sha256: kept.sha256.toString('hex') };
          await audit.record({ actor: by, action: 'reconciliation.upload', subject, detail, requestId });
          await takeIn(found, kept, { source: known, day, by, name }, dependencies);
        } catch (error) {
          throw error instanceof StatementRefused ? refused(error) : error;
        } finally {
          await kept.remove();
        }
        return days.request(source, day, clock.now());
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/files/:fileId',
      access: readers,
      summary: 'A file exactly as it came',
      tag,
      input: { params: FileParam },
      async handle({ params: { fileId }, actor, requestId }) {
        const body = await files.content(fileId);
        if (!body) throw fileNotFound();
        await audit.record({
          actor: staffName(actor),
          action: 'reconciliation.download',
          subject: `statement-file:${fileId}`,
          requestId,
        });
        return rawReply({
          headers: {
            'Content-Type': 'application/octet-stream',
            'Content-Disposition': `attachment; filename="statement-${fileId}"`,
            'Cache-Control': 'no-store',
          },
          body,
        });
      },
    }),
  ];
}

export function checkRange(range: { from: BusinessDate; to: BusinessDate }) {
  const length = daysBetween(range.from, range.to);
  if (length < 0 || length > longestRange) throw rangeTooLong({ days: longestRange });
  return range;
}

function checkOver(day: BusinessDate, now: Date): void {
  if (day >= businessDate(now)) throw dayNotOver();
}

async function findSource(
  source: string,
  day: BusinessDate,
  { sources }: PlanDependencies,
): Promise<StatementSource> {
  const found = (await sources({ from: day, to: day })).find(each => each.source === source);
  if (!found) throw unknownSource();
  return found;
}

/** Those of today first, then those that only have a past. */
export function namedSources(known: readonly string[], sources: readonly StatementSource[]) {
  const present = sources.map(({ source, name, parts, group }) => ({
    source,
    nameZh: name.zh,
    nameEn: name.en,
    parts: parts.map(part => ({ code: part.code, fetched: part.open !== undefined })),
    group: group ? { code: group.code, nameZh: group.name.zh, nameEn: group.name.en } : null,
  }));
  const past = known
    .filter(source => !sources.some(each => each.source === source))
    .map(source => {
      // Another merchant of a gateway that is still there goes by the gateway's name.
      const kin = present.find(each => each.source.split(':')[0] === source.split(':')[0]);
      const { nameZh = source, nameEn = source, group = null } = kin ?? {};
      return { source, nameZh: group ? source : nameZh, nameEn: group ? source : nameEn, parts: [], group };
    });
  return [...present, ...past];
}

function refused({ problem }: StatementRefused) {
  const { reason, line, detail } = problem;
  return fileRefused({ reason, line: line ?? '-', detail: detail ?? '' }, [
    {
      field: 'body',
      rule: reason,
      message: { zh: `第${line ?? '-'}行 ${detail ?? ''}`, en: `line ${line ?? '-'} ${detail ?? ''}` },
    },
  ]);
}
