/** How money came, in words for a receipt: no code of ours stands on a signed paper. */
import type { Wording } from '../../../shared/errors.ts';

/** By the first part of `collections.source`: who holds the money for us. */
const sources: Record<string, Wording> = {
  'wechat-pay': { zh: '微信支付', en: 'WeChat Pay' },
  alipay: { zh: '支付宝', en: 'Alipay' },
  unionpay: { zh: '银联', en: 'UnionPay' },
  partner: { zh: '代收机构', en: 'Collecting partner' },
  agent: { zh: '代收网点', en: 'Collection agent' },
  acquirer: { zh: '银行卡（POS机）', en: 'Bank card' },
  'debit-bank': { zh: '银行代扣', en: 'Direct debit' },
  shift: { zh: '营业厅柜台', en: 'Counter' },
  'cash-box': { zh: '自助终端（现金）', en: 'Kiosk (cash)' },
  card: { zh: '电费充值卡', en: 'Recharge card' },
};

const elsewhere: Wording = { zh: '其他方式', en: 'Other' };

/** @param channelName of the channel: what others collect for us is called by the way the customer went */
export function wayOfPayment(source: string, channelName: Wording | undefined): Wording {
  const collected = source === 'partner' || source === 'agent';
  return (collected && channelName) || (sources[source] ?? elsewhere);
}
