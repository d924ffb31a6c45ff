import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import { prepaymentBounds, settingInThePast } from './settings.errors.ts';
import type { SettingsRepository } from './settings.repository.ts';
import {
  contradictions,
  rulesAt,
  type SettingName,
  type SettingRow,
  type UtilityRules,
} from './utility-rules.ts';

export interface SettingChange {
  name: SettingName;
  value: unknown;
  /** A business date; now when left out. */
  validFrom?: string;
  reason: string;
}

interface Dependencies {
  clock: Clock;
  settings: SettingsRepository;
  defaults: UtilityRules;
  /** Forgets what is kept in memory. */
  forget(): void;
}

/** Sets a value from a moment on. @throws AppError setting-in-the-past, prepayment-bounds */
export function createChangeSetting({ clock, settings, defaults, forget }: Dependencies) {
  return async function changeSetting(
    actor: StaffActor,
    change: SettingChange,
    requestId: string,
  ): Promise<void> {
    const now = clock.now();
    const { name, value, reason } = change;
    const validFrom = beginOf(change.validFrom, now);
    const rows = await settings.all();
    const setBy = staffName(actor);
    const row: SettingRow = {
      id: Number.MAX_SAFE_INTEGER,
      name,
      value,
      validFrom,
      setBy,
      setAt: now,
      reason,
    };
    // Judged at its own beginning and at every later change, so that no day comes on which two rules contradict.
    const moments = [validFrom, ...rows.map(each => each.validFrom).filter(at => at > validFrom)];
    if (moments.some(at => contradictions(rulesAt([row, ...rows], defaults, at)))) throw prepaymentBounds();
    const before = rulesAt(rows, defaults, validFrom)[name];
    await settings.set(
      { name, value, validFrom, setBy, reason },
      {
        actor: setBy,
        action: 'setting.change',
        subject: `setting:${name}`,
        detail: { from: before, to: value, validFrom: validFrom.toISOString(), reason },
        requestId,
      },
    );
    forget();
  };
}

function beginOf(day: string | undefined, now: Date): Date {
  if (day === undefined || day === businessDate(now)) return now;
  const begin = startOfDay(parseBusinessDate(day));
  if (begin < now) throw settingInThePast();
  return begin;
}
