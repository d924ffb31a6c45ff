import type { HallConfig } from '@api/types';
import { Card } from '@/components/card';
import { Box, Link, Press, Text } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

/** In demo mode only: whom one may sign in as, and where the codes arrive. */
export function DemoSignIns({
  config,
  onChoose,
}: {
  config: HallConfig | undefined;
  onChoose: (phone: string) => void;
}) {
  const t = useTexts();
  if (!config?.demo || !config.demoSignIns?.length) return null;
  return (
    <Card title={t('demo.title')}>
      <Text className="quiet">{t('demo.codes')}</Text>
      {config.sandboxUrl && (
        <Box>
          <Link href={`${config.sandboxUrl}/sms-inbox`}>{`${config.sandboxUrl}/sms-inbox`}</Link>
        </Box>
      )}
      <Box className="actions">
        {config.demoSignIns.map(({ labelZh, labelEn, phone }) => (
          <Press key={phone} look="quiet" onPress={() => onChoose(phone)}>
            {`${t.language === 'zh' ? labelZh : labelEn} · ${phone}`}
          </Press>
        ))}
      </Box>
    </Card>
  );
}
