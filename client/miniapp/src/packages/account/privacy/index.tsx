import type { MyData } from '@api/types';
import { useCallback, useEffect, useState } from 'react';
import { forgetMe, getMyData, myDataUrl } from '@/api/hall';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { FilePress } from '@/components/file-press';
import { Page } from '@/components/page';
import { Skeleton } from '@/components/skeleton';
import { Box } from '@/elements/elements';
import { identityName } from '@/features/account/identity-name';
import { privacyEdition } from '@/features/account/privacy-edition';
import { ProveSelf } from '@/features/account/prove-self';
import { useProving } from '@/features/account/use-proving';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goHome } from '@/navigation/go';
import { endSession, useSignedIn } from '@/state/session';

const promises = ['what', 'why', 'who', 'where', 'long', 'rights'] as const;

export default function PrivacyPage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  return (
    <Page title={t('privacy.title')} open wide>
      <Card title={t('privacy.agreement')}>
        <Box className="quiet prose">{t('privacy.since', { day: day(privacyEdition, t.language) })}</Box>
        {promises.map(one => (
          <Box key={one} className="prose">
            <Box className="heading heading--3">{t(`privacy.${one}`)}</Box>
            <Box>{t(`privacy.${one}.text`)}</Box>
          </Box>
        ))}
      </Card>
      {signedIn && <Stored />}
    </Page>
  );
}

function Stored() {
  const t = useTexts();
  // Kept by this page alone: the device's memory of answers would show it without the proof it is given for.
  const [data, setData] = useState<MyData | null>(null);
  const reading = useProving();
  const leaving = useProving();
  const { run } = reading;
  const read = useCallback(() => void run(async () => setData(await getMyData())), [run]);
  useEffect(read, [read]);
  const forget = () =>
    void leaving.run(async () => {
      await forgetMe();
      endSession();
      goHome();
    });
  return (
    <>
      {reading.error && <ErrorState error={reading.error} onRetry={read} />}
      <ProveSelf of={reading} />
      {data && <StoredCard data={data} onFailed={read} />}
      {!data && reading.busy && !reading.unproved && <Skeleton lines={6} />}
      <Card title={t('privacy.delete')}>
        <Box className="quiet prose">{t('privacy.delete.what')}</Box>
        {leaving.error && <ErrorState error={leaving.error} />}
        <ProveSelf of={leaving} />
        <ConfirmPress
          name={t('privacy.delete.do')}
          sure={t('privacy.delete.sure')}
          disabled={leaving.busy}
          onConfirm={forget}
        />
      </Card>
    </>
  );
}

function StoredCard({ data, onFailed }: { data: MyData; onFailed: () => void }) {
  const t = useTexts();
  const bound = data.bindings.filter(({ until }) => until === null);
  const counted = (count: number) => t('privacy.stored.count', { count });
  return (
    <Card title={t('privacy.stored')}>
      <Facts>
        <Fact name={t('privacy.stored.since')}>{day(data.since, t.language)}</Fact>
        <Fact name={t('me.phone')}>{data.phone ?? t('me.phone.none')}</Fact>
        <Fact name={t('me.identities')}>
          {data.identities.map(({ provider }) => identityName(provider, t)).join(' · ')}
        </Fact>
        {data.consents.map(({ edition, at }) => (
          <Fact key={edition} name={t('privacy.stored.agreed', { edition: day(edition, t.language) })}>
            {day(at, t.language)}
          </Fact>
        ))}
        <Fact name={t('privacy.stored.sessions')}>{counted(data.sessions.length)}</Fact>
        <Fact name={t('households.title')}>{counted(bound.length)}</Fact>
        <Fact name={t('payments.title')}>{counted(data.payments.length)}</Fact>
        <Fact name={t('invoices.titles')}>{counted(data.invoiceTitles.length)}</Fact>
        <Fact name={t('claims.title')}>{counted(data.claims.length)}</Fact>
        <Fact name={t('apply.title')}>{counted(data.applications.length)}</Fact>
        <Fact name={t('cases.title')}>{counted(data.cases.length)}</Fact>
        <Fact name={t('chat.title')}>{counted(data.chats.length)}</Fact>
        <Fact name={t('privacy.stored.ratings')}>{counted(data.ratings.length)}</Fact>
        <Fact name={t('privacy.stored.surveys')}>{counted(data.surveys.length)}</Fact>
        <Fact name={t('autopay.title')}>{counted(data.agreements.length)}</Fact>
        <Fact name={t('mandate.title')}>{counted(data.mandates.length)}</Fact>
        <Fact name={t('alerts.title')}>{counted(data.alertRules.length)}</Fact>
        <Fact name={t('messages.title')}>{counted(data.messages.length)}</Fact>
      </Facts>
      <Box className="chips chips--spaced">
        {/* Half an hour after the proof the file is refused: the question for a code comes with what is read anew. */}
        <FilePress
          label={t('privacy.export')}
          url={myDataUrl()}
          name="dianting-my-data.json"
          onFailed={onFailed}
        />
      </Box>
    </Card>
  );
}
