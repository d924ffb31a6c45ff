import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { RedeemForm } from '@/features/card/redeem-form';
import { Unbound } from '@/features/household/unbound';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { named, useHouseholds } from '@/state/household';

/** 充值卡: number and PIN, for one of the person's households. */
export default function CardPage() {
  const t = useTexts();
  const { accountNo } = usePageParams('card');
  const households = useHouseholds();
  return (
    <Page title={t('card.title')}>
      <ResourceView of={households} skeleton={{ cards: 1 }}>
        {list => {
          const first = named(list, accountNo);
          if (!first && list.length > 0) return <Unbound />;
          return first ? (
            <RedeemForm households={list} first={first} />
          ) : (
            <Empty
              title={t('card.title')}
              how={t('card.about')}
              action={{ name: t('households.title'), onPress: () => go('households', {}) }}
            />
          );
        }}
      </ResourceView>
    </Page>
  );
}
