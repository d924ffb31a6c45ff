import type { Application } from '@api/types';
import { discardApplication, moveApplication } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Skeleton } from '@/components/skeleton';
import { Box, Press } from '@/elements/elements';
import { FormFields } from '@/features/apply/form-fields';
import { HomeService } from '@/features/apply/home-service';
import { inLanguage } from '@/features/apply/in-language';
import { Papers } from '@/features/apply/papers';
import { useApplication } from '@/features/apply/use-application';
import { useForm } from '@/features/apply/use-form';
import { WishedManager } from '@/features/apply/wished-manager';
import { useTexts } from '@/i18n/texts';
import { goInstead, usePageParams } from '@/navigation/go';
import type { Resource } from '@/state/resource';

/** The draft: filled in over as many days as one likes, handed in with one certificate. */
export default function FormPage() {
  const t = useTexts();
  const { caseNo } = usePageParams('applyForm');
  const found = useApplication(caseNo);
  return (
    <Page title={t('apply.form')}>
      {!caseNo && <Empty title={t('apply.none.title')} how={t('apply.none.how')} />}
      {caseNo && (
        <ResourceView of={found} skeleton={{ cards: 3 }}>
          {shown =>
            shown.status === 'draft' ? (
              // What is kept on the device has no answers in it: they come from the server.
              shown.form ? (
                <Draft shown={shown} found={found} />
              ) : (
                !found.error && <Skeleton cards={3} />
              )
            ) : (
              <Empty
                title={t('apply.handed-in')}
                how={t('apply.handed-in.how')}
                action={{ name: t('apply.see'), onPress: () => goInstead('application', { caseNo }) }}
              />
            )
          }
        </ResourceView>
      )}
    </Page>
  );
}

function Draft({ shown, found }: { shown: Application; found: Resource<Application> }) {
  const t = useTexts();
  const form = useForm(shown, found.replace);
  const { busy, error, run } = useBusy();
  const { caseNo, kind } = shown;
  const handIn = () =>
    run(async () => {
      if (!(await form.flush())) return;
      found.replace(await moveApplication(caseNo, 'submission'));
      goInstead('application', { caseNo });
    });
  const discard = () =>
    run(async () => {
      await discardApplication(caseNo);
      goInstead('applications', {});
    });
  return (
    <>
      <Card title={inLanguage(kind.name, t)}>
        <FormFields fields={kind.fields} form={form} />
      </Card>
      <Papers shown={shown} onChanged={found.reload} />
      <HomeService shown={shown} onChanged={found.replace} />
      <WishedManager shown={shown} onChanged={found.replace} />
      {error && <ErrorState error={error} />}
      <Box className="actions">
        <Press look="main" disabled={busy || found.stale} onPress={() => void handIn()}>
          {busy ? t('state.sending') : t('apply.hand-in')}
        </Press>
      </Box>
      <ConfirmPress
        name={t('apply.discard')}
        sure={t('apply.discard.sure')}
        disabled={busy}
        onConfirm={() => void discard()}
      />
    </>
  );
}
