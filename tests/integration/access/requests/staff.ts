import { openDatabase } from '../../../../server/src/infra/database.ts';
import {
  codeAt,
  demoMembers,
  demoPassword,
  seedStaff,
  stepOf,
} from '../../../../server/src/modules/staff/index.ts';
import { testCipher } from '../../../support/world.ts';
import type { Examples } from '../example.ts';
import { addMember, digits, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });

async function seedDemoStaff({ hall }: Scene): Promise<void> {
  const db = openDatabase({ url: hall.settings.DATABASE_URL, poolSize: 1 });
  await seedStaff(db, testCipher);
  await db.close();
}

export const staffRequests: Examples = {
  'POST /api/v1/staff/sessions': {
    make: async scene => {
      await seedDemoStaff(scene);
      const [member] = demoMembers;
      await scene.hall.owner.query('UPDATE staff_members SET totp_last_step = 0 WHERE username = $1', [
        member!.username,
      ]);
      const code = codeAt(member!.totpSecret, stepOf(new Date()));
      return { body: { username: member!.username, password: demoPassword, code } };
    },
  },
  'DELETE /api/v1/staff/sessions/current': {
    // Its own session, so that the desk's members stay signed in.
    make: async ({ hall }, role) => ({ as: await addMember(hall, role) }),
  },
  'GET /api/v1/staff/me': { make: () => ({}) },
  'POST /api/v1/staff/me/password': {
    make: async (scene, role) => {
      await seedDemoStaff(scene);
      const member = await addMember(scene.hall, role);
      await scene.hall.owner.query(
        `UPDATE staff_members SET password_hash = (SELECT password_hash FROM staff_members WHERE username = 'clerk1') WHERE id = $1`,
        [member.id],
      );
      return {
        as: member,
        body: { current: demoPassword, next: `new-password-${digits(8)}` },
      };
    },
  },
  'GET /api/v1/staff/demo-sign-ins': { make: () => ({}) },
  'GET /api/v1/staff/members': { make: () => ({}) },
  'GET /api/v1/staff/names': { make: () => ({}) },
  'POST /api/v1/staff/members': {
    make: () => ({
      body: {
        username: `new-${digits(8)}`,
        displayName: '新同事',
        roles: ['clerk'],
        password: `long-password-${digits(8)}`,
      },
    }),
  },
  'PATCH /api/v1/staff/members/:id': {
    make: async ({ hall }) => ({
      params: { id: (await addMember(hall, 'clerk')).id },
      body: { displayName: '改名' },
    }),
  },
  'GET /api/v1/staff/audit': { make: () => ({}) },
  'GET /api/v1/staff/accounts': { make: ({ home }) => ({ query: { query: home.accountNo } }) },
  'GET /api/v1/staff/exports/accounts': {
    make: ({ home }) => ({ query: { query: home.accountNo, format: 'csv' } }),
  },
  'GET /api/v1/staff/accounts/:accountNo': { make: scene => ({ params: accountNo(scene) }) },
  'POST /api/v1/staff/accounts/:accountNo/reveal': {
    make: scene => ({ params: accountNo(scene), body: { reason: '客户来电核对' } }),
  },
  'POST /api/v1/staff/accounts/:accountNo/notes': {
    make: scene => ({ params: accountNo(scene), body: { text: '来电称下月搬走' } }),
  },
  'GET /api/v1/staff/find': { make: ({ bill }) => ({ query: { query: bill.billNo } }) },
  'GET /api/v1/staff/exports/audit': { make: () => ({ query: { format: 'csv', action: 'export' } }) },
  'GET /api/v1/staff/me/sessions': { make: () => ({}) },
  'DELETE /api/v1/staff/me/sessions/:id': {
    make: async ({ hall, desk }, role) => ({ params: { id: await openSession(hall, desk[role].id) } }),
  },
  'GET /api/v1/staff/open-sessions': { make: () => ({}) },
  'DELETE /api/v1/staff/open-sessions/:id': {
    make: async ({ hall }) => {
      const member = await addMember(hall, 'clerk');
      return { params: { id: await openSession(hall, member.id) } };
    },
  },
  'GET /api/v1/staff/me/views': { make: () => ({ query: { page: 'payments' } }) },
  'POST /api/v1/staff/me/views': {
    make: () => ({ body: { page: 'payments', name: '我的视图' } }),
  },
  'DELETE /api/v1/staff/me/views/:id': {
    make: async ({ hall, desk }, role) => {
      const { rows } = await hall.owner.query<{ id: string }>(
        `INSERT INTO saved_views (staff_id, page, name, query) VALUES ($1, 'payments', $2, '') RETURNING id`,
        [desk[role].id, `view ${digits(8)}`],
      );
      return { params: { id: rows[0]!.id } };
    },
  },
};

async function openSession(hall: Scene['hall'], staffId: string): Promise<string> {
  const { rows } = await hall.owner.query<{ id: string }>(
    `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES (decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), $1, now() + interval '30 minutes') RETURNING id`,
    [staffId],
  );
  return rows[0]!.id;
}
