import type { MessagePreferences } from '@api/types';
import type { Translate } from '@/i18n/texts';

type Hours = MessagePreferences['hallQuiet'];

const none: Hours = { from: '00:00', until: '00:00' };
const longer: Hours = { from: '21:00', until: '09:00' };

export type QuietPreset = 'hall' | 'longer' | 'none' | 'own';

/** The hours that are offered, and those that were set where they are none of these. */
export function quietPresets(hallQuiet: Hours, own: Hours | null, t: Translate) {
  const offered: { value: QuietPreset; name: string; hours: Hours }[] = [
    { value: 'hall', name: shown(hallQuiet), hours: hallQuiet },
    { value: 'longer', name: shown(longer), hours: longer },
    { value: 'none', name: t('messages.quiet.none'), hours: none },
  ];
  return own && presetOf(own, hallQuiet) === 'own'
    ? [...offered, { value: 'own' as const, name: shown(own), hours: own }]
    : offered;
}

export function presetOf(hours: Hours, hallQuiet: Hours): QuietPreset {
  if (hours.from === hours.until) return 'none';
  if (isSame(hours, hallQuiet)) return 'hall';
  return isSame(hours, longer) ? 'longer' : 'own';
}

const shown = ({ from, until }: Hours) => `${from}–${until}`;
const isSame = (one: Hours, other: Hours) => one.from === other.from && one.until === other.until;
