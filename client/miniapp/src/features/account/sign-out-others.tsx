import { useState } from 'react';
import { signOutOthers } from '@/api/hall';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { ProveSelf } from './prove-self';
import { useProving } from './use-proving';

/** For a phone that was lost or lent: whatever is signed in elsewhere ends, this device stays. */
export function SignOutOthers() {
  const t = useTexts();
  const [done, setDone] = useState(false);
  const proving = useProving();
  const end = () => {
    setDone(false);
    void proving.run(async () => {
      await signOutOthers();
      setDone(true);
    });
  };
  return (
    <>
      {proving.error && <ErrorState error={proving.error} />}
      <ProveSelf of={proving} />
      <Box className="actions">
        <ConfirmPress
          name={t('me.sign-out-others')}
          sure={t('me.sign-out-others.sure')}
          disabled={proving.busy}
          onConfirm={end}
        />
      </Box>
      <Box className="quiet" live="polite">
        {done && t('me.sign-out-others.done')}
      </Box>
    </>
  );
}
