import type { Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });

/** Whatever another example left: the household pays bills again. */
async function withoutAgreement({ hall, home }: Scene): Promise<void> {
  await hall.owner.query('DELETE FROM prepaid_agreements WHERE holder_period_id = $1', [home.holderPeriodId]);
}

export const forecastRequests: Examples = {
  'GET /api/v1/households/:accountNo/forecast': { make: scene => ({ params: accountNo(scene) }) },
  'GET /api/v1/staff/accounts/:accountNo/prepaid-agreements': {
    make: scene => ({ params: accountNo(scene) }),
  },
  'POST /api/v1/staff/accounts/:accountNo/prepaid-agreements': {
    make: async scene => {
      await withoutAgreement(scene);
      return { params: accountNo(scene), body: { agreementNo: `YF${digits(10)}`, signedOn: '2026-01-05' } };
    },
  },
  'POST /api/v1/staff/accounts/:accountNo/prepaid-agreements/end': {
    make: async scene => {
      await withoutAgreement(scene);
      await scene.hall.owner.query(
        `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by) VALUES ($1, 'YF1', '2026-01-05', 'staff:test')`,
        [scene.home.holderPeriodId],
      );
      return { params: accountNo(scene), body: { reason: '用户申请改为后付费' } };
    },
  },
};
