import { openPrepay, prepayChannels } from './drivers/prepay.ts';
import { playChannels } from './play-channels.ts';

playChannels(prepayChannels, openPrepay);
