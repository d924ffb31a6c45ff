import type { App, Screen } from '../app.ts';
import { askQuote } from '../device/api.ts';
import { t } from '../i18n.ts';
import { button, h } from '../ui/element.ts';
import { keypad } from '../ui/keypad.ts';
import { confirmScreen } from './confirm.ts';
import { sayProblem } from './problem.ts';

export const accountScreen = (app: App) => (): Screen => {
  const problem = h('p.problem', { role: 'alert' });
  const pad = keypad({
    label: t('account-title'),
    longest: 13,
    complete: digits => /^(\d{10}|\d{13})$/.test(digits),
    submitLabel: t('next'),
    async onSubmit(accountNo) {
      problem.textContent = '';
      try {
        const quote = await askQuote(accountNo);
        app.show(confirmScreen(app, quote));
      } catch (error) {
        problem.textContent = sayProblem(error);
      }
    },
  });
  return {
    title: t('account-title'),
    body: [
      h('p.hint', t('account-hint')),
      problem,
      pad.element,
      button('plain.back', t('back'), () => app.home()),
    ],
    leave: pad.stop,
  };
};
