import type { Application } from '@api/types';
import { useState } from 'react';
import { endApplication } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

interface EndApplicationProps {
  shown: Application;
  onChanged: (changed: Application) => void;
}

/** Withdraw while it runs; appeal once against a refusal. */
export function EndApplication({ shown, onChanged }: EndApplicationProps) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const { busy, error, run } = useBusy();
  const { caseNo, canWithdraw, canAppeal, appealUntil } = shown;
  if (!canWithdraw && !canAppeal) return null;
  const act = (what: 'withdrawal' | 'appeal') =>
    run(async () => {
      onChanged(await endApplication(caseNo, what, reason.trim()));
      setReason('');
    });
  const unsaid = reason.trim().length < 2;
  return (
    <Card title={t(canAppeal ? 'apply.appeal' : 'apply.withdraw')}>
      {canAppeal && appealUntil && (
        <Box>{t('apply.appeal.until', { day: day(appealUntil, t.language) })}</Box>
      )}
      {error && <ErrorState error={error} />}
      <Field
        label={t(canAppeal ? 'apply.appeal.why' : 'apply.withdraw.why')}
        hint={t('apply.reason.hint')}
        maxLength={300}
        value={reason}
        onChange={setReason}
      />
      {canAppeal ? (
        <Box className="actions">
          <Press look="main" disabled={busy || unsaid} onPress={() => void act('appeal')}>
            {t('apply.appeal.send')}
          </Press>
        </Box>
      ) : (
        <ConfirmPress
          name={t('apply.withdraw')}
          sure={t('apply.withdraw.sure')}
          disabled={busy || unsaid}
          onConfirm={() => void act('withdrawal')}
        />
      )}
    </Card>
  );
}
