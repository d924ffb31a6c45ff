import type { Examples } from '../example.ts';
import type { Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });
const ofHome = { make: (scene: Scene) => ({ params: accountNo(scene) }) };

/** The home as one that may have contacts. */
async function large({ hall, home }: Scene): Promise<void> {
  await hall.owner.query(`UPDATE supply_accounts SET importance = 'large' WHERE id = $1`, [home.accountId]);
}

export const alertsRequests: Examples = {
  'GET /api/v1/households/:accountNo/alerts': {
    ...ofHome,
    payOnly: 'allowed',
  },
  'PATCH /api/v1/households/:accountNo/alerts/:rule': {
    make: scene => ({ params: { ...accountNo(scene), rule: 'due-soon' }, body: { enabled: true, days: 5 } }),
    payOnly: 'allowed',
  },
  'GET /api/v1/staff/alerts': { make: () => ({}) },
  'GET /api/v1/staff/accounts/:accountNo/alerts': ofHome,
  'POST /api/v1/staff/accounts/:accountNo/contacts': {
    make: async scene => {
      await large(scene);
      const body = { role: 'finance', name: '王会计', phone: '13912345678', language: 'zh' };
      return { params: accountNo(scene), body };
    },
  },
  'DELETE /api/v1/staff/accounts/:accountNo/contacts/:contactId': {
    make: async scene => {
      const { rows } = await scene.hall.owner.query(
        `INSERT INTO account_contacts (holder_period_id, role, name_enc, phone_enc, added_by, added_at)
         SELECT h.id, 'finance', c.name_enc, c.phone_enc, 'staff:test', now() FROM holder_periods h JOIN customers c ON c.id = h.customer_id WHERE h.id = $1 RETURNING id`,
        [scene.home.holderPeriodId],
      );
      return { params: { ...accountNo(scene), contactId: String(rows[0].id) } };
    },
  },
  'GET /api/v1/staff/alert-defaults': { make: () => ({}) },
  'POST /api/v1/staff/alert-defaults': {
    noneIsGood: ['amountFen'],
    make: () => ({
      body: {
        rule: 'low-balance',
        paymentMode: 'prepaid',
        enabled: true,
        amountFen: 3_000,
        days: 3,
        percent: null,
        source: '公司营销部通知〔2026〕12号',
      },
    }),
  },
};
