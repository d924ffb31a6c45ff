import { getOutageProposals } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** Leads a large customer to what waits for an answer; others never see it. */
export function ProposalLink() {
  const t = useTexts();
  const { current } = useHouseholds();
  const accountNo = current?.level === 'full' ? current.accountNo : null;
  const proposals = useResource(accountNo && `outage-proposals:${accountNo}`, () =>
    getOutageProposals(accountNo ?? ''),
  );
  const list = proposals.data ?? [];
  if (!accountNo || list.length === 0) return null;
  const waiting = list.some(({ state }) => state === 'to-answer');
  return (
    <Card tone={waiting ? 'owed' : 'plain'}>
      <LinkRow
        title={waiting ? t('proposals.to-answer') : t('proposals.title')}
        onPress={() => go('outageProposals', { accountNo })}
      />
    </Card>
  );
}
