import type { MessagePreferences } from '@api/types';
import { setMessagePreferences } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

const none = { from: '00:00', until: '00:00' };
const longer = { from: '21:00', until: '09:00' };

/** When ordinary messages wait, and the language they are written in. */
export function QuietHours({ wishes: { quiet, hallQuiet, language }, onChange }: WishesProps) {
  const t = useTexts();
  const { error, run } = useBusy();
  const save = (changes: Parameters<typeof setMessagePreferences>[0]) =>
    void run(async () => {
      await setMessagePreferences(changes);
      onChange();
    });
  const options = [
    { value: 'hall', name: `${hallQuiet.from}–${hallQuiet.until}`, quiet: null },
    { value: 'longer', name: `${longer.from}–${longer.until}`, quiet: longer },
    { value: 'none', name: t('messages.quiet.none'), quiet: none },
  ] as const;
  const value = !quiet ? 'hall' : quiet.from === quiet.until ? 'none' : 'longer';
  return (
    <>
      <Card title={t('messages.quiet')}>
        <Box className="quiet prose">{t('messages.quiet.how')}</Box>
        {error && <ErrorState error={error} />}
        <Choice
          label={t('messages.quiet')}
          value={value}
          onChange={chosen => save({ quiet: options.find(each => each.value === chosen)!.quiet })}
          options={options.map(each => ({ value: each.value, name: each.name }))}
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
