import type { SmsCodeRequest } from '@api/types';
import { useEffect, useState } from 'react';
import { sendSmsCode } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface PhoneCodeProps {
  /** Where the code goes: to a phone that was typed, or to the phone on file of an account number. */
  request: SmsCodeRequest;
  /** Whether what was typed can be sent to at all. */
  ready: boolean;
  code: string;
  onCode: (code: string) => void;
}

/** A code by SMS: the button that sends it, where it went, and the field it is typed into. */
export function PhoneCode({ request, ready, code, onCode }: PhoneCodeProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const [last, setLast] = useState<{ asked: string; sentTo: string; wait: number } | null>(null);
  // The button that had the focus cannot be pressed once it has sent, and loses it.
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!last || last.wait <= 0) return;
    const timer = setTimeout(() => setLast({ ...last, wait: last.wait - 1 }), 1000);
    return () => clearTimeout(timer);
  }, [last]);
  const asked = JSON.stringify(request);
  const send = () =>
    run(async () => {
      setTyping(false);
      const { sentTo, resendInSeconds } = await sendSmsCode(request);
      setLast({ asked, sentTo, wait: resendInSeconds });
      setTyping(true);
    });
  // A phone that was mistyped and put right has been sent nothing yet.
  const { sentTo, wait } = last?.asked === asked ? last : { sentTo: null, wait: 0 };
  const button = (
    <Press
      look="quiet"
      className="send-code"
      disabled={!ready || busy || wait > 0}
      onPress={() => void send()}
    >
      {wait > 0 ? t('code.wait', { seconds: wait }) : sentTo ? t('code.again') : t('code.send')}
    </Press>
  );
  return (
    <>
      {error && <ErrorState error={error} />}
      <Field
        label={t('code.label')}
        kind="digits"
        oneTimeCode
        maxLength={6}
        focused={typing}
        value={code}
        onChange={typed => onCode(typed.replace(/\D/g, ''))}
        beside={button}
      />
      {sentTo && (
        <Box className="quiet" live="polite">
          {t('code.sent', { phone: sentTo })}
        </Box>
      )}
    </>
  );
}
