/**
 * Partners of the demo. Their keys are known to everybody who reads this, and production never has them: Ed25519 and AES keys come
 * of SHA-256("dianting-demo-partner:" + code), WeChat's RSA key stands in tests/contract/agency/examples/keys.json.
 */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { createDemoPartnersRepository, type DemoPartner } from './demo-partners.repository.ts';

const seedOf = (code: string): Buffer =>
  createHash('sha256').update(`dianting-demo-partner:${code}`).digest();

/** PKCS#8 around the 32 bytes of an Ed25519 private key (RFC 8410 §7). */
const ed25519Header = Buffer.from('302e020100300506032b657004220420', 'hex');

export function demoPublicKey(code: string): string {
  const key = createPrivateKey({
    key: Buffer.concat([ed25519Header, seedOf(code)]),
    format: 'der',
    type: 'pkcs8',
  });
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

const demoMasterKey = (code: string): string => seedOf(code).subarray(0, 16).toString('hex');

/** The public half of `wechatBill` in the examples' keys. */
const demoPlatformKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlJAO0m7aqL1Hjknd0WNP
nVltvD9YGm1pNLIt++MtDUaLFCt8pwb/w53it3vCRt04tH0dga1Q1fRGsUm+mjrc
V/L2uo44v6klifmOKyiv0Wfs2+PCl0p9FPji8huhjSpyB5jCuN0QtvVd6jYchPff
nZy5mwHAhFt/N82KQlajxpqQuUNw/Kgs7/47+mMP7bdVdDTA1lgmja8fywKzPnAS
2MpM2R6nw/cgz6kasNTc85gNAVttLGcLzBt4chl6vBuAiJ/1ifNoYdCTT7LriSof
eE68VNvlpCbXflDHT0Pe2ay9oSRclAB1vF83vTdRf5eYjpGDlVsYTy1fTx3bbioe
UwIDAQAB
-----END PUBLIC KEY-----
`;

const yuan = { request: 'yuan', reply: 'yuan', file: 'fen' };
const fen = { request: 'fen', reply: 'fen', file: 'fen' };
const point = (terminalNo: string, channel: string, name: string, address: string, marked = true) => ({
  terminalNo,
  channel,
  name,
  address,
  hours: '08:30-18:00',
  marked,
});

const demoPartners: DemoPartner[] = [
  {
    code: 'AG0001',
    nameZh: '惠民便利连锁',
    nameEn: 'Huimin Convenience Stores',
    form: 'agency-json',
    channels: ['agent'],
    prefunded: true,
    cutOff: '24:00:00',
    units: yuan,
    commissionPpm: 3_000,
    perPaymentFen: 500_000,
    perDayFen: 20_000_000,
    topUpFen: 5_000_000,
    terminals: [
      point('T0000001', 'agent', '惠民便利·昆嵛路店', '文登区昆嵛路88号'),
      point('T0000002', 'agent', '惠民便利·世昌大道店', '环翠区世昌大道120号', false),
    ],
  },
  {
    code: 'PO0001',
    nameZh: '邮政便民服务',
    nameEn: 'Post Offices',
    form: 'agency-json',
    channels: ['postal'],
    cutOff: '17:00:00',
    units: yuan,
    terminals: [
      point('P0001', 'postal', '环翠楼邮政所', '环翠区和平路6号'),
      point('P0002', 'postal', '文登邮政支局', '文登区文昌路19号'),
      point('P0003', 'postal', '葛家邮政代办点', '文登区葛家镇驻地', false),
    ],
  },
  {
    code: 'MB0001',
    nameZh: '明远银行手机银行',
    nameEn: 'Mingyuan Mobile Banking',
    form: 'agency-json',
    channels: ['mobile-bank'],
    cutOff: '23:00:00',
    units: yuan,
    terminals: [],
  },
  {
    code: 'FT0001',
    nameZh: '明远农村信用社',
    nameEn: 'Mingyuan Rural Credit',
    form: 'agency-json',
    channels: ['financial-terminal'],
    cutOff: '18:00:00',
    units: yuan,
    perPaymentFen: 200_000,
    terminals: [
      point('V001', 'financial-terminal', '大水泊村助农点', '文登区大水泊镇'),
      point('V002', 'financial-terminal', '张家产村助农点', '文登区张家产镇'),
    ],
  },
  {
    code: 'BK0001',
    nameZh: '明远银行',
    nameEn: 'Bank of Mingyuan',
    form: 'agency-tcp',
    channels: ['bank-counter', 'bank-kiosk'],
    cutOff: '18:00:00',
    units: fen,
    terminals: [],
  },
  {
    code: 'WX0001',
    nameZh: '微信生活缴费',
    nameEn: 'WeChat bill payment',
    form: 'wechat-bill',
    channels: ['wechat-bill'],
    cutOff: '24:00:00',
    units: fen,
    settings: { mchId: '1900000109', companyId: '1001' },
    terminals: [],
  },
];

/** Once; a partner that is there is left alone. */
export async function seedPartners(db: Database, cipher: FieldCipher): Promise<void> {
  const repository = createDemoPartnersRepository(db.pool);
  for (const partner of demoPartners) await repository.add(partner, keyOf(partner, cipher));
}

function keyOf({ code, form }: DemoPartner, cipher: FieldCipher) {
  switch (form) {
    case 'agency-tcp':
      return { keyId: '01', algorithm: 'aes-cmac', secretEnc: cipher.encrypt(demoMasterKey(code)) };
    case 'wechat-bill':
      return { keyId: 'LIFEPAY_KEY_2026A', algorithm: 'rsa-sha256', publicKey: demoPlatformKey };
    default:
      return { keyId: 'demo', algorithm: 'ed25519', publicKey: demoPublicKey(code) };
  }
}
