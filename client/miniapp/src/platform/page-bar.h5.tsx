import { useEffect } from 'react';
import { Icon } from '@/components/icon';
import { Press } from '@/elements/elements';
import { chooseLanguage } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { goBack } from '@/navigation/go';
import type { PageBarProps } from './contract';

const ground = { light: '#F4F6F5', dark: '#0F1413' };

/** Browsers have no bar of their own: title, back, and the other language. */
export function PageBar({ title, root, theme }: PageBarProps) {
  const t = useTexts();
  useEffect(() => {
    document.title = root ? t('app.name') : `${title} · ${t('app.name')}`;
    document.documentElement.lang = t.language === 'zh' ? 'zh-CN' : 'en';
    // What shows beside and behind the page when it is pulled past its end.
    document.body.style.backgroundColor = ground[theme];
    document.documentElement.style.colorScheme = theme;
  }, [title, root, theme, t]);
  const other = t.language === 'zh' ? 'en' : 'zh';
  return (
    <header className="hall__bar">
      {!root && (
        <Press look="icon" label={t('nav.back')} onPress={goBack}>
          <Icon name="back" />
        </Press>
      )}
      <h1 className="hall__title">{title}</h1>
      <Press look="text" onPress={() => chooseLanguage(other)}>
        <span lang={other === 'zh' ? 'zh-CN' : 'en'}>{other === 'zh' ? '中文' : 'English'}</span>
      </Press>
    </header>
  );
}
