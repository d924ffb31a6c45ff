/** The server's side of the three wire forms, against the example bytes of their specifications. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  type AgencyMessage,
  type AgencyRefusal,
  type AgencyTrade,
  agencyJson,
  agencyTcp,
  type ResultOf,
  readDayFile,
  wechatBill,
} from '../../../server/src/modules/payments/channels/families/index.ts';
import { fen } from '../../../server/src/shared/money.ts';

const load = (name: string) =>
  JSON.parse(readFileSync(new URL(`./examples/${name}.json`, import.meta.url), 'utf8'));
const keys = load('keys');
const now = new Date('2026-11-22T12:35:00Z');
const reply = new Date('2026-11-22T12:35:01Z');
const quoted = {
  quoteId: 'Q2026112200000000000001',
  accountNo: '0100000017',
  name: '**华',
  address: '城东区人民路*栋*单元***室',
  amountFen: fen(12_345),
  balanceFen: fen(0),
  bills: [{ month: '2026-10', amountFen: fen(12_345), dueOn: '2026-11-25' }],
  expiresAt: new Date('2026-11-22T14:35:00Z'),
};
const paid = { receiptNo: 'SJ2026112200000001', clearingOn: '2026-11-22', amountFen: fen(12_345) };
const results: Record<string, [AgencyTrade, ResultOf[AgencyTrade]]> = {
  inquire: ['inquire', quoted],
  pay: ['pay', paid],
  query: ['query', { status: 'paid', ...paid }],
  'query-absent': ['query', { status: 'absent' }],
  reverse: ['reverse', { result: 'reversed', clearingOn: '2026-11-22', amountFen: fen(12_345) }],
  'reverse-unseen': ['reverse', { result: 'unseen', clearingOn: '2026-11-22', amountFen: fen(8_800) }],
};

interface HttpExample {
  name: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  reply: { status: number; headers: Record<string, string>; body: string };
}

const ofName = <T extends { name: string }>(list: T[], name: string) =>
  list.find(each => each.name === name)!;
const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

test.each(load('agency-json') as HttpExample[])(
  'signed JSON: $name is read, verified and answered to the byte',
  example => {
    const request = {
      method: example.method,
      path: example.path,
      headers: example.headers,
      body: Buffer.from(example.body),
    };
    const head = agencyJson.readHead(request, now);
    agencyJson.verifyRequest(request, head, createPublicKey(keys.partner.publicKey));
    expect(() =>
      agencyJson.verifyRequest(
        { ...request, body: Buffer.from(`${example.body} `) },
        head,
        createPublicKey(keys.partner.publicKey),
      ),
    ).toThrow('1003');
    const body = bodyOf(example, request.body);
    if (body) expect(body.toString()).toBe(example.reply.body);
    const signer = { id: keys.hall.key, key: createPrivateKey(keys.hall.privateKey) };
    const signed = lower(
      agencyJson.signReply(
        { status: example.reply.status, body: Buffer.from(example.reply.body) },
        head.nonce,
        signer,
        reply,
      ),
    );
    expect(example.reply.headers).toMatchObject(signed);
  },
);

function bodyOf(example: HttpExample, body: Buffer): Buffer | undefined {
  const trade = example.path.split('/').at(-1) as AgencyTrade;
  if (example.name.startsWith('day-file')) {
    const file = Buffer.from(example.method === 'PUT' ? example.body : example.reply.body);
    expect(readDayFile(file, 'fen')).toMatchObject({
      totalFen: 29_690,
      lines: [{ serial: '000000000001' }, {}, {}],
    });
    return undefined;
  }
  const message = agencyJson.readRequest(trade, body, 'yuan');
  if (example.name === 'pay-amount-differs') return agencyJson.writeRefusal('2004');
  const [, result] = results[example.name]!;
  return agencyJson.writeResult(trade, result, message.tradeKey, 'yuan');
}

test('signed JSON: pay and reverse name what they are about', () => {
  const examples = load('agency-json') as HttpExample[];
  const read = (name: AgencyTrade) =>
    agencyJson.readRequest(name, Buffer.from(ofName(examples, name).body), 'yuan');
  expect(read('pay')).toEqual({
    trade: 'pay',
    tradeKey: '20261122-000000000001',
    quoteId: 'Q2026112200000000000001',
    accountNo: '0100000017',
    amountFen: 12_345,
    paidAt: new Date('2026-11-22T12:34:58Z'),
    terminalNo: 'T0000001',
    channel: undefined,
  });
  expect(read('reverse')).toMatchObject({
    tradeKey: '20261122-000000000002',
    originalKey: '20261122-000000000001',
    reason: '终端未打印凭条',
  });
});

interface TcpExample {
  name: string;
  request: string;
  reply: string;
}
const tcp = load('agency-tcp') as {
  masterKey: string;
  clientRandom: string;
  serverRandom: string;
  sessionKey: string;
  exchanges: TcpExample[];
};
const hex = (text: string) => Buffer.from(text, 'hex');

test('fixed fields: the session key comes of the sign-on', () => {
  const key = agencyTcp.sessionKeyOf(hex(tcp.masterKey), hex(tcp.clientRandom), hex(tcp.serverRandom));
  expect(key.toString('hex')).toBe(tcp.sessionKey);
});

test.each(tcp.exchanges)('fixed fields: $name is read, authenticated and answered to the byte', example => {
  const bytes = hex(example.request);
  expect(agencyTcp.frameLength(bytes)).toBe(bytes.length);
  const frame = agencyTcp.readFrame(bytes);
  expect(frame.head).toMatchObject({ partner: 'BK0001', keyVersion: '01', time: '20261122203500' });
  const key = hex(example.name === 'sign-on' ? tcp.masterKey : tcp.sessionKey);
  expect(agencyTcp.macOf(key, frame.signed) === frame.mac).toBe(example.name !== 'wrong-mac');
  const answered = replyTo(example, frame);
  const write = agencyTcp.writeReplyFrame(
    { ...frame.head, code: answered.code },
    answered.body,
    example.name === 'wrong-mac' ? undefined : key,
  );
  expect(write.toString('hex')).toBe(example.reply);
});

function replyTo(
  { name }: TcpExample,
  { head, body }: { head: { trade: string; serial: string }; body: Buffer },
) {
  const ok = (answer: Buffer) => ({ code: '0000', body: answer });
  const refused = (code: '1003' | '2004') => ({ code, body: agencyTcp.writeMessage(code) });
  if (name === 'sign-on') {
    expect(agencyTcp.readRandom(body)).toEqual(hex(tcp.clientRandom));
    return ok(agencyTcp.writeRandom(hex(tcp.serverRandom)));
  }
  if (name === 'echo') return ok(Buffer.alloc(0));
  if (name === 'wrong-mac') return refused('1003');
  if (name === 'day-file-put') {
    const block = agencyTcp.readHandIn(body);
    expect(block).toMatchObject({ clearingOn: '2026-11-22', offset: 0, size: block.chunk.length });
    return ok(agencyTcp.writeHandedIn(block.size, true));
  }
  if (name === 'day-file-get') {
    const file = agencyTcp.readHandIn(
      agencyTcp.readFrame(hex(ofName(tcp.exchanges, 'day-file-put').request)).body,
    );
    expect(agencyTcp.readFetch(body)).toEqual({ clearingOn: '2026-11-22', offset: 0 });
    return ok(agencyTcp.writeBlock(file.chunk, file.sha256, 0));
  }
  const trade = agencyTcp.tradeOf[head.trade]!;
  const message: AgencyMessage = agencyTcp.readBody(trade, body, head.serial, 'fen');
  expect(message.trade).toBe(trade);
  if (name === 'pay-amount-differs') return refused('2004');
  return ok(agencyTcp.writeBody(trade, results[name]![1] as never, 'fen'));
}

test.each(load('wechat-bill') as HttpExample[])(
  '生活缴费: $name is read, verified and answered to the byte',
  example => {
    const body = Buffer.from(example.body);
    const signature = wechatBill.readSignature(example.headers, now);
    wechatBill.verifyWechatBill(signature, body, createPublicKey(keys.wechatBill.publicKey));
    const request = wechatBill.readWechatBill(body);
    const written = wechatBill.writeWechatBill(request, wechatReply(example.name, request));
    // Words of an error are for people.
    const plain = (text: string) =>
      JSON.stringify(JSON.parse(text), (name, value) => (name === 'err_msg' ? '' : value));
    expect(plain(written.toString())).toBe(plain(example.reply.body));
    const signer = { id: keys.wechatBillHall.serial, key: createPrivateKey(keys.wechatBillHall.privateKey) };
    expect(
      lower(wechatBill.signWechatBill(Buffer.from(example.reply.body), signature.nonce, signer, reply)),
    ).toEqual(example.reply.headers);
  },
);

function wechatReply(name: string, request: wechatBill.WechatBillRequest): wechatBill.WechatBillReply {
  const transId = request.message?.tradeKey ?? '';
  const bodies: Record<string, object> = {
    query_account: { bill_key: quoted.accountNo, user_name: quoted.name, address: quoted.address },
    query_bill: wechatBill.writeQuote(quoted, ''),
    pay_bill: wechatBill.writePosted(transId, paid, ''),
    query_result: wechatBill.writeState(transId, { status: 'paid', ...paid }),
    'query_result-absent': wechatBill.writeState(transId, { status: 'absent' }),
    query_usage: { bill_key: request.accountNo, month: '202610', usage: '186.00', unit: 'kWh' },
  };
  return name === 'query_bill-locked' ? { code: '2005', body: {} } : { code: '0000', body: bodies[name]! };
}

const refusalOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return `${(error as AgencyRefusal).code} ${(error as AgencyRefusal).bad}`;
  }
};

test('a frame that is absurdly long, too short or no number is refused before anything is kept of it', () => {
  expect(refusalOf(() => agencyTcp.frameLength(Buffer.from('999999')))).toBe('1007 length');
  expect(refusalOf(() => agencyTcp.frameLength(Buffer.from('000086')))).toBe('1007 length');
  expect(refusalOf(() => agencyTcp.frameLength(Buffer.from('GET / ')))).toBe('1007 length');
  expect(agencyTcp.frameLength(Buffer.from('00'))).toBeUndefined();
});

test('bytes that are not of the encoding, and fields that have not their form, are refused', () => {
  const body = (text: string) => () => agencyJson.readRequest('query', Buffer.from(text), 'yuan');
  expect(refusalOf(body('{"date":"20261122","serial":"1"}'))).toBe('accepted');
  expect(refusalOf(body('{"date":"20260230","serial":"1"}'))).toBe('1001 form');
  expect(refusalOf(body('{"date":"20261122","serial":"1","more":1}'))).toBe('1001 form');
  expect(refusalOf(body('{"date":'))).toBe('1001 form');
  expect(refusalOf(() => agencyJson.readRequest('query', Buffer.from([0x7b, 0xff, 0x7d]), 'yuan'))).toBe(
    '1006 encoding',
  );
  expect(refusalOf(() => agencyJson.readRequest('query', Buffer.alloc(20_000, 0x20), 'yuan'))).toBe(
    '1007 length',
  );
  const reversal = agencyTcp.readFrame(hex(ofName(tcp.exchanges, 'reverse').request)).body;
  const broken = Buffer.from(reversal);
  broken.subarray(-40).fill(0xff);
  expect(refusalOf(() => agencyTcp.readBody('reverse', broken, '14', 'fen'))).toBe('1006 encoding');
  expect(refusalOf(() => agencyTcp.readBody('reverse', reversal.subarray(1), '14', 'fen'))).toBe('1001 form');
  expect(refusalOf(() => readDayFile(Buffer.from('2|100\n20261122|1|0100000017|100|01|1\n'), 'fen'))).toBe(
    '1001 form',
  );
});
