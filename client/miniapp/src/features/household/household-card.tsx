import type { Household } from '@api/types';
import { useState } from 'react';
import { changeHousehold, unbindHousehold } from '@/api/hall';
import { Amount } from '@/components/amount';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Box, Field, Press, Text } from '@/elements/elements';
import { spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, goHome } from '@/navigation/go';
import { chooseHousehold } from '@/state/household';
import { HouseholdName } from './household-name';

interface HouseholdCardProps {
  household: Household;
  chosen: boolean;
  onChanged: () => void;
}

export function HouseholdCard({ household, chosen, onChanged }: HouseholdCardProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const { accountNo, owedFen, level, isDefault } = household;
  const tags = [chosen && t('households.chosen'), isDefault && t('household.default')].filter(Boolean);
  const choose = () => {
    chooseHousehold(accountNo);
    goHome();
  };
  return (
    <Card tone={chosen ? 'brand' : 'plain'}>
      <LinkRow
        title={<HouseholdName household={household} />}
        detail={
          <>
            <Box>{spacedNumber(accountNo)}</Box>
            <Box>
              {[level === 'full' ? t('household.full') : t('household.pay-only'), ...tags].join(' · ')}
            </Box>
          </>
        }
        onPress={choose}
      />
      <Box className="spread household-card__foot">
        <Box>
          <Text className="quiet">{owedFen > 0 ? t('home.owed.none') : t('household.settled')}</Text>
          {owedFen > 0 && (
            <Box>
              <Amount fen={owedFen} size="large" tone="owed" />
            </Box>
          )}
        </Box>
        <Press
          look="text"
          expanded={open}
          label={`${t('household.manage')} ${spacedNumber(accountNo)}`}
          onPress={() => setOpen(!open)}
        >
          {t('household.manage')}
        </Press>
      </Box>
      {open && <HouseholdSettings household={household} onChanged={onChanged} />}
    </Card>
  );
}

function HouseholdSettings({ household, onChanged }: { household: Household; onChanged: () => void }) {
  const t = useTexts();
  const { accountNo, isDefault, isHolder, level } = household;
  const [nickname, setNickname] = useState(household.nickname ?? '');
  const { busy, error, run } = useBusy();
  const change = (action: () => Promise<unknown>) =>
    void run(async () => {
      await action();
      onChanged();
    });
  return (
    <Box>
      {error && <ErrorState error={error} />}
      <Field
        label={t('household.nickname')}
        hint={t('household.nickname.hint')}
        maxLength={20}
        value={nickname}
        onChange={setNickname}
        beside={
          <Press
            look="quiet"
            className="send-code"
            disabled={busy}
            onPress={() => change(() => changeHousehold(accountNo, { nickname: nickname.trim() || null }))}
          >
            {t('household.save')}
          </Press>
        }
      />
      <Box className="chips">
        {!isDefault && (
          <Press
            look="chip"
            disabled={busy}
            onPress={() => change(() => changeHousehold(accountNo, { isDefault: true }))}
          >
            {t('household.make-default')}
          </Press>
        )}
        {level === 'pay-only' && (
          <Press look="chip" onPress={() => go('prove', { accountNo })}>
            {t('household.prove')}
          </Press>
        )}
        {isHolder && (
          <Press look="chip" onPress={() => go('people', { accountNo })}>
            {t('household.people')}
          </Press>
        )}
        <ConfirmPress
          name={t('household.unbind')}
          sure={t('household.unbind.sure')}
          disabled={busy}
          onConfirm={() => change(() => unbindHousehold(accountNo))}
        />
      </Box>
    </Box>
  );
}
