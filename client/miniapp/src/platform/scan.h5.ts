import type { ScanPlatform } from './contract';

/** Browsers have no scanner that works everywhere; the number is typed. */
export const scanner: ScanPlatform = { available: false, scan: () => Promise.resolve(null) };
