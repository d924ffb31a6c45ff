import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { StaffRole } from '../../../../server/src/http/access.ts';
import { type Examples, freshKey } from '../example.ts';
import type { DeskMember, Scene } from '../scene.ts';

async function mustAnswer(promise: ReturnType<Scene['hall']['call']>) {
  const { status, body } = await promise;
  if (status >= 300) throw new Error(`the example could not be set up: ${status} ${JSON.stringify(body)}`);
  return body;
}

const post = (scene: Scene, who: DeskMember, path: string, body: unknown = {}) =>
  mustAnswer(scene.hall.call('POST', path, { cookie: who.cookie, key: freshKey(), body }));

/** The till of whoever knocks; those who may have none look at the clerk's. */
const tillOf = ({ desk }: Scene, role: StaffRole) => (role === 'supervisor' ? desk.supervisor : desk.clerk);

/** The member's own open shift; there is never a second one. */
async function shift(scene: Scene, who: DeskMember): Promise<string> {
  const mine = await mustAnswer(scene.hall.call('GET', '/staff/desk/shift', { cookie: who.cookie }));
  if (mine.shift) return mine.shift.shiftNo;
  return (await post(scene, who, '/staff/desk/shifts', { counter: '1 号窗口' })).shiftNo;
}

/** Puts an end to it, whatever lies in the till. */
async function closed(scene: Scene, who: DeskMember): Promise<string> {
  const shiftNo = await shift(scene, who);
  const count = { counted: {}, explanation: '测试交班' };
  return (await post(scene, who, `/staff/desk/shifts/${shiftNo}/close`, count)).shiftNo;
}

const pays = ({ home, bill }: Scene) => ({
  accountNo: home.accountNo,
  items: [{ payableId: bill.payableId, amountFen: bill.amountFen }],
});

async function taken(scene: Scene, tender: 'cash' | 'cheque' = 'cash'): Promise<string> {
  await shift(scene, scene.desk.clerk);
  const cheque = tender === 'cheque' ? { reference: freshKey(), bank: '建设银行' } : {};
  const body = { ...pays(scene), tender, ...cheque };
  return (await post(scene, scene.desk.clerk, '/staff/desk/takings', body)).paymentNo;
}

async function payCode(scene: Scene, behaviour: string): Promise<string> {
  const body = { wallet: 'wechat-pay', behaviour };
  return (await scene.hall.sandbox.post<{ authCode: string }>('/control/pay-codes', body)).authCode;
}

async function waiting(scene: Scene): Promise<string> {
  await shift(scene, scene.desk.clerk);
  const body = { ...pays(scene), authCode: await payCode(scene, 'asks') };
  const { paymentNo } = await post(scene, scene.desk.clerk, '/staff/desk/pay-codes', body);
  await scene.hall.owner.query(
    `UPDATE counter_takings SET taken_at = taken_at - interval '1 minute' WHERE request_key = (SELECT request_key FROM payments WHERE payment_no = $1)`,
    [paymentNo],
  );
  return paymentNo;
}

async function terminal(scene: Scene): Promise<string> {
  const number = randomBytes(4).toString('hex').toUpperCase();
  const key = randomBytes(16).toString('hex').toUpperCase();
  await scene.hall.sandbox.post('/control/acquirer/terminals', { terminal: number, keyNo: '01', key });
  const body = { terminal: number, name: '1 号窗口', keyId: '01', key };
  await post(scene, scene.desk.administrator, '/staff/desk/card-terminals', body);
  return number;
}

async function device(scene: Scene): Promise<{ deviceNo: string; code: string }> {
  const made = await post(scene, scene.desk.administrator, '/staff/desk/devices', {
    name: '一号机',
    place: '城东',
  });
  return { deviceNo: made.device.deviceNo, code: made.code };
}

