import { TextDecoder, TextEncoder } from 'node:util';

process.env.TARO_ENV = 'h5';
// Every browser has them; jsdom has not.
Object.assign(globalThis, { TextDecoder, TextEncoder });
