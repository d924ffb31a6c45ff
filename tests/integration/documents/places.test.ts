/** The same hall with an object store and a virus scanner: nothing else changes for who hands something in. */

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type RunningHall, startHall } from '../../support/hall.ts';
import { type S3Stand, startS3 } from '../../support/partners/s3.ts';
import type { Resident } from '../../support/world.ts';
import { photo } from '../applications/walker.ts';

let s3: S3Stand;
let hall: RunningHall;
let resident: Resident;
let caseNo: string;
/** What the scanner says to the next file. */
let verdict = 'stream: OK';
const scanned: number[] = [];

const clamd = createServer((socket: Socket) => {
  let bytes = Buffer.alloc(0);
  socket.on('data', chunk => {
    bytes = Buffer.concat([bytes, chunk]);
    const head = Buffer.from('zINSTREAM\0');
    if (!bytes.subarray(0, head.length).equals(head)) return void socket.end('UNKNOWN COMMAND\0');
    const length = bytes.readUInt32BE(head.length);
    if (bytes.length < head.length + 4 + length + 4) return;
    scanned.push(length);
    socket.end(`${verdict}\0`);
  });
});

beforeAll(async () => {
  s3 = await startS3();
  await new Promise<void>(resolve => clamd.listen(0, '127.0.0.1', resolve));
  hall = await startHall({
    environment: {
      DOCUMENT_S3_URL: s3.url,
      DOCUMENT_S3_BUCKET: s3.bucket,
      DOCUMENT_S3_ACCESS_KEY: s3.accessKey,
      DOCUMENT_S3_SECRET_KEY: s3.secretKey,
      DOCUMENT_SCANNER: `127.0.0.1:${(clamd.address() as AddressInfo).port}`,
    },
  });
  await hall.world.household();
  resident = await hall.world.resident();
  const begun = await hall.call('POST', '/applications', {
    token: resident.token,
    key: 'places-begin',
    body: { kind: 'new-residential', regionCode: 'weihai' },
  });
  caseNo = begun.body.caseNo;
});
afterAll(async () => {
  await hall.close();
  await s3.close();
  await new Promise(resolve => clamd.close(resolve));
});

async function hand(bytes: Buffer) {
  const reply = await fetch(`${hall.url}/api/v1/applications/${caseNo}/papers/identity-card`, {
    method: 'POST',
    headers: { authorization: `Bearer ${resident.token}`, 'idempotency-key': randomUUID() },
    body: new Uint8Array(bytes),
  });
  const body: Answer['body'] = await reply.json();
  return { status: reply.status, body };
}
const see = (id: string) =>
  hall.call('GET', `/applications/${caseNo}/documents/${id}`, { token: resident.token });

describe('a file in an object store', () => {
  it('lies there sealed, by signed requests, and comes back as it was kept', async () => {
    const { status, body } = await hand(await photo());
    expect([status, s3.refused, s3.files.size]).toEqual([201, 0, 1]);
    const [key, { bytes }] = [...s3.files][0]!;
    expect(key).toMatch(/^dianting\/[0-9a-f-]{36}$/);
    expect(bytes.subarray(0, 3)).not.toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const seen = await see(body.documentId);
    expect([seen.status, seen.body.subarray(0, 3)]).toEqual([200, Buffer.from([0xff, 0xd8, 0xff])]);
    // A file that somebody exchanged is noticed, and not shown.
    s3.files.set(key, {
      bytes: Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]),
      since: new Date(),
    });
    expect((await see(body.documentId)).status).toBe(500);
    s3.files.set(key, { bytes, since: new Date() });
  });

  it('is removed when its time is over, and so is a file nobody knows of', async () => {
    const old = () => ({ bytes: Buffer.from('x'), since: new Date(Date.now() - 3 * 86_400_000) });
    // What others keep in the same bucket, and what bears no name of ours, is left alone.
    const others = [`elsewhere/${randomUUID()}`, randomUUID(), 'dianting/read-me.txt'];
    for (const key of [...others, `dianting/${randomUUID()}`]) s3.files.set(key, old());
    await hall.owner.query(`UPDATE documents SET delete_after = now() - interval '1 day'`);
    await hall.app.runJob('forget-documents');
    expect([...s3.files.keys()].sort()).toEqual([...others].sort());
    const runs = 'SELECT deleted, remaining, strays FROM document_retention_runs ORDER BY id';
    expect((await hall.owner.query(runs)).rows).toEqual([{ deleted: 1, remaining: 0, strays: 1 }]);
    // So many cannot be left over from uploads: rows are missing, and no file goes.
    const many = Array.from({ length: 201 }, () => `dianting/${randomUUID()}`);
    for (const key of many) s3.files.set(key, old());
    await hall.app.runJob('forget-documents');
    expect(s3.files.size).toBe(others.length + many.length);
    expect((await hall.owner.query(runs)).rows[1]).toMatchObject({ strays: 0 });
    s3.files.clear();
  });
});

describe('the virus check', () => {
  it('sees every file before it is kept', () => expect(scanned).toHaveLength(1));

  it('keeps nothing that is infected', async () => {
    verdict = 'stream: Eicar-Test-Signature FOUND';
    const { status, body } = await hand(await photo());
    expect([status, body.error, s3.files.size]).toEqual([422, 'document-infected', 0]);
  });

  it('keeps nothing while it is silent', async () => {
    verdict = 'INSTREAM size limit exceeded. ERROR';
    const { status, body } = await hand(await photo());
    expect([status, body.error, s3.files.size]).toEqual([503, 'document-scanner-silent', 0]);
  });
});
