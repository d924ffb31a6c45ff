import { useState } from 'react';
import { attachPhone } from '@/api/hall';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { PhoneCode } from './phone-code';
import { digitsOf, isPhone } from './phone-number';
import { ProveSelf } from './prove-self';
import { useProving } from './use-proving';

interface AttachPhoneProps {
  /** There is one already, and the new one takes its place. */
  replaces: boolean;
  onDone: () => void;
}

/** A phone for the account, or another one: a code to it, and a fresh proof that the account is one's own. */
export function AttachPhone({ replaces, onDone }: AttachPhoneProps) {
  const t = useTexts();
  const [open, setOpen] = useState(!replaces);
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const proving = useProving();
  const { busy, error, run } = proving;
  const attach = () =>
    run(async () => {
      await attachPhone({ phone, code });
      onDone();
    });
  const name = t(replaces ? 'me.phone.replace' : 'me.phone.attach');
  if (!open)
    return (
      <Box className="actions">
        <Press look="quiet" onPress={() => setOpen(true)}>
          {name}
        </Press>
      </Box>
    );
  if (proving.unproved) return <ProveSelf of={proving} />;
  return (
    <Card title={name}>
      <Box className="quiet">{t(replaces ? 'me.phone.replace.about' : 'me.phone.why')}</Box>
      {error && <ErrorState error={error} />}
      <Field
        label={t(replaces ? 'me.phone.new' : 'phone.label')}
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={typed => setPhone(digitsOf(typed))}
        problem={phone.length === 11 && !isPhone(phone) ? t('phone.wrong') : null}
      />
      <PhoneCode request={{ purpose: 'merge', phone }} ready={isPhone(phone)} code={code} onCode={setCode} />
      <Box className="actions">
        <Press
          look="main"
          disabled={busy || !isPhone(phone) || code.length !== 6}
          onPress={() => void attach()}
        >
          {name}
        </Press>
      </Box>
    </Card>
  );
}
