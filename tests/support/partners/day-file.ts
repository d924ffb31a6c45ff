/** The files that partners hand in for reconciliation, as `families/agency-json/README.md` lays them down. */
import iconv from 'iconv-lite';

export interface DayFileLine {
  /** `YYYYMMDD` and serial of the payment, also in the line of its reversal. */
  date: string;
  serial: string;
  account: string;
  /** In the file's unit. */
  amount: number;
  /** `01` bank-counter … `07` wechat-bill. */
  subChannel: string;
  type: '1' | '2';
}

export const SUB_CHANNELS = {
  'bank-counter': '01',
  'bank-kiosk': '02',
  'mobile-bank': '03',
  'financial-terminal': '04',
  agent: '05',
  postal: '06',
  'wechat-bill': '07',
} as const;

/** GBK, LF; first line `count|total`, where a reversal takes away. */
export function partnerDayFile(lines: DayFileLine[]): Buffer {
  const total = lines.reduce((sum, { amount, type }) => sum + (type === '1' ? amount : -amount), 0);
  const rows = lines.map(line =>
    [line.date, line.serial, line.account, line.amount, line.subChannel, line.type].join('|'),
  );
  return iconv.encode([`${lines.length}|${total}`, ...rows, ''].join('\n'), 'gbk');
}

export interface RefundLine {
  transId: string;
  billKey: string;
  amount: number;
  /** `YYYYMMDDhhmmss`. */
  refundedAt: string;
}

/** What 微信生活缴费 refunded because posting failed. */
export function refundFile(lines: RefundLine[]): Buffer {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const rows = lines.map(line => [line.transId, line.billKey, line.amount, line.refundedAt].join('|'));
  return iconv.encode([`${lines.length}|${total}`, ...rows, ''].join('\n'), 'gbk');
}

/** Reads a day file back: what it counts, and its lines. */
export function readDayFile(file: Buffer): { count: number; total: number; lines: string[][] } {
  const [first = '', ...lines] = iconv.decode(file, 'gbk').split('\n');
  const [count, total] = first.split('|').map(Number);
  return { count: count!, total: total!, lines: lines.filter(Boolean).map(line => line.split('|')) };
}
