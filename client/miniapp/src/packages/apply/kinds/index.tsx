import type { ApplicationKind } from '@api/types';
import { getApplicationKinds } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { inLanguage } from '@/features/apply/in-language';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

const groups = ['new-supply', 'holder', 'change', 'meter', 'pause'] as const;

/** All that can be applied for, for everybody to see. */
export default function KindsPage() {
  const t = useTexts();
  const kinds = useResource('application-kinds', getApplicationKinds);
  return (
    <Page title={t('apply.kinds')} open wide>
      <ResourceView of={kinds} skeleton={{ cards: 3 }}>
        {list => groups.map(group => <Group key={group} group={group} kinds={list} />)}
      </ResourceView>
    </Page>
  );
}

function Group({ group, kinds }: { group: (typeof groups)[number]; kinds: ApplicationKind[] }) {
  const t = useTexts();
  const own = kinds.filter(kind => kind.group === group);
  if (own.length === 0) return null;
  return (
    <Card title={t(`apply.group.${group}`)} className="card--rows">
      {own.map(({ code, name, summary }) => (
        <LinkRow
          key={code}
          title={inLanguage(name, t)}
          detail={inLanguage(summary, t)}
          onPress={() => go('applyKind', { kind: code })}
        />
      ))}
    </Card>
  );
}
