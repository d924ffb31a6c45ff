import type { AlertRule, AlertWish, Household } from '@api/types';
import { getAlerts, setAlert } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { useConsents } from '@/features/message/use-consents';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { AlertRuleRow } from './alert-rule';
import { BoardListing } from './board-listing';
import { HouseholdWays } from './household-ways';
import './alerts.scss';

/** What the person is told of one household. */
export function HouseholdAlerts({ household }: { household: Household }) {
  const t = useTexts();
  const { accountNo, level } = household;
  const alerts = useResource(`alerts:${accountNo}`, () => getAlerts(accountNo));
  const { busy, error, run } = useBusy();
  const consents = useConsents();
  const change = (rule: AlertRule['rule'], wish: AlertWish, turnsOn: boolean) =>
    void run(async () => {
      // The wallet's window first: it opens for the tap alone.
      if (turnsOn) await consents.ask(rule);
      alerts.replace(await setAlert(accountNo, rule, wish));
    });
  return (
    <Card>
      <HouseholdName household={household} />
      {level === 'pay-only' && <Box className="quiet">{t('alerts.pay-only')}</Box>}
      {error && <ErrorState error={error} />}
      <ResourceView of={alerts} skeleton={{ lines: 8 }}>
        {({ rules }) => (
          <Box as="ul" className="alert-rules">
            {rules.map(rule => (
              <AlertRuleRow
                key={rule.rule}
                rule={rule}
                busy={busy}
                onChange={wish => change(rule.rule, wish, wish.enabled && !rule.enabled)}
              />
            ))}
          </Box>
        )}
      </ResourceView>
      <BoardListing household={household} />
      <HouseholdWays accountNo={accountNo} />
    </Card>
  );
}
