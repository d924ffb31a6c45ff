import type { OutageProposal } from '@api/types';
import { getOutageProposals } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { windowOf } from '@/features/outage/outage-card';
import { ProposalAnswer } from '@/features/outage/proposal-answer';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** What a large customer is asked before an outage is planned, and how it was agreed. */
export default function ProposalsPage() {
  const t = useTexts();
  const { current } = useHouseholds();
  const accountNo = usePageParams('outageProposals').accountNo ?? current?.accountNo ?? null;
  const proposals = useResource(accountNo && `outage-proposals:${accountNo}`, () =>
    getOutageProposals(accountNo ?? ''),
  );
  return (
    <Page title={t('proposals.title')}>
      {!accountNo && <Empty title={t('proposals.none.title')} how={t('proposals.none.how')} />}
      {accountNo && (
        <ResourceView of={proposals} skeleton={{ cards: 1 }}>
          {list =>
            list.length === 0 ? (
              <Empty title={t('proposals.none.title')} how={t('proposals.none.how')} />
            ) : (
              list.map(proposal => (
                <ProposalCard
                  key={proposal.id}
                  proposal={proposal}
                  accountNo={accountNo}
                  onAnswered={proposals.replace}
                />
              ))
            )
          }
        </ResourceView>
      )}
    </Page>
  );
}

interface ProposalCardProps {
  proposal: OutageProposal;
  accountNo: string;
  onAnswered: (proposals: OutageProposal[]) => void;
}

function ProposalCard({ proposal, accountNo, onAnswered }: ProposalCardProps) {
  const t = useTexts();
  const last = proposal.rounds.at(-1);
  return (
    <Card tone={proposal.state === 'to-answer' ? 'owed' : 'plain'}>
      <Box className="quiet">{t(`proposals.state.${proposal.state}`)}</Box>
      {last && <Box className="heading heading--3">{windowOf(last, t)}</Box>}
      {proposal.state === 'to-answer' && last?.answerByAt && (
        <Box>{t('proposals.answer-by', { time: moment(last.answerByAt, t.language) })}</Box>
      )}
      <Facts>
        <Fact name={t('outages.reason')}>{proposal.reason}</Fact>
        <Fact name={t('outages.area')}>{proposal.area}</Fact>
        <Fact name={t('outages.number')}>{proposal.outageNo}</Fact>
      </Facts>
      {proposal.state === 'to-answer' && (
        <ProposalAnswer proposal={proposal} accountNo={accountNo} onAnswered={onAnswered} />
      )}
      <Rounds proposal={proposal} />
    </Card>
  );
}

function Rounds({ proposal }: { proposal: OutageProposal }) {
  const t = useTexts();
  return (
    <>
      <Box className="heading heading--3">{t('proposals.rounds')}</Box>
      <Box as="ol" className="plain-list rows">
        {proposal.rounds.map(({ round, side, act, note, madeAt, ...times }) => (
          <Box as="li" key={round}>
            <Box className="spread">
              <Box>{t(`proposals.${side}.${act}`)}</Box>
              <Box className="quiet">{moment(madeAt, t.language)}</Box>
            </Box>
            <Box className="quiet">{windowOf(times, t)}</Box>
            {note && <Box className="quiet">{note}</Box>}
          </Box>
        ))}
      </Box>
    </>
  );
}
