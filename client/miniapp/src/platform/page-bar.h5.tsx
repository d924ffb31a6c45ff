import { useDidShow } from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { Icon } from '@/components/icon';
import { Press } from '@/elements/elements';
import { chooseLanguage } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { goBack } from '@/navigation/go';
import type { PageBarProps } from './contract';

const ground = { light: '#F4F6F5', dark: '#0F1413' };

let visited = false;

/**
 * A screen reader says where one has come. The first page of a visit the browser announces by itself, and what a page
 * has given the focus to keeps it.
 */
function announce(heading: HTMLElement | null): void {
  const first = !visited;
  visited = true;
  const page = heading?.closest('.taro_page, .hall');
  if (!heading || first || page?.contains(document.activeElement)) return;
  heading.focus({ preventScroll: true });
}

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
  const heading = useRef<HTMLHeadingElement>(null);
  useDidShow(() => announce(heading.current));
  const other = t.language === 'zh' ? 'en' : 'zh';
  return (
    <header className="hall__bar">
      {!root && (
        <Press look="icon" label={t('nav.back')} onPress={goBack}>
          <Icon name="back" />
        </Press>
      )}
      <h1 className="hall__title" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <Press look="text" onPress={() => chooseLanguage(other)}>
        <span lang={other === 'zh' ? 'zh-CN' : 'en'}>{other === 'zh' ? '中文' : 'English'}</span>
      </Press>
    </header>
  );
}
