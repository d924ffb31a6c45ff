import { getConfig } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { Question } from '@/features/guide/question';
import { useTexts } from '@/i18n/texts';
import { callNumber } from '@/navigation/call-number';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

const questions = ['paid-not-shown', 'paid-twice', 'refund', 'cut-off', 'estimated', 'number'] as const;

export default function HelpPage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const config = useResource('config', getConfig);
  return (
    <Page title={t('help.title')}>
      <Card title={t('help.person')}>
        <Box className="quiet">{t('help.person.how')}</Box>
        <ResourceView of={config} skeleton={{ lines: 1 }}>
          {({ hotline }) => (
            <Box className="actions">
              <Press look="main" onPress={() => callNumber(hotline)}>
                {t('help.call', { number: hotline })}
              </Press>
            </Box>
          )}
        </ResourceView>
      </Card>
      <Card title={t('help.questions')}>
        <Box as="ul" className="plain-list rows">
          {questions.map(one => (
            <Question key={one} question={t(`help.${one}`)} answer={t(`help.${one}.answer`)} />
          ))}
        </Box>
      </Card>
      <Card className="card--rows">
        {signedIn && <LinkRow title={t('claims.title')} onPress={() => go('claims', {})} />}
        <LinkRow title={t('tariff.title')} onPress={() => go('tariffs', {})} />
        <LinkRow title={t('privacy.title')} onPress={() => go('privacy', {})} />
      </Card>
    </Page>
  );
}
