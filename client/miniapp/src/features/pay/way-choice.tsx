import { getConfig } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { useTexts } from '@/i18n/texts';
import type { PayWay } from '@/platform/contract';
import { useResource } from '@/state/resource';

interface WayChoiceProps {
  ways: PayWay[];
  chosen: PayWay;
  onChoose: (way: PayWay) => void;
}

/** With which wallet. Where there is only one, there is nothing to ask. */
export function WayChoice({ ways, chosen, onChoose }: WayChoiceProps) {
  const t = useTexts();
  const config = useResource('config', getConfig);
  // Not every utility has a contract with UnionPay.
  const offered = ways.filter(
    ({ method, channel }) => method !== 'unionpay' || config.data?.unionPayChannels.includes(channel),
  );
  if (offered.length < 2) return null;
  return (
    <Card title={t('checkout.way')}>
      <Choice
        label={t('checkout.way')}
        value={chosen.method}
        onChange={method => onChoose(ways.find(way => way.method === method) ?? chosen)}
        options={offered.map(({ method }) => ({ value: method, name: t(`checkout.${method}`) }))}
      />
    </Card>
  );
}
