/** Network addresses that somebody may call from. */
import { BlockList, isIP } from 'node:net';

/** Of addresses, and of networks as address/bits; undefined for none: from anywhere. */
export function addressList(addresses: readonly string[]): BlockList | undefined {
  if (addresses.length === 0) return undefined;
  const list = new BlockList();
  for (const text of addresses) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

export function includesAddress(list: BlockList | undefined, ip: string): boolean {
  if (!list) return true;
  const plain = ip.replace(/^::ffff:/, '');
  return list.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4');
}
