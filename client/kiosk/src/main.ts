import './style.css';
import { type App, createApp } from './app.ts';
import { knownDevice, readState } from './device/api.ts';
import { hardware } from './device/hardware.ts';
import { record, startOutbox, watchOutbox } from './device/outbox.ts';
import { speak, spoken } from './i18n.ts';
import { offered } from './screens/confirm.ts';
import { enrolScreen, startScreen } from './screens/start.ts';

const retryMs = 5_000;

/** In the demo a machine can be played; where money is real only the maker's program speaks for the hardware. */
async function plugSimulator(): Promise<void> {
  if (!new URLSearchParams(location.search).has('simulator') || window.kioskHardware) return;
  const config = (await (await fetch('/api/v1/config')).json()) as { demo?: boolean };
  if (!config.demo) return;
  const { createSimulator } = await import('./device/simulator.ts');
  window.kioskHardware = createSimulator();
}

async function takeUpWork(app: App): Promise<void> {
  try {
    const { methods, next, utilityZh, utilityEn } = await readState();
    offered.methods = methods;
    app.called(spoken() === 'zh' ? utilityZh : utilityEn);
    hardware()?.onBoxChanged((removed, inserted) => record({ kind: 'box', removed, inserted }));
    startOutbox(next);
    app.home();
  } catch {
    setTimeout(() => void takeUpWork(app), retryMs);
  }
}

async function start(): Promise<void> {
  speak('zh');
  await plugSimulator();
  const app: App = createApp(document.getElementById('kiosk')!, () => startScreen(() => app)());
  watchOutbox(count => app.waiting(count));
  if (await knownDevice()) {
    app.home();
    await takeUpWork(app);
  } else app.show(enrolScreen(() => takeUpWork(app)));
}

void start();
