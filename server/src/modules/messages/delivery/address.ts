/** Where a recipient is reached on each channel. Opened only for the sending; what is kept is masked. */
import type { FieldCipher } from '../../../infra/crypto.ts';
import { maskPhone } from '../../../shared/mask.ts';
import type { ChannelName } from '../channels/channel.ts';
import type { ClaimedNotice } from './claim.repository.ts';

type Reached = Pick<
  ClaimedNotice,
  'personId' | 'phoneEnc' | 'emailEnc' | 'miniOpenid' | 'oaOpenid' | 'alipayUserId'
>;

export function reachable(notice: Reached): Set<ChannelName> {
  const ways: ChannelName[] = [];
  if (notice.miniOpenid) ways.push('wechat-subscribe');
  if (notice.oaOpenid) ways.push('wechat-oa');
  if (notice.alipayUserId) ways.push('alipay');
  if (notice.phoneEnc) ways.push('sms', 'voice');
  if (notice.emailEnc) ways.push('email');
  if (notice.personId) ways.push('in-app');
  return new Set(ways);
}

export interface Address {
  to: string;
  masked: string;
  phoneHash: string | null;
}

export function addressOn(channel: ChannelName, notice: Reached, cipher: FieldCipher): Address {
  if (channel === 'sms' || channel === 'voice') {
    const phone = cipher.decrypt(notice.phoneEnc!);
    return { to: phone, masked: maskPhone(phone), phoneHash: cipher.hash('phone', phone).toString('hex') };
  }
  const to = {
    email: () => cipher.decrypt(notice.emailEnc!),
    'wechat-subscribe': () => notice.miniOpenid!,
    'wechat-oa': () => notice.oaOpenid!,
    alipay: () => notice.alipayUserId!,
    'in-app': () => notice.personId!,
  }[channel]();
  return { to, masked: channel === 'email' ? maskEmail(to) : `…${to.slice(-4)}`, phoneHash: null };
}

export function maskEmail(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 1)}***@${domain}`;
}
