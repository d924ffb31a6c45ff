/** What a resident's phone has to fetch, from the built files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Size {
  what: string;
  bytes: number;
  limit?: number;
}

const clients = join(import.meta.dirname, '../../client');
const dist = join(clients, 'miniapp/dist');

/** What WeChat's main package may weigh, in bytes. */
export const mainPackageLimit = 700_000;

/** WeChat's main package is everything outside the subpackages; the wallets count bytes as they lie. */
export function packageSizes(platform: 'weapp' | 'alipay'): Size[] {
  const root = join(dist, platform);
  const packages = readdirSync(join(root, 'packages'));
  const inPackages = packages.map(name => ({ name, bytes: bytesIn(join(root, 'packages', name)) }));
  const main = bytesIn(root) - inPackages.reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = platform === 'weapp' ? mainPackageLimit : undefined;
  return [
    { what: `${platform}: main package`, bytes: main, limit },
    ...inPackages.map(({ name, bytes }) => ({ what: `${platform}: subpackage ${name}`, bytes })),
  ];
}

/** Everything the hall's page names itself, compressed as it is sent. */
export function hallLoad(): Size {
  const bytes = loadOf(join(dist, 'h5'), /(?:src|href)="\/((?:js|css)\/[^"]+)"/g);
  return { what: 'H5: page with its scripts and styles, gzip', bytes };
}

/** The same of the staff view; its pages come when they are opened. */
export function staffLoad(): Size {
  const bytes = loadOf(join(clients, 'admin/dist'), /(?:src|href)="\/admin\/(assets\/[^"]+\.(?:js|css))"/g);
  return { what: 'staff view: page with its scripts and styles, gzip', bytes, limit: 400_000 };
}

function loadOf(root: string, names: RegExp): number {
  const page = readFileSync(join(root, 'index.html'));
  const named = [...page.toString().matchAll(names)].map(match => match[1]!);
  const files = [page, ...named.map(name => readFileSync(join(root, name)))];
  return files.reduce((sum, content) => sum + gzipSync(content).length, 0);
}

function bytesIn(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
