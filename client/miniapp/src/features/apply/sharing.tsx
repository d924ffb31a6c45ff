import type { Application, ApplicationShare } from '@api/types';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { endShare, shareApplication } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { day, moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

interface SharingProps {
  shown: Application;
  onChanged: () => Promise<void>;
}

/** One other member of the household may follow: a link, given away and taken up by consent, and ended at any time. */
export function Sharing({ shown: { caseNo, status, shares }, onChanged }: SharingProps) {
  const t = useTexts();
  const [given, setGiven] = useState<ApplicationShare | null>(null);
  const [copied, setCopied] = useState(false);
  const { busy, error, run } = useBusy();
  if (status === 'draft') return null;
  const give = () =>
    run(async () => {
      setCopied(false);
      setGiven(await shareApplication(caseNo, newIdempotencyKey()));
      await onChanged();
    });
  const copy = (url: string) =>
    run(async () => {
      await Taro.setClipboardData({ data: url });
      setCopied(true);
    });
  const end = (shareId: string) =>
    run(async () => {
      await endShare(caseNo, shareId);
      if (given?.id === shareId) setGiven(null);
      await onChanged();
    });
  return (
    <Card title={t('apply.share')}>
      <Box className="quiet">{t('apply.share.what')}</Box>
      {error && <ErrorState error={error} />}
      {given && (
        <>
          <Box className="prose">{given.url}</Box>
          <Press look="chip" disabled={busy} onPress={() => void copy(given.url)}>
            {t('apply.share.copy')}
          </Press>
          <Box live="polite">{copied && t('apply.share.copied')}</Box>
        </>
      )}
      {shares.map(({ id, joinedAt, expiresAt }) => (
        <Box key={id} className="spread">
          <Box>
            {joinedAt
              ? t('apply.share.joined', { time: moment(joinedAt, t.language) })
              : t('apply.share.open', { day: day(expiresAt, t.language) })}
          </Box>
          <ConfirmPress
            name={t('apply.share.end')}
            sure={t('apply.share.end.sure')}
            disabled={busy}
            onConfirm={() => void end(id)}
          />
        </Box>
      ))}
      <Box className="actions">
        <Press look="quiet" disabled={busy} onPress={() => void give()}>
          {t('apply.share.give')}
        </Press>
      </Box>
    </Card>
  );
}
