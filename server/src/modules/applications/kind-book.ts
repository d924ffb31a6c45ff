/** All versions of all kinds. New cases take the newest of a kind; a running one keeps its own. */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../infra/clock.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { StartError } from '../../shared/start-error.ts';
import { kindHoles, kindNotFound, kindVersionTaken } from './applications.errors.ts';
import { checkKind, pairHoles } from './check-kind.ts';
import type { KindDefinition, KindSource } from './kind.ts';
import type { KindsRepository, StoredKind } from './kinds.repository.ts';

export interface Kind {
  id: number;
  definition: KindDefinition;
  addedBy: string;
  addedAt: Date;
}

export interface KindBook {
  /** The newest version of each, in the order of their codes. @throws StartError when one that is kept has a hole, or was edited under its version */
  newest(): Promise<Kind[]>;
  ofCode(code: string): Promise<Kind>;
  byId(id: number): Promise<Kind>;
  add(source: unknown, by: string, audit: Omit<AuditRecord, 'subject' | 'action'>): Promise<Kind>;
}

/** Another process of the same hall learns of a new kind within a minute. */
const freshForMs = 60_000;

/** @throws StartError naming every hole of every kind that comes with the hall */
export function checkShipped(sources: readonly KindSource[]): KindDefinition[] {
  const holes: string[] = [];
  const kinds = sources.flatMap(source => {
    const checked = checkKind(source);
    holes.push(...checked.holes.map(({ at, what }) => `kind ${source.code}, ${at}: ${what}`));
    return checked.kind ?? [];
  });
  holes.push(...pairHoles(kinds).map(({ at, what }) => `kind ${at}: ${what}`));
  if (holes.length > 0) throw new StartError(holes.join('\n'));
  return kinds;
}

export function createKindBook(
  repository: KindsRepository,
  shipped: readonly KindDefinition[],
  clock: Clock,
): KindBook {
  let kept: { until: number; kinds: Promise<Map<number, Kind>> } | undefined;
  let delivered = false;

  async function read(): Promise<Map<number, Kind>> {
    if (!delivered) {
      await repository.addShipped(
        shipped.map(({ code, version, ...rest }) => ({
          code,
          version,
          definition: { code, version, ...rest },
        })),
      );
      delivered = true;
    }
    const stored = await repository.all();
    refuseChanged(stored, shipped);
    return new Map(
      stored.map(({ id, code, version, definition, addedBy, addedAt }) => {
        const checked = checkKind(definition);
        if (!checked.kind)
          throw new StartError(`kind ${code}, version ${version}, in the database: ${said(checked.holes)}`);
        return [id, { id, definition: checked.kind, addedBy, addedAt }];
      }),
    );
  }

  function all(): Promise<Map<number, Kind>> {
    const now = clock.now().getTime();
    if (kept && now < kept.until) return kept.kinds;
    const reading = { until: now + freshForMs, kinds: read() };
    kept = reading;
    reading.kinds.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.kinds;
  }

  async function newest(): Promise<Kind[]> {
    const byCode = new Map<string, Kind>();
    for (const kind of (await all()).values()) byCode.set(kind.definition.code, kind);
    return [...byCode.values()];
  }

  return {
    newest,
    async ofCode(code) {
      const kind = (await newest()).find(({ definition }) => definition.code === code);
      if (!kind) throw kindNotFound();
      return kind;
    },
    async byId(id) {
      const known = (await all()).get(id);
      if (known) return known;
      // A version added by another process a moment ago.
      kept = undefined;
      const found = (await all()).get(id);
      if (!found) throw kindNotFound();
      return found;
    },
    async add(source, by, audit) {
      const checked = checkKind(source);
      if (!checked.kind) throw kindHoles({ holes: said(checked.holes) });
      const { code, version } = checked.kind;
      const beside = (await newest())
        .map(({ definition }) => definition)
        .filter(other => other.code !== code);
      const unpaired = pairHoles([...beside, checked.kind]);
      if (unpaired.length > 0) throw kindHoles({ holes: said(unpaired) });
      const entry = {
        ...audit,
        action: 'application-kind.add',
        subject: `application-kind:${code}/${version}`,
      };
      const latest = (await newest()).find(({ definition }) => definition.code === code)?.definition;
      if (latest && latest.version >= version && !isDeepStrictEqual(latest, checked.kind))
        throw kindVersionTaken({ code, version });
      await repository.add({ code, version, definition: checked.kind, addedBy: by }, entry);
      kept = undefined;
      const added = (await newest()).find(({ definition }) => definition.code === code);
      if (added?.definition.version !== version) throw kindVersionTaken({ code, version });
      return added;
    },
  };
}

/** A version that somebody edited instead of writing the next one: cases would find another ground under their feet. */
function refuseChanged(stored: readonly StoredKind[], shipped: readonly KindDefinition[]): void {
  for (const kind of shipped) {
    const kept = stored.find(({ code, version }) => code === kind.code && version === kind.version);
    const plain = JSON.parse(JSON.stringify(kind));
    if (kept?.addedBy === 'shipped' && !isDeepStrictEqual(kept.definition, plain))
      throw new StartError(
        `kind ${kind.code} differs from its version ${kind.version} in the database: raise the version`,
      );
  }
}

const said = (holes: readonly { at: string; what: string }[]) =>
  holes
    .slice(0, 20)
    .map(({ at, what }) => `${at}: ${what}`)
    .join('; ');
