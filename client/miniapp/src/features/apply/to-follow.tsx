import type { Application } from '@api/types';
import { useState } from 'react';
import { saveApplication } from '@/api/hall';
import { asHallError } from '@/api/hall-error';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import type { Resource } from '@/state/resource';
import { FormFields } from './form-fields';
import { refusedOf } from './use-form';

/** What could be left open as it was handed in, and is needed before the end. Sent at a press: once it has come it is settled. */
export function ToFollow({ shown, of }: { shown: Application; of: Resource<Application> }) {
  const t = useTexts();
  const [values, setValues] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const { busy, error, run } = useBusy();
  const fields = shown.kind.fields.filter(({ code }) => shown.fieldsMissing.includes(code));
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  const send = async () => of.replace(await saveApplication(shown.caseNo, Object.fromEntries(given)));
  const sendAndMark = () =>
    run(() =>
      send().catch(thrown => {
        const refused = refusedOf(asHallError(thrown));
        setProblems(refused);
        if (Object.keys(refused).length === 0) throw thrown;
      }),
    );
  return (
    <Card title={t('apply.to-follow')}>
      <Box className="quiet">{t('apply.to-follow.how')}</Box>
      <FormFields
        fields={fields}
        form={{
          values,
          problems,
          state: 'unsaved',
          error,
          flush: async () => true,
          change(code, value) {
            setValues(before => ({ ...before, [code]: value }));
            setProblems(({ [code]: _, ...others }) => others);
          },
        }}
      />
      <Box className="actions">
        <Press look="main" disabled={busy || given.length === 0} onPress={() => void sendAndMark()}>
          {busy ? t('state.sending') : t('apply.to-follow.send')}
        </Press>
      </Box>
    </Card>
  );
}