/** Taken out of a machine that none of the desk has let in. */
async function removedBox(scene: Scene): Promise<string> {
  const owner = await machine(scene);
  const event = { sequence: 1, at: new Date().toISOString(), kind: 'box', removed: '1', inserted: '2' };
  const events = { events: [event] };
  const { headers, body } = await signed(scene, 'POST', '/kiosk/events', events, Promise.resolve(owner));
  await mustAnswer(
    scene.hall.call('POST', '/kiosk/events', {
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    }),
  );
  await scene.hall.owner.query(`UPDATE kiosk_enrolments SET allowed_by = 'somebody' WHERE device_no = $1`, [
    owner.deviceNo,
  ]);
  return `${owner.deviceNo}-1`;
}

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** A request signed by a machine that was just enrolled. */
async function signed(scene: Scene, method: string, path: string, body?: unknown, owner = machine(scene)) {
  const { deviceNo, key } = await owner;
  const text = body === undefined ? '' : JSON.stringify(body);
  const time = String(Math.floor(Date.now() / 1000));
  const hash = createHash('sha256').update(text).digest('hex');
  const signedText = Buffer.from(`${method}\n/api/v1${path}\n${time}\n${hash}\n`);
  const signature = sign('sha256', signedText, { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const headers = { 'dianting-device': deviceNo, 'dianting-time': time, 'dianting-signature': signature };
  return { headers, ...(body === undefined ? {} : { body: text }) };
}

async function machine(scene: Scene) {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { code } = await device(scene);
  const body = { code, publicKey: spki(publicKey) };
  const { deviceNo } = await mustAnswer(scene.hall.call('POST', '/kiosk/enrolments', { body }));
  return { deviceNo: deviceNo as string, key };
}

/** The same under a key that is not the machine's: what must be refused. */
async function forged(scene: Scene, method: string, path: string, body?: unknown) {
  const { deviceNo } = await machine(scene);
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return signed(scene, method, path, body, Promise.resolve({ deviceNo, key }));
}

export const deskRequests: Examples = {
  'GET /api/v1/staff/desk/shift': { make: () => ({}) },
  'POST /api/v1/staff/desk/shifts': {
    async make(scene, role) {
      await closed(scene, tillOf(scene, role));
      return { body: { counter: '1 号窗口', floatFen: 20_000 } };
    },
  },
  'POST /api/v1/staff/desk/shifts/:shiftNo/close': {
    async make(scene, role) {
      const body = { counted: { '10000': 1 }, papers: 0, explanation: '备用金' };
      return { params: { shiftNo: await shift(scene, tillOf(scene, role)) }, body };
    },
  },
  'POST /api/v1/staff/desk/shifts/:shiftNo/review': {
    async make(scene) {
      return { params: { shiftNo: await closed(scene, scene.desk.clerk) }, body: { note: '已核对' } };
    },
  },
  'GET /api/v1/staff/desk/shifts': { make: () => ({ query: { status: 'closed' } }) },
  'GET /api/v1/staff/desk/shifts/:shiftNo': {
    make: async scene => ({ params: { shiftNo: await shift(scene, scene.desk.clerk) } }),
  },
  'GET /api/v1/staff/desk/quote': { make: ({ home }) => ({ query: { accountNo: home.accountNo } }) },
  'POST /api/v1/staff/desk/takings': {
    async make(scene, role) {
      await shift(scene, tillOf(scene, role));
      return { body: { ...pays(scene), tender: 'cash', tenderedFen: scene.bill.amountFen } };
    },
  },
  'POST /api/v1/staff/desk/pay-codes': {
    async make(scene, role) {
      await shift(scene, tillOf(scene, role));
      return { body: { ...pays(scene), authCode: await payCode(scene, 'pays') } };
    },
  },
  'GET /api/v1/staff/desk/takings': { make: () => ({ query: { status: 'taken' } }) },
  'GET /api/v1/staff/desk/takings/:paymentNo': {
    make: async scene => ({ params: { paymentNo: await taken(scene) } }),
  },
  'POST /api/v1/staff/desk/takings/:paymentNo/give-up': {
    make: async scene => ({ params: { paymentNo: await waiting(scene) } }),
  },
  'POST /api/v1/staff/desk/takings/:paymentNo/void': {
    make: async scene => ({ params: { paymentNo: await taken(scene) }, body: { reason: '户号有误' } }),
  },
  'POST /api/v1/staff/desk/takings/:paymentNo/clear': {
    make: async scene => ({ params: { paymentNo: await taken(scene, 'cheque') }, body: {} }),
  },
  'POST /api/v1/staff/desk/takings/:paymentNo/bounce': {
    make: async scene => ({
      params: { paymentNo: await taken(scene, 'cheque') },
      body: { reason: '存款不足' },
    }),
  },
  'POST /api/v1/staff/desk/card-sales': {
    async make(scene, role) {
      await shift(scene, tillOf(scene, role));
      return { body: { ...pays(scene), terminal: await terminal(scene) } };
    },
  },
  'GET /api/v1/staff/desk/card-sales': { make: () => ({}) },
  'GET /api/v1/staff/desk/card-sales/:saleId': {
    async make(scene) {
      await shift(scene, scene.desk.clerk);
      const body = { ...pays(scene), terminal: await terminal(scene) };
      const { saleId } = await post(scene, scene.desk.clerk, '/staff/desk/card-sales', body);
      return { params: { saleId: String(saleId) } };
    },
  },
  'GET /api/v1/staff/desk/card-terminals': { make: () => ({}) },
  'POST /api/v1/staff/desk/card-terminals': {
    make: () => ({
      body: {
        terminal: randomBytes(4).toString('hex').toUpperCase(),
        name: '2 号窗口',
        keyId: '01',
        key: randomBytes(16).toString('hex'),
      },
    }),
  },
  'POST /api/v1/staff/desk/card-terminals/:terminal/settlement': {
    make: async scene => ({ params: { terminal: await terminal(scene) } }),
  },
  'GET /api/v1/staff/desk/devices': { make: () => ({}) },
  'POST /api/v1/staff/desk/devices': { make: () => ({ body: { name: '一号机', place: '城东营业厅门口' } }) },
  'POST /api/v1/staff/desk/devices/:deviceNo/enrolment': {
    make: async scene => ({ params: { deviceNo: (await device(scene)).deviceNo } }),
  },
  'GET /api/v1/staff/exports/shifts': { make: () => ({ query: { status: 'closed' } }) },
  'GET /api/v1/staff/exports/takings': { make: () => ({ query: { status: 'taken' } }) },
  'POST /api/v1/staff/desk/devices/:deviceNo/revocation': {
    make: async scene => ({ params: { deviceNo: (await device(scene)).deviceNo } }),
  },
  'POST /api/v1/staff/desk/cash-boxes/:boxNo/count': {
    make: async scene => ({ params: { boxNo: await removedBox(scene) }, body: { counted: {} } }),
  },
  'POST /api/v1/staff/desk/cash-boxes/:boxNo/confirmation': {
    async make(scene) {
      const boxNo = await removedBox(scene);
      await scene.hall.owner.query(
        `UPDATE cash_boxes SET status = 'unconfirmed', counted_by = 'somebody', counted = '{}', counted_fen = 0, expected_fen = 0 WHERE box_no = $1`,
        [boxNo],
      );
      return { params: { boxNo }, body: { approve: true } };
    },
  },
  'POST /api/v1/kiosk/enrolments': {
    async make(scene) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return { body: { code: (await device(scene)).code, publicKey: spki(publicKey) } };
    },
  },
  'POST /api/v1/kiosk/key': {
    make(scene) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return forged(scene, 'POST', '/kiosk/key', { publicKey: spki(publicKey) });
    },
  },
  'GET /api/v1/kiosk/state': { make: scene => forged(scene, 'GET', '/kiosk/state') },
  'POST /api/v1/kiosk/quotes': {
    make: scene => forged(scene, 'POST', '/kiosk/quotes', { accountNo: scene.home.accountNo }),
  },
  'POST /api/v1/kiosk/payments': {
    make: scene => forged(scene, 'POST', '/kiosk/payments', { ...pays(scene), method: 'wechat' }),
  },
  'GET /api/v1/kiosk/payments/:paymentNo': {
    async make(scene) {
      const paymentNo = 'P2026112200000000000000';
      return { params: { paymentNo }, ...(await forged(scene, 'GET', `/kiosk/payments/${paymentNo}`)) };
    },
  },
  'POST /api/v1/kiosk/events': {
    make: scene =>
      forged(scene, 'POST', '/kiosk/events', {
        events: [
          {
            sequence: 1,
            at: new Date().toISOString(),
            kind: 'note',
            session: 's1',
            accountNo: scene.otherHome.accountNo,
            fen: 10_000,
          },
        ],
      }),
  },
};
