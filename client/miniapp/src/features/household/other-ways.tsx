import type { MeterMatch, Region } from '@api/types';
import { useState } from 'react';
import { lookUpAddress, lookUpMeter } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface OtherWaysProps {
  regions: Region[];
  onFound: (matches: MeterMatch[]) => void;
}

/** Without a bill at hand: by the address, or by the number on the meter. Only fills in the account number. */
export function OtherWays({ regions, onFound }: OtherWaysProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const [way, setWay] = useState<'address' | 'meter'>('address');
  const [regionCode, setRegion] = useState<string | null>(regions[0]?.code ?? null);
  const [typed, setTyped] = useState('');
  const ready = typed.trim().length >= 4 && (way === 'meter' || regionCode !== null);
  const find = () =>
    run(async () => {
      const text = typed.trim();
      const found =
        way === 'meter'
          ? await lookUpMeter(text)
          : await lookUpAddress({ regionCode: regionCode ?? '', address: text });
      onFound(found.matches);
    });
  return (
    <Box className="proof">
      {error && <ErrorState error={error} />}
      <Choice
        label={t('bind.other')}
        value={way}
        onChange={next => {
          setWay(next);
          setTyped('');
        }}
        options={[
          { value: 'address', name: t('bind.by-address') },
          { value: 'meter', name: t('bind.by-meter') },
        ]}
      />
      {way === 'address' && (
        <Box className="chips--spaced">
          <Choice
            label={t('tariff.region')}
            value={regionCode}
            onChange={setRegion}
            options={regions.map(one => ({
              value: one.code,
              name: t.language === 'zh' ? one.nameZh : one.nameEn,
            }))}
          />
        </Box>
      )}
      <Box className="proof">
        <Field
          label={t(way === 'address' ? 'bind.address' : 'bind.meter')}
          hint={t(way === 'address' ? 'bind.address.hint' : 'bind.meter.hint')}
          maxLength={120}
          value={typed}
          onChange={setTyped}
        />
      </Box>
      <Press look="quiet" disabled={!ready || busy} onPress={() => void find()}>
        {t('bind.other.find')}
      </Press>
    </Box>
  );
}
