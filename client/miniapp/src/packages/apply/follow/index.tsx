import { followApplication } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Box, Press } from '@/elements/elements';
import { WaysIn } from '@/features/account/ways-in';
import { useTexts } from '@/i18n/texts';
import { goInstead, usePageParams } from '@/navigation/go';
import { useSignedIn } from '@/state/session';

/** Where a link leads that the applicant gave away: who opens it agrees to follow. */
export default function FollowPage() {
  const t = useTexts();
  const { token } = usePageParams('applyFollow');
  const signedIn = useSignedIn();
  const { busy, error, run } = useBusy();
  const follow = () =>
    run(async () => {
      const { caseNo } = await followApplication(token ?? '');
      goInstead('application', { caseNo });
    });
  return (
    <Page title={t('apply.follow')} open>
      {!token && <Empty title={t('apply.follow.none')} how={t('apply.follow.none.how')} />}
      {token && (
        <Card title={t('apply.follow')}>
          <Box className="prose">{t('apply.follow.what')}</Box>
          {error && <ErrorState error={error} />}
          {signedIn ? (
            <Box className="actions">
              <Press look="main" disabled={busy} onPress={() => void follow()}>
                {busy ? t('state.sending') : t('apply.follow.agree')}
              </Press>
            </Box>
          ) : (
            <>
              <Box className="quiet">{t('apply.sign-in')}</Box>
              <WaysIn />
            </>
          )}
        </Card>
      )}
    </Page>
  );
}
