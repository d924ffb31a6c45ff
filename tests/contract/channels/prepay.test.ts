import { openPrepay } from './drivers/prepay.ts';
import { choicesOf, prepayChannels } from './drivers/prepay-ways.ts';
import { playChannels } from './play-channels.ts';

playChannels(prepayChannels, openPrepay, choicesOf);
