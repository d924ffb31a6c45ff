import { agencyChannels, openAgency } from './drivers/agency.ts';
import { playChannels } from './play-channels.ts';

playChannels(agencyChannels, openAgency);
