import type { HouseholdWaysWish, HouseholdWays as Ways } from '@api/types';
import { useState } from 'react';
import { getHouseholdWays, getMessagePreferences, setHouseholdWays } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { presetOf, quietPresets } from '@/features/message/quiet-presets';
import { WayChips } from '@/features/message/way-chips';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import './alerts.scss';

/** Ways, quiet hours and language of one household, where they differ from the person's own. */
export function HouseholdWays({ accountNo }: { accountNo: string }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const ways = useResource(`household-ways:${accountNo}`, () => getHouseholdWays(accountNo));
  const { busy, error, run } = useBusy();
  if (!ways.data) return null;
  const { channels, quiet, language } = ways.data;
  const own = channels !== null || quiet !== null || language !== null;
  const save = (wish: HouseholdWaysWish) =>
    void run(async () => ways.replace(await setHouseholdWays(accountNo, wish)));
  return (
    <Box className="alert-rule">
      <Box className="alert-rule__head">
        <Box className="grow">
          <Box className="alert-rule__name">{t('alerts.ways')}</Box>
          <Box className="quiet">{t('alerts.ways.what')}</Box>
        </Box>
        <Press look="chip" chosen={own} expanded={open} onPress={() => setOpen(!open)}>
          {t(own ? 'alerts.ways.own' : 'alerts.ways.same')}
        </Press>
      </Box>
      {error && <ErrorState error={error} />}
      {open && <Wishes ways={ways.data} busy={busy} onChange={save} />}
    </Box>
  );
}

interface WishesProps {
  ways: Ways;
  busy: boolean;
  onChange: (wish: HouseholdWaysWish) => void;
}

const same = 'same';

function Wishes({ ways: { channels, quiet, language }, busy, onChange }: WishesProps) {
  const t = useTexts();
  const mine = useResource('message-preferences', getMessagePreferences);
  if (!mine.data) return null;
  const { hallQuiet } = mine.data;
  const offered = mine.data.channels.filter(({ reachable }) => reachable);
  const usual = offered.filter(({ chosen }) => chosen).map(({ name }) => name);
  const presets = quietPresets(hallQuiet, quiet, t);
  const asOtherwise = { value: same, name: t('alerts.ways.same') } as const;
  return (
    <>
      <Box className="quiet above-space">{t('messages.ways')}</Box>
      <Choice
        label={t('messages.ways')}
        value={channels ? 'own' : same}
        onChange={chosen => onChange({ channels: chosen === same ? null : usual })}
        options={[asOtherwise, { value: 'own', name: t('alerts.ways.own') }]}
      />
      {channels && (
        <Box className="above-space">
          <WayChips
            offered={offered.map(({ name }) => name)}
            order={channels}
            busy={busy}
            onChange={order => onChange({ channels: order })}
          />
        </Box>
      )}
      <Box className="quiet above-space">{t('messages.quiet')}</Box>
      <Choice
        label={t('messages.quiet')}
        value={quiet ? presetOf(quiet, hallQuiet) : same}
        onChange={chosen => onChange({ quiet: presets.find(({ value }) => value === chosen)?.hours ?? null })}
        options={[asOtherwise, ...presets.map(({ value, name }) => ({ value, name }))]}
      />
      <Box className="quiet above-space">{t('messages.language')}</Box>
      <Choice
        label={t('messages.language')}
        value={language ?? same}
        onChange={chosen => onChange({ language: chosen === same ? null : chosen })}
        options={[asOtherwise, { value: 'zh', name: '中文' }, { value: 'en', name: 'English' }]}
      />
    </>
  );
}
