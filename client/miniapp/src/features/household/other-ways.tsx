import type { MeterMatch, Region } from '@api/types';
import { useState } from 'react';
import { getMe, lookUpAddress, lookUpMeter, lookUpOwnPhone } from '@/api/hall';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { AttachPhone } from '@/features/account/attach-phone';
import { ProveSelf } from '@/features/account/prove-self';
import { type Proving, useProving } from '@/features/account/use-proving';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

interface OtherWaysProps {
  regions: Region[];
  onFound: (matches: MeterMatch[]) => void;
}

type Way = 'own-phone' | 'address' | 'meter';

/** Without a bill at hand: by one's own phone, the address, or the number on the meter. Only fills in the account number. */
export function OtherWays({ regions, onFound }: OtherWaysProps) {
  const t = useTexts();
  const proving = useProving();
  const { busy, error, run, clear } = proving;
  const [way, setWay] = useState<Way>('own-phone');
  const [regionCode, setRegion] = useState<string | null>(regions[0]?.code ?? null);
  const [typed, setTyped] = useState('');
  const ready = way === 'own-phone' || (typed.trim().length >= 4 && (way === 'meter' || regionCode !== null));
  const find = () =>
    run(async () => {
      onFound((await lookUp(way, typed.trim(), regionCode ?? '')).matches);
    });
  return (
    <Box className="proof">
      {error && <ErrorState error={error} />}
      <Choice
        label={t('bind.other')}
        value={way}
        onChange={next => {
          setWay(next);
          clear();
          setTyped('');
        }}
        options={[
          { value: 'own-phone', name: t('bind.by-own-phone.find') },
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
        {way === 'own-phone' ? (
          <Box className="quiet">{t('bind.by-own-phone.what')}</Box>
        ) : (
          <Field
            label={t(`bind.${way}`)}
            hint={t(`bind.${way}.hint`)}
            maxLength={120}
            value={typed}
            onChange={setTyped}
          />
        )}
      </Box>
      <Press look="quiet" disabled={!ready || busy} onPress={() => void find()}>
        {t('bind.other.find')}
      </Press>
      {way === 'own-phone' && proving.unproved && (
        <OwnPhone proving={proving} onAttached={() => void find()} />
      )}
    </Box>
  );
}

/** Whoever came in by a wallet, or long ago, shows first that the phone is theirs, or says which it is. */
function OwnPhone({ proving, onAttached }: { proving: Proving; onAttached: () => void }) {
  const me = useResource('me', getMe);
  return (
    <ResourceView of={me} skeleton={{ lines: 1 }}>
      {({ phone }) =>
        phone === null ? (
          <AttachPhone
            replaces={false}
            onDone={() => {
              void me.reload();
              onAttached();
            }}
          />
        ) : (
          <ProveSelf of={proving} />
        )
      }
    </ResourceView>
  );
}

function lookUp(way: Way, text: string, regionCode: string) {
  if (way === 'own-phone') return lookUpOwnPhone();
  return way === 'meter' ? lookUpMeter(text) : lookUpAddress({ regionCode, address: text });
}
