import type { ConsentPlatform } from './contract';

/** A browser asks for nothing: the official account's template messages need no consent for each. */
export const consent: ConsentPlatform = { channel: null, ask: () => Promise.resolve([]) };
