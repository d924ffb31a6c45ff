import { findDisclosures } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { DisclosureRow } from './disclosure-row';

/** On the first page: what was published last, and the way to the rest. Nothing where there is nothing. */
export function HomeDisclosure() {
  const t = useTexts();
  const latest = useResource('disclosures:latest', () => findDisclosures({ size: '1' }));
  const shown = latest.data?.disclosures[0];
  if (!shown) return null;
  return (
    <Card title={t('disclosures.latest')}>
      <DisclosureRow shown={shown} />
      <LinkRow title={t('disclosures.all')} onPress={() => go('disclosures', {})} />
    </Card>
  );
}
