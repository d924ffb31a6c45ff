/** Whoever reports a fault by mail hears by mail that it is mended: nobody of the desk writes that answer. */
import { expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { eventually, startHall } from '../../support/hall.ts';
import { addMember } from '../access/scene.ts';
import { crewOf, layGrid } from '../repairs/grid.ts';

it('a fault reported by mail is answered by mail when the crew has mended it', async () => {
  const hall = await startHall();
  try {
    await layGrid(hall);
    const clerk = await addMember(hall, 'clerk');
    const crew = await crewOf(hall, '文登区', '昆嵛路');
    const from = 'dark-home@trusted.example';
    const to = hall.sandbox.credentials['CASE_MAIL_FROM']!;
    await createTransport(hall.sandbox.credentials['SMTP_URL']).sendMail({
      from,
      to,
      subject: '停电报修',
      text: '昆嵛路八号整栋楼停电，请派人抢修',
    });
    await hall.app.runJob('read-mail');
    const { rows } = await hall.owner.query(`SELECT case_no AS "caseNo", kind FROM service_cases`);
    expect(rows).toMatchObject([{ kind: 'repair' }]);
    const { caseNo } = rows[0];
    const { orderNo } = (await hall.call('GET', `/staff/cases/${caseNo}/repair`, { cookie: clerk.cookie }))
      .body.order;
    const act = async (path: string, { cookie }: { cookie: string }, body: object) => {
      const { version } = (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: clerk.cookie }))
        .body;
      const done = await hall.call('POST', `${path}/${orderNo}/acts`, { cookie, body: { version, ...body } });
      expect(done.status).toBe(200);
    };
    const { status } = (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: clerk.cookie })).body;
    if (status === 'waiting')
      await act('/staff/repairs', clerk, { act: 'dispatch', teamId: crew.teamId, words: '昆嵛路' });
    await act('/staff/crew/orders', crew, { act: 'accept' });
    await act('/staff/crew/orders', crew, { act: 'arrive' });
    await act('/staff/crew/orders', crew, { act: 'finish', cause: 'line', words: '更换烧断的接户线' });
    await hall.app.idle();
    await hall.app.runJob('tell-reporters');
    await hall.app.runJob('deliver-outbox');
    const mails = await eventually(
      () =>
        hall.sandbox.get<{ text: string }[]>(
          `/control/messages?channel=email&to=${encodeURIComponent(from)}`,
        ),
      found => found.length > 0,
    );
    expect(mails![0]!.text).toContain(caseNo);
  } finally {
    await hall.close();
  }
});
