import { openCounter } from './drivers/counter.ts';
import { openKiosk } from './drivers/kiosk.ts';
import { openPos } from './drivers/pos.ts';
import { playChannels } from './play-channels.ts';

playChannels(['counter'], openCounter);
playChannels(['kiosk'], openKiosk);
playChannels(['pos'], openPos);
