/** One screen at a time; whoever walks away leaves nothing behind. */
import { speak, spoken, t } from './i18n.ts';
import { button, h } from './ui/element.ts';

export interface Screen {
  title: string;
  /** From top to bottom; null is left out. */
  body: (HTMLElement | null)[];
  /** Cleans up when the screen goes. */
  leave?: () => void;
  /** Instead of going back to the start when nobody touches it any more. */
  abandon?: () => void;
  /** Nobody is asked whether they are still there. */
  patient?: boolean;
}

const idleMs = 60_000;
const askSeconds = 15;

export function createApp(root: HTMLElement, start: () => Screen) {
  let make = start;
  let current: Screen | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let asking: { timer: ReturnType<typeof setInterval>; element: HTMLElement } | undefined;
  let name = '';
  const badge = h('span.badge', { role: 'status' });

  /** Makes the screen anew, in the language spoken now. */
  function render(focus = true): void {
    current?.leave?.();
    current = make();
    const toggle = () => {
      speak(spoken() === 'zh' ? 'en' : 'zh');
      render();
    };
    const heading = h('h1', { tabindex: '-1' }, current.title);
    root.replaceChildren(
      h('header', h('span.brand', name || t('title')), badge, button('plain', t('language'), toggle)),
      h('main', heading, ...current.body),
      h('footer', t('hotline')),
    );
    if (focus) heading.focus();
    touch();
  }

  function touch(): void {
    clearTimeout(idle);
    if (asking) {
      clearInterval(asking.timer);
      asking.element.remove();
      asking = undefined;
    }
    if (!current?.patient) idle = setTimeout(ask, idleMs);
  }

  function ask(): void {
    let left = askSeconds;
    const count = h('p', t('idle-hint', { seconds: left }));
    const element = h(
      'div.idle',
      { role: 'alertdialog', 'aria-modal': 'true', 'aria-label': t('idle') },
      h('h2', t('idle')),
      count,
      h('div.row', button('main', t('stay'), touch), button('second', t('leave'), abandon)),
    );
    const timer = setInterval(() => {
      left -= 1;
      count.textContent = t('idle-hint', { seconds: left });
      if (left <= 0) abandon();
    }, 1_000);
    asking = { timer, element };
    root.append(element);
    element.querySelector('button')?.focus();
  }

  function abandon(): void {
    const { abandon: instead } = current ?? {};
    touch();
    if (instead) instead();
    else app.home();
  }

  const app = {
    show(next: () => Screen) {
      make = next;
      render();
    },
    home() {
      speak('zh');
      make = start;
      render();
    },
    called(utility: string) {
      name = utility;
    },
    waiting(count: number) {
      badge.textContent = count > 0 ? t('waiting-reports', { count }) : '';
    },
  };
  for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, () => asking || touch());
  return app;
}

export type App = ReturnType<typeof createApp>;
