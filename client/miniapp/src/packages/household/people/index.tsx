import { getPeople, removePerson } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function PeoplePage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('people');
  const people = useResource(`people:${accountNo}`, () => getPeople(accountNo));
  const { busy, error, run } = useBusy();
  const remove = (bindingId: string) =>
    void run(async () => {
      await removePerson(accountNo, bindingId);
      await people.reload();
    });
  return (
    <Page title={t('people.title')}>
      {error && <ErrorState error={error} />}
      <ResourceView of={people}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('people.none.title')} how={t('people.none.how')} />
          ) : (
            <Card>
              <Box as="ul" className="plain-list rows">
                {list.map(({ bindingId, phoneMasked, level, since, isMe }) => (
                  <Box as="li" key={bindingId} className="rows__one rows__one--tall">
                    <Box className="grow">
                      <Box>{`${phoneMasked ?? t('people.unknown-phone')}${isMe ? ` · ${t('people.me')}` : ''}`}</Box>
                      <Box className="quiet">
                        {`${level === 'full' ? t('household.full') : t('household.pay-only')} · ${t('people.since', { day: day(since, t.language) })}`}
                      </Box>
                    </Box>
                    {!isMe && (
                      <ConfirmPress
                        name={t('people.remove')}
                        sure={t('people.remove.sure')}
                        disabled={busy}
                        onConfirm={() => remove(bindingId)}
                      />
                    )}
                  </Box>
                ))}
              </Box>
            </Card>
          )
        }
      </ResourceView>
    </Page>
  );
}
