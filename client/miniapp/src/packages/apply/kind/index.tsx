import type { ApplicationKind } from '@api/types';
import { getApplicationKinds } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { WaysIn } from '@/features/account/ways-in';
import { BeginApplication } from '@/features/apply/begin-application';
import { inLanguage } from '@/features/apply/in-language';
import { yuan } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

/** 一次性告知: everything that one kind takes, told before one begins. */
export default function KindPage() {
  const t = useTexts();
  const { kind: code } = usePageParams('applyKind');
  const kinds = useResource('application-kinds', getApplicationKinds);
  return (
    <Page title={t('apply.kind')} open>
      <ResourceView of={kinds} skeleton={{ cards: 3 }}>
        {list => {
          const kind = list.find(each => each.code === code);
          return kind ? (
            <About kind={kind} />
          ) : (
            <Empty title={t('apply.kind.none')} how={t('apply.kind.none.how')} />
          );
        }}
      </ResourceView>
    </Page>
  );
}

function About({ kind }: { kind: ApplicationKind }) {
  const t = useTexts();
  const signedIn = useSignedIn();
  const { name, summary, limit, papers, fees, steps } = kind;
  return (
    <>
      <Card title={inLanguage(name, t)} tone="brand">
        <Box>{inLanguage(summary, t)}</Box>
        <Facts>
          <Fact name={t('apply.limit')}>{t('apply.working-days', { count: limit.workingDays })}</Fact>
          <Fact name={t('apply.limit.source')}>{limit.source}</Fact>
        </Facts>
      </Card>
      <Card title={t('apply.papers')}>
        <Box className="quiet">{t('apply.papers.one')}</Box>
        <Box as="ul" className="plain-list rows">
          {papers.map(({ code, name: paper, hint, required, certificate, by }) => (
            <Box as="li" key={code}>
              <Box>{inLanguage(paper, t)}</Box>
              <Box className="quiet">
                {[
                  !required ? t('apply.paper.optional') : certificate ? t('apply.paper.certificate') : '',
                  required && by !== kind.start ? t('apply.paper.later') : '',
                  hint ? inLanguage(hint, t) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Box>
            </Box>
          ))}
        </Box>
      </Card>
      <Card title={t('apply.steps')}>
        <Box as="ol" className="plain-list rows">
          {steps.map(({ code, name: step, by, workingDays }) => (
            <Box as="li" key={code} className="spread">
              <Box>{inLanguage(step, t)}</Box>
              <Box className="quiet">
                {by === 'customer' ? t('apply.by.you') : t('apply.working-days', { count: workingDays })}
              </Box>
            </Box>
          ))}
        </Box>
      </Card>
      <Card title={t('apply.fees')}>
        {fees.length === 0 && <Box>{t('apply.fees.none')}</Box>}
        {fees.map(fee => (
          <Box key={fee.code} className="spread">
            <Box>{inLanguage(fee.name, t)}</Box>
            <Box className="quiet">{feeOf(fee, t)}</Box>
          </Box>
        ))}
      </Card>
      {signedIn ? (
        <BeginApplication kind={kind} />
      ) : (
        <Card>
          <Box className="quiet">{t('apply.sign-in')}</Box>
          <WaysIn />
        </Card>
      )}
    </>
  );
}

function feeOf({ how, fen }: ApplicationKind['fees'][number], t: Translate): string {
  if (how === 'assessed') return t('apply.fee.assessed', { most: yuan(fen) });
  return how === 'fixed' ? yuan(fen) : t('apply.fee.per-unit', { sum: yuan(fen) });
}
