import type { MessagePreferences } from '@api/types';
import type { Translate } from '@/i18n/texts';

type Hours = MessagePreferences['hallQuiet'];

const none: Hours = { from: '00:00', until: '00:00' };
const longer: Hours = { from: '21:00', until: '09:00' };

/** The hours that are offered; any others that were set count as the longer ones. */
export const quietPresets = (hallQuiet: Hours, t: Translate) =>
  [
    { value: 'hall', name: `${hallQuiet.from}–${hallQuiet.until}`, hours: hallQuiet },
    { value: 'longer', name: `${longer.from}–${longer.until}`, hours: longer },
    { value: 'none', name: t('messages.quiet.none'), hours: none },
  ] as const;

export type QuietPreset = ReturnType<typeof quietPresets>[number]['value'];

export function presetOf(hours: Hours, hallQuiet: Hours): QuietPreset {
  if (hours.from === hours.until) return 'none';
  return hours.from === hallQuiet.from && hours.until === hallQuiet.until ? 'hall' : 'longer';
}
