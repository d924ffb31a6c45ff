import { t } from '../i18n.ts';
import { button, h } from './element.ts';

/** Ten large digits; a scanner or a keyboard types into it as well. */
export function keypad(options: {
  label: string;
  longest: number;
  /** Whether this may be sent. */
  complete: (digits: string) => boolean;
  submitLabel: string;
  onSubmit: (digits: string) => unknown;
}): { element: HTMLElement; stop: () => void } {
  let digits = '';
  const display = h('output.digits', { 'aria-label': options.label, 'aria-live': 'polite' });
  const submit = button('main', options.submitLabel, () => send());
  const send = () => (options.complete(digits) ? options.onSubmit(digits) : undefined);
  const show = () => {
    display.textContent = digits.replace(/(\d{4})(?=\d)/g, '$1 ');
    submit.setAttribute('aria-disabled', String(!options.complete(digits)));
  };
  const type = (digit: string) => {
    if (digits.length < options.longest) digits += digit;
    show();
  };
  const erase = () => {
    digits = digits.slice(0, -1);
    show();
  };
  const clear = () => {
    digits = '';
    show();
  };
  const onKey = (event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) type(event.key);
    else if (event.key === 'Backspace') erase();
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) void send();
  };
  window.addEventListener('keydown', onKey);
  show();
  const keys = [...'123456789'].map(digit => button('key', digit, () => type(digit)));
  const element = h(
    'div.keypad',
    display,
    h(
      'div.keys',
      { role: 'group' },
      ...keys,
      button('key.quiet', t('clear'), clear),
      button('key', '0', () => type('0')),
      button('key.quiet', t('delete'), erase),
    ),
    submit,
  );
  return { element, stop: () => window.removeEventListener('keydown', onKey) };
}
