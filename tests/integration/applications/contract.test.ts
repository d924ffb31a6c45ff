/** The contract: signed as it was read, on the telephone or on paper; and who may follow. */
import { createHash, createVerify, randomUUID, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { verify } from '../../support/signed-pdf.ts';
import { type Resident, testCipher } from '../../support/world.ts';
import { about, home, type Office, openOffice, today } from './office.ts';
import { customer, desk } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let administrator: Office['administrator'];
let handedIn: Office['handedIn'];
let toSign: Office['toSign'];
let begun: Office['begun'];

beforeAll(async () => {
  ({ hall, clerk, colleague, administrator, begun, handedIn, toSign } = await openOffice());
});
afterAll(() => hall.close());

describe('the contract', () => {
  it('is signed as it was read, with a certificate and a time stamp that prove it', async () => {
    const { caseNo, office, me, walk } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    const changed = await me.ask('POST', `/${caseNo}/signature`, { sha256: '0'.repeat(64), agreed: true });
    expect([changed.status, changed.body.error]).toEqual([409, 'application-contract-changed']);
    const { body: read } = await me.ask('GET', `/${caseNo}/contract`);
    const provedAgo = (age: string) =>
      hall.owner.query('UPDATE sessions SET phone_proved_at = now() - $2::interval WHERE person_id = $1', [
        walk.resident.personId,
        age,
      ]);
    await provedAgo('31 minutes');
    const late = await me.ask('POST', `/${caseNo}/signature`, { sha256: read.sha256, agreed: true });
    expect([late.status, late.body.error]).toEqual([409, 'identity-unproved']);
    await provedAgo('29 minutes');
    await me.sign(caseNo);
    const { body } = await me.ask('GET', `/${caseNo}`);
    expect(body.status).toBe('open');
    const pdf = (await me.ask('GET', `/${caseNo}/documents/${body.signature.documentId}`)).body as Buffer;
    // All of the file but the signature itself is covered by it.
    const { valid, certificate } = verify(pdf);
    expect(valid).toBe(true);
    const tampered = Buffer.from(pdf);
    tampered[600] = tampered[600]! ^ 1;
    expect(verify(tampered).valid).toBe(false);
    const { rows } = await hall.owner.query(
      `SELECT time_stamp AS stamp, certificate_serial AS serial, signed_at AS at FROM case_signatures s JOIN applications c ON c.id = s.case_id WHERE c.case_no = $1`,
      [caseNo],
    );
    const { stamp, serial, at } = rows[0];
    expect(stamp.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    const authority = new X509Certificate(stamp.certificate);
    // The signer's own certificate, which the authority has issued for this signature.
    expect(certificate.subject).toContain('王新户');
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
    expect(BigInt(`0x${certificate.serialNumber}`)).toBe(BigInt(`0x${serial}`));
    expect(new Date(certificate.validFrom) <= at && at <= new Date(certificate.validTo)).toBe(true);
    const proved = createVerify('sha256').update(`${stamp.sha256}\n${stamp.at}\n${stamp.serial}`);
    expect(proved.verify(authority.publicKey, stamp.signature, 'base64')).toBe(true);
  });
});

describe('a contract that is signed', () => {
  it('is the end of changes to what it rests on: papers may be asked for, fields not', async () => {
    const { caseNo, office, me } = await toSign();
    await me.sign(caseNo);
    const capacity = { kind: 'field', code: 'capacity', what: '请核对容量' };
    const refused = await office.ask('POST', `/${caseNo}/return`, { items: [capacity] });
    expect([refused.status, refused.body.error]).toEqual([409, 'application-signed-already']);
    const property = { kind: 'paper', code: 'property', what: '请补房产证' };
    expect((await office.must(`/${caseNo}/return`, { items: [property] })).status).toBe('waiting');
    const changed = await me.ask('PATCH', `/${caseNo}`, { form: { capacity: 12 } });
    expect(changed.body.error).toBe('application-form-settled');
  });

  it('names its signer by the number that was to follow, which a case signed before that was asked for may still give', async () => {
    const { caseNo, office, me } = await begun();
    const number = { 'identity-no': '11010519491231002X' };
    await me.ask('PATCH', `/${caseNo}`, { form: { 'identity-no': null } });
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    const early = await office.ask('POST', `/${caseNo}/moves`, { move: 'onwards' });
    expect([early.status, early.body.error]).toEqual([409, 'application-papers-missing']);
    expect(early.body.message).toContain('身份证号码');
    expect((await me.ask('PATCH', `/${caseNo}`, { form: number })).body.fieldsMissing).toEqual([]);
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    await me.sign(caseNo);
    const { rows } = await hall.owner.query('SELECT form_enc FROM applications WHERE case_no = $1', [caseNo]);
    const { 'identity-no': _, ...without } = JSON.parse(testCipher.decrypt(rows[0].form_enc));
    await hall.owner.query('UPDATE applications SET form_enc = $2 WHERE case_no = $1', [
      caseNo,
      testCipher.encrypt(JSON.stringify(without)),
    ]);
    const items = [{ kind: 'field', code: 'identity-no', what: '请补充身份证号码' }];
    const returned = await office.must(`/${caseNo}/return`, { items });
    expect([returned.status, returned.fieldsMissing]).toEqual(['waiting', ['identity-no']]);
    await me.ask('PATCH', `/${caseNo}`, { form: number });
    const { body } = await me.ask('POST', `/${caseNo}/answer`);
    expect([body.status, body.fieldsMissing]).toEqual(['open', []]);
  });

  it('is not what somebody else has made of the form while the service was signing', async () => {
    const { caseNo, me } = await toSign();
    const { sha256 } = (await me.ask('GET', `/${caseNo}/contract`)).body;
    const other = await hall.owner.connect();
    try {
      await other.query('BEGIN');
      const { rows } = await other.query('SELECT form_enc FROM applications WHERE case_no = $1 FOR UPDATE', [
        caseNo,
      ]);
      const signing = me.ask('POST', `/${caseNo}/signature`, { sha256, agreed: true });
      // It has been read and signed outside, and waits for the case.
      await eventually(
        async () => {
          const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return (await hall.owner.query(text)).rowCount;
        },
        count => (count ?? 0) > 0,
      );
      const form = { ...JSON.parse(testCipher.decrypt(rows[0].form_enc)), applicant: '李别人' };
      await other.query('UPDATE applications SET form_enc = $2 WHERE case_no = $1', [
        caseNo,
        testCipher.encrypt(JSON.stringify(form)),
      ]);
      await other.query('COMMIT');
      const answer = await signing;
      expect([answer.status, answer.body.error]).toEqual([409, 'application-contract-changed']);
    } finally {
      other.release();
    }
    const { body } = await me.ask('GET', `/${caseNo}`);
    expect([body.status, body.signature]).toEqual(['waiting', null]);
    await me.sign(caseNo);
  });

  it('before a refusal is void once the case begins anew, and is signed again', async () => {
    const late = structuredClone(home);
    late.code = 'refused-late';
    const metering = late.steps.find(({ type }) => type === 'meter')!;
    metering.moves.push({ code: 'refuse', name: { zh: '不予办理', en: 'Refuse' }, to: 'refused' });
    const made = await hall.call('POST', '/staff/application-kinds', {
      cookie: administrator.cookie,
      key: randomUUID(),
      body: { definition: late },
    });
    expect(made.status).toBe(201);
    const walk = { hall, resident: await hall.world.resident(), clerk };
    const [me, others] = [customer(walk), desk({ ...walk, clerk: colleague })];
    const caseNo = await me.begin(late, about, today);
    await me.hand(caseNo, 'identity-card');
    await me.ask('POST', `/${caseNo}/submission`);
    const untilSigned = async (office: typeof others) => {
      await office.must(`/${caseNo}/take`);
      await office.must(`/${caseNo}/moves`, { move: 'accept' });
      await office.must(`/${caseNo}/visit`, { outcome: 'done' });
      await office.must(`/${caseNo}/moves`, { move: 'onwards' });
      await me.sign(caseNo);
    };
    await untilSigned(desk(walk));
    await desk(walk).must(`/${caseNo}/moves`, { move: 'refuse', reason: '线路容量不足' });
    const appealed = await me.ask('POST', `/${caseNo}/appeal`, { reason: '请再核实' });
    expect(appealed.body.signature).toBeNull();
    await untilSigned(others);
    const { rows } = await hall.owner.query(
      `SELECT voided_at IS NULL AS valid FROM case_signatures s JOIN applications c ON c.id = s.case_id WHERE c.case_no = $1 ORDER BY s.id`,
      [caseNo],
    );
    expect(rows).toEqual([{ valid: false }, { valid: true }]);
  });
});

describe('a contract on paper', () => {
  it('takes the place of the signature: the scan is kept, and the case goes on', async () => {
    const { caseNo, office, me } = await handedIn();
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    const scan = '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n';
    const early = await office.ask('POST', `/${caseNo}/paper-contract`, scan);
    expect([early.status, early.body.error]).toEqual([404, 'application-no-contract']);
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    const body = await office.must(`/${caseNo}/paper-contract`, scan);
    expect([body.status, body.step, body.signature.certificateSerial]).toEqual(['open', 'metering', 'paper']);
    const kept = await me.ask('GET', `/${caseNo}/documents/${body.signature.documentId}`);
    expect(kept.headers.get('content-type')).toBe('application/pdf');
  });
});

describe('a second member of the household', () => {
  it('follows by a link both agreed to, and sees where it stands and nothing else', async () => {
    const { caseNo, me, office } = await handedIn();
    const key = randomUUID();
    const give = () => me.ask('POST', `/${caseNo}/shares`, { agreed: true }, key);
    const given = await give();
    expect((await give()).body).toEqual(given.body);
    // That it was answered is kept, and not with what: whoever has the link is let in.
    const { rows } = await hall.owner.query('SELECT response FROM idempotency_keys WHERE key = $1', [key]);
    expect(rows.map(({ response }) => testCipher.decrypt(Buffer.from(response, 'base64')))).toEqual(['null']);
    const partner = await hall.world.resident();
    const join = (person: Resident) =>
      hall.call('POST', `/application-shares/${given.body.token}`, {
        token: person.token,
        body: { agreed: true },
      });
    expect((await hall.call('GET', `/applications/${caseNo}`, { token: partner.token })).status).toBe(404);
    expect((await join(partner)).body).toEqual({ caseNo });
    const { body } = await hall.call('GET', `/applications/${caseNo}`, { token: partner.token });
    expect(body).toMatchObject({ following: true, form: null, checklist: [], fees: [], status: 'open' });
    expect((await join(await hall.world.resident())).status).toBe(404);
    // What staff say of the applicant's papers is for the applicant.
    await office.must(`/${caseNo}/take`);
    const items = [{ kind: 'paper', code: 'identity-card', what: '身份证已过期' }];
    await office.must(`/${caseNo}/return`, { items, note: '户籍与房产证不符' });
    const returned = (await hall.call('GET', `/applications/${caseNo}`, { token: partner.token })).body;
    expect(returned.wanted).toMatchObject({ kind: 'list', items: [], note: '' });
    await office.must(`/${caseNo}/ending`, { reason: '身份证系伪造' });
    const refused = (await hall.call('GET', `/applications/${caseNo}`, { token: partner.token })).body;
    expect([refused.status, refused.reason]).toEqual(['refused', null]);
    const told = `SELECT person_id = $2 AS partner, params ->> 'reason' AS reason FROM notices WHERE event = 'application-refused' AND dedupe_key LIKE $1 ORDER BY 1`;
    expect((await hall.owner.query(told, [`application:${caseNo}:%`, partner.personId])).rows).toEqual([
      { partner: false, reason: '身份证系伪造' },
      { partner: true, reason: null },
    ]);
    expect((await me.ask('DELETE', `/${caseNo}/shares/${given.body.id}`)).status).toBe(204);
    expect((await hall.call('GET', `/applications/${caseNo}`, { token: partner.token })).status).toBe(404);
  });
});
