/** A note acceptor, a printer and a cash box as buttons. Loaded in the demo only, by `?simulator`. */
import { t, yuan } from '../i18n.ts';
import { h } from '../ui/element.ts';
import { line } from './api.ts';
import type { Hardware } from './hardware.ts';

const notes = [10_000, 5_000, 2_000, 1_000, 500, 100];

export function createSimulator(): Hardware {
  let onNote: ((fen: number) => void) | undefined;
  let onBox = (_removed: string, _inserted: string) => {};
  let box = 1;
  const slip = h('pre.slip', { role: 'status' });
  const press = (label: string, act: () => void) =>
    h('button.simulated', { type: 'button', click: act }, label);
  const cut = press(t('go-offline'), () => {
    line.cut = !line.cut;
    cut.textContent = t(line.cut ? 'go-online' : 'go-offline');
  });
  const buttons = notes.map(fen => press(yuan(fen), () => onNote?.(fen)));
  const enable = (on: boolean) => {
    for (const button of buttons) button.toggleAttribute('disabled', !on);
  };
  enable(false);
  document.body.append(
    h(
      'aside.simulator',
      { 'aria-label': t('simulator') },
      h('strong.simulated', t('simulator')),
      ...buttons,
      press(t('change-box'), () => onBox(String(box), String(++box))),
      cut,
      slip,
    ),
  );
  return {
    acceptNotes(react) {
      onNote = react;
      enable(true);
    },
    stopNotes() {
      onNote = undefined;
      enable(false);
    },
    async print(lines) {
      slip.textContent = lines.join('\n');
    },
    onBoxChanged(react) {
      onBox = react;
    },
  };
}
