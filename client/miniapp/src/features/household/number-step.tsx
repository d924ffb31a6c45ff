import type { MeterMatch, Region } from '@api/types';
import { useState } from 'react';
import { lookUpMeter } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Box, Field, Press } from '@/elements/elements';
import { spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { scanner } from '@/platform/scan';
import { regionsOf, tidyNumber } from './account-number';
import { NumberPicture } from './number-picture';
import { OtherWays } from './other-ways';

interface NumberStepProps {
  regions: Region[];
  value: string;
  onChange: (accountNo: string) => void;
  onFind: () => void;
}

/** The account number: typed from a bill, or filled in by scanning the meter's bar code. */
export function NumberStep({ regions, value, onChange, onFind }: NumberStepProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const [matches, setMatches] = useState<MeterMatch[] | null>(null);
  const [where, setWhere] = useState(false);
  const [other, setOther] = useState(false);
  const valid = regionsOf(value, regions).length > 0;
  const tooLong = value.length >= 10 && !valid;
  const take = (found: MeterMatch[]) => {
    setMatches(found);
    if (found.length === 1 && found[0]) onChange(found[0].accountNo);
  };
  const scan = () =>
    run(async () => {
      const assetNo = await scanner.scan();
      if (assetNo) take((await lookUpMeter(assetNo)).matches);
    });
  return (
    <Card>
      {error && <ErrorState error={error} />}
      <Field
        label={t('bind.number')}
        kind="digits"
        value={value}
        maxLength={20}
        onChange={typed => onChange(tidyNumber(typed))}
        problem={tooLong ? t('bind.number.wrong') : null}
        beside={
          scanner.available && (
            <Press look="quiet" className="send-code" disabled={busy} onPress={() => void scan()}>
              {t('bind.scan')}
            </Press>
          )
        }
      />
      {matches?.length === 0 && <Box role="alert">{t('bind.none')}</Box>}
      {matches && matches.length > 1 && (
        <Box className="rows">
          <Box className="quiet">{t('bind.scan.many')}</Box>
          {matches.map(match => (
            <LinkRow
              key={match.accountNo}
              title={match.nameMasked}
              detail={`${match.addressMasked} · ${spacedNumber(match.accountNo)}`}
              onPress={() => onChange(match.accountNo)}
            />
          ))}
        </Box>
      )}
      <Press look="text" expanded={where} onPress={() => setWhere(!where)}>
        {t('bind.where')}
      </Press>
      {where && <NumberPicture regions={regions} />}
      <Press look="text" expanded={other} onPress={() => setOther(!other)}>
        {t('bind.other')}
      </Press>
      {other && <OtherWays regions={regions} onFound={take} />}
      <Box className="actions">
        <Press look="main" disabled={!valid} onPress={onFind}>
          {t('bind.find')}
        </Press>
      </Box>
    </Card>
  );
}
