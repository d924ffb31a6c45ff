/** Loaded before the sandbox or a server: its clock runs ahead by what a file says, in milliseconds. See shared-clock.ts. */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const path = process.env.SHIFTED_TIME_FILE;
const shifted = () => RealDate.now() + (path ? Number(readFileSync(path, 'utf8')) : 0);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [shifted()], newTarget),
  get: (target, name, receiver) => (name === 'now' ? shifted : Reflect.get(target, name, receiver)),
});
