/** 电e宝, played over the agents' JSON wire by the reference client that stands in for every such partner. */
import type { OpenDriver } from '../driver.ts';
import { openAgencyOver } from './agency.ts';
import { openJson } from './wires.ts';

export const eBaoChannels = ['e-bao'];

export const openEBao: OpenDriver = openAgencyOver(openJson, '08');
