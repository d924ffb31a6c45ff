import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { chooseLanguage } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { chooseAppearance, useAppearance } from '@/state/appearance';

/** Text size, light or dark, and language; the first two follow the system until chosen. */
export function Preferences() {
  const t = useTexts();
  const { chosen } = useAppearance();
  const types = ['system', 'normal', 'large', 'larger'] as const;
  const themes = ['system', 'light', 'dark'] as const;
  return (
    <>
      <Card title={t('me.type')}>
        <Choice
          label={t('me.type')}
          value={chosen.type}
          onChange={type => chooseAppearance({ type })}
          options={types.map(value => ({ value, name: t(`me.type.${value}`) }))}
        />
      </Card>
      <Card title={t('me.theme')}>
        <Choice
          label={t('me.theme')}
          value={chosen.theme}
          onChange={theme => chooseAppearance({ theme })}
          options={themes.map(value => ({ value, name: t(`me.theme.${value}`) }))}
        />
      </Card>
      <Card title={t('me.language')}>
        <Choice
          label={t('me.language')}
          value={t.language}
          onChange={chooseLanguage}
          options={[
            { value: 'zh', name: '中文' },
            { value: 'en', name: 'English' },
          ]}
        />
      </Card>
    </>
  );
}
