import type { Me } from '@api/types';
import { removeIdentity } from '@/api/hall';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Text } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { identityName } from './identity-name';
import { ProveSelf } from './prove-self';
import { useProving } from './use-proving';

interface IdentitiesProps {
  identities: Me['identities'];
  onChange: () => void;
}

/** The ways to sign in. One may go as long as another is left; the one in use says so itself. */
export function Identities({ identities, onChange }: IdentitiesProps) {
  const t = useTexts();
  const proving = useProving();
  const { busy, error, run } = proving;
  const remove = (id: string) =>
    run(async () => {
      await removeIdentity(id);
      onChange();
    });
  return (
    <Card title={t('me.identities')}>
      {error && <ErrorState error={error} />}
      <ProveSelf of={proving} />
      <Box as="ul" className="plain-list rows">
        {identities.map(({ id, provider, createdAt }) => (
          <Box as="li" key={id} className="rows__one--tall">
            <Box className="grow">
              <Box>{identityName(provider, t)}</Box>
              <Text className="quiet">{t('me.identity.since', { day: day(createdAt, t.language) })}</Text>
            </Box>
            {identities.length > 1 && (
              <ConfirmPress
                name={t('me.identity.remove')}
                sure={t('me.identity.remove.sure', { name: identityName(provider, t) })}
                disabled={busy}
                onConfirm={() => void remove(id)}
              />
            )}
          </Box>
        ))}
      </Box>
    </Card>
  );
}
