import type { Application } from '@api/types';
import Taro from '@tarojs/taro';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { inLanguage } from './in-language';

/** 客户经理名片: who answers for the whole course, or whose queue it lies in until somebody takes it. */
export function ManagerCard({ shown: { status, manager, team } }: { shown: Application }) {
  const t = useTexts();
  if (status === 'draft' || !team) return null;
  const { phone } = manager ?? team;
  return (
    <Card title={t('apply.manager')}>
      <Facts>
        <Fact name={t('apply.manager.name')}>{manager?.displayName ?? t('apply.manager.none')}</Fact>
        <Fact name={t('apply.manager.team')}>{inLanguage(manager?.team ?? team.name, t)}</Fact>
      </Facts>
      <Box className="actions">
        <Press look="quiet" onPress={() => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => {})}>
          {t('apply.manager.call', { phone })}
        </Press>
      </Box>
    </Card>
  );
}
