import type { App, Screen } from '../app.ts';
import { enrol } from '../device/api.ts';
import { t } from '../i18n.ts';
import { button, h } from '../ui/element.ts';
import { keypad } from '../ui/keypad.ts';
import { accountScreen } from './account.ts';
import { sayProblem } from './problem.ts';

export const startScreen = (app: () => App) => (): Screen => ({
  title: t('title'),
  body: [button('hero', t('begin'), () => app().show(accountScreen(app())), t('begin-hint'))],
  patient: true,
});

/** Before the machine has a key: the code that staff made for it. */
export const enrolScreen = (onDone: () => unknown) => (): Screen => {
  const problem = h('p.problem', { role: 'alert' });
  const pad = keypad({
    label: t('enrol-title'),
    longest: 12,
    complete: digits => digits.length === 12,
    submitLabel: t('enrol'),
    async onSubmit(code) {
      problem.textContent = '';
      try {
        await enrol(code);
        await onDone();
      } catch (error) {
        problem.textContent = sayProblem(error);
      }
    },
  });
  return {
    title: t('enrol-title'),
    body: [h('p.hint', t('enrol-hint')), problem, pad.element],
    leave: pad.stop,
    patient: true,
  };
};
