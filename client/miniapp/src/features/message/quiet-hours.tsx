import type { MessagePreferences } from '@api/types';
import { setMessagePreferences } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { presetOf, quietPresets } from './quiet-presets';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

/** When ordinary messages wait, and the language they are written in. */
export function QuietHours({ wishes: { quiet, hallQuiet, language }, onChange }: WishesProps) {
  const t = useTexts();
  const { error, run } = useBusy();
  const save = (changes: Parameters<typeof setMessagePreferences>[0]) =>
    void run(async () => {
      await setMessagePreferences(changes);
      onChange();
    });
  const presets = quietPresets(hallQuiet, quiet, t);
  const value = quiet ? presetOf(quiet, hallQuiet) : 'hall';
  return (
    <>
      <Card title={t('messages.quiet')}>
        <Box className="quiet prose">{t('messages.quiet.how')}</Box>
        {error && <ErrorState error={error} />}
        <Choice
          label={t('messages.quiet')}
          value={value}
          onChange={chosen =>
            // The hall's own hours may change, and are followed.
            save({ quiet: chosen === 'hall' ? null : presets.find(each => each.value === chosen)!.hours })
          }
          options={presets.map(each => ({ value: each.value, name: each.name }))}
        />
      </Card>
      <Card title={t('messages.language')}>
        <Choice
          label={t('messages.language')}
          value={language}
          onChange={chosen => save({ language: chosen })}
          options={[
            { value: 'zh', name: '中文' },
            { value: 'en', name: 'English' },
          ]}
        />
      </Card>
    </>
  );
}
