/** A bank with an SFTP server (a real SSH server, files in a folder of this machine), as the channel's README describes it. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, normalize } from 'node:path';
import iconv from 'iconv-lite';
import ssh2 from 'ssh2';
import { aesCmac } from '../../../server/src/infra/aes-cmac.ts';

const { Server, utils } = ssh2;
const { OPEN_MODE, STATUS_CODE } = utils.sftp;

export interface BankRequest {
  head: string[];
  rows: string[][];
}

export interface BankOfTest {
  sftp: { host: string; port: number; user: string; hostKey: string; folder: string };
  sftpKey: string;
  keyId: string;
  key: string;
  /** Connections refused from now on, or cut off while a file is being written. */
  trouble(kind: 'none' | 'refuse' | 'cut-while-writing'): void;
  names(folder: 'upload' | 'upload/done' | 'download' | 'download/done'): string[];
  read(name: string): BankRequest;
  /** The bank has taken a file in. */
  take(name: string): void;
  put(name: string, bytes: Buffer): void;
  /** A result for a request: by seq, a code, or the serial under which it was taken; what is not said is taken. */
  answer(
    name: string,
    clearingOn: string,
    codes?: Record<number, string>,
    serials?: Record<number, string>,
  ): { name: string; bytes: Buffer };
  /** It puts what it has taken by a debit back on the customer's account. */
  giveBack(debitNo: string, day: string): void;
  /** What it has taken, by its answers, and given back on a day: the file it is matched by. */
  dayFile(day: string): { name: string; bytes: Buffer };
  /** Under the bank's key, or under another's. */
  seal(lines: string[], totals: (string | number)[], hexKey?: string): Buffer;
  close(): Promise<void>;
}

type Entry = [day: string, serial: string, debitNo: string, mandateNo: string, fen: number];

/** As ssh2 expects of keys: PEM of PKCS#1. */
function rsaKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
}

let serial = 0;

export async function openBank(): Promise<BankOfTest> {
  const root = mkdtempSync(join(tmpdir(), 'debit-bank-'));
  for (const folder of ['upload/done', 'download/done']) mkdirSync(join(root, folder), { recursive: true });
  const [hostPrivate, clientPrivate] = [rsaKey(), rsaKey()];
  const hostPublic = utils.parseKey(hostPrivate) as ssh2.ParsedKey;
  const clientPublic = utils.parseKey(clientPrivate) as ssh2.ParsedKey;
  let trouble = 'none';
  const server = new Server({ hostKeys: [hostPrivate] }, client => {
    client.on('error', () => {});
    if (trouble === 'refuse') return client.end();
    client.on('authentication', context => {
      const right =
        context.method === 'publickey' &&
        context.username === 'dianting' &&
        context.key.data.equals(clientPublic.getPublicSSH()) &&
        (!context.signature ||
          clientPublic.verify(context.blob!, context.signature, context.hashAlgo) === true);
      if (right) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', accept =>
      accept().on('sftp', acceptSftp =>
        serve(acceptSftp(), root, () => {
          if (trouble === 'cut-while-writing') client.end();
          return trouble === 'cut-while-writing';
        }),
      ),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const key = '2b7e151628aed2a6abf7158809cf4f3c';

  function seal(lines: string[], totals: (string | number)[], hexKey = key): Buffer {
    const body = iconv.encode(lines.map(line => `${line}\n`).join(''), 'gbk');
    const hash = createHash('sha256').update(body).digest('hex').toUpperCase();
    const signed = Buffer.concat([body, Buffer.from(`9|${totals.join('|')}|${hash}|K1|`)]);
    const mac = aesCmac(Buffer.from(hexKey, 'hex'), signed).toString('hex').toUpperCase();
    return Buffer.concat([signed, Buffer.from(`${mac}\n`)]);
  }

  const debited: Entry[] = [];
  const givenBack: Entry[] = [];
  const find = (name: string) =>
    ['upload', 'upload/done'].map(folder => join(root, folder, name)).find(existsSync)!;
  const bank: BankOfTest = {
    sftp: {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      user: 'dianting',
      hostKey: `SHA256:${createHash('sha256').update(hostPublic.getPublicSSH()).digest('base64').replace(/=+$/, '')}`,
      folder: '',
    },
    sftpKey: clientPrivate,
    keyId: 'K1',
    key,
    trouble(kind) {
      trouble = kind;
    },
    names: folder => readdirSync(join(root, folder)).filter(name => name.endsWith('.txt')),
    read(name) {
      const lines = iconv
        .decode(readFileSync(find(name)), 'gbk')
        .trimEnd()
        .split('\n');
      return { head: lines[0]!.split('|'), rows: lines.slice(1, -1).map(line => line.split('|')) };
    },
    take: name => renameSync(join(root, 'upload', name), join(root, 'upload/done', name)),
    put: (name, bytes) => writeFileSync(join(root, 'download', name), bytes),
    answer(name, clearingOn, codes = {}, serials = {}) {
      const { head, rows } = bank.read(name);
      const day = clearingOn.replaceAll('-', '');
      const lines = rows.map(([, seq, debitNo, mandateNo, , , amount]) => {
        const code = codes[Number(seq)] ?? '0000';
        const fresh = `B${day}${String(++serial).padStart(10, '0')}`;
        const bankSerial = code === '0000' ? (serials[Number(seq)] ?? fresh) : '';
        return ['1', seq, debitNo, mandateNo, amount, code, bankSerial, `${day}093000`, ''].join('|');
      });
      for (const line of lines) {
        const [, , debitNo, mandateNo, amount, code, bankSerial] = line.split('|');
        if (code === '0000') debited.push([clearingOn, bankSerial!, debitNo!, mandateNo!, Number(amount)]);
      }
      const took = rows.filter(row => !codes[Number(row[1])]);
      const sum = took.reduce((total, row) => total + Number(row[6]), 0);
      const first = ['0', 'DKRES', '1.0', head[3], head[4], day, head[6], head[7], '0000'].join('|');
      return {
        name: name.replace('DKREQ', 'DKRES'),
        bytes: seal([first, ...lines], [rows.length, took.length, sum]),
      };
    },
    seal,
    giveBack(debitNo, day) {
      const [, , , mandateNo, fen] = debited.find(entry => entry[2] === debitNo)!;
      givenBack.push([day, `R${String(++serial).padStart(10, '0')}`, debitNo, mandateNo, fen]);
    },
    dayFile(day) {
      const stamp = day.replaceAll('-', '');
      const [taken, back] = [debited, givenBack].map(list => list.filter(([on]) => on === day)) as [
        Entry[],
        Entry[],
      ];
      const lines = [...taken.map(row => [...row, 'D']), ...back.map(row => [...row, 'R'])].map(
        ([, ...row], index) => ['1', index + 1, ...row, `${stamp}093000`].join('|'),
      );
      const totals = [taken, back].flatMap(rows => [rows.length, rows.reduce((sum, row) => sum + row[4], 0)]);
      const first = `0|DKDAY|1.0|DTNS|DIANTING|${stamp}`;
      return { name: `DKDAY_DTNS_${stamp}.txt`, bytes: seal([first, ...lines], totals) };
    },
    async close() {
      await new Promise<void>(done => {
        server.close(() => done());
        setTimeout(done, 500).unref();
      });
      rmSync(root, { recursive: true, force: true });
    },
  };
  return bank;
}

/** As much of SFTP as a bank needs: version 3 over a folder. */
function serve(sftp: ssh2.SFTPWrapper, root: string, cutOff: () => boolean): void {
  const open = new Map<number, { fd?: number; list?: string[]; path: string }>();
  let handles = 0;
  const place = (path: string) => join(root, normalize(`/${path}`));
  const handleOf = (entry: { fd?: number; list?: string[]; path: string }) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(++handles);
    open.set(handles, entry);
    return handle;
  };
  const attributes = (path: string) => {
    const { mode, size, atimeMs, mtimeMs } = statSync(path);
    return {
      mode,
      uid: 0,
      gid: 0,
      size,
      atime: Math.floor(atimeMs / 1000),
      mtime: Math.floor(mtimeMs / 1000),
    };
  };
  const answering = (id: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      const missing = (error as { code?: string }).code === 'ENOENT';
      sftp.status(id, missing ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
    }
  };
  const stat = (id: number, path: string) =>
    answering(id, () => sftp.attrs(id, attributes(place(path)) as ssh2.Attributes));
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('FSTAT', (id, handle) =>
    answering(id, () => sftp.attrs(id, attributes(open.get(handle.readUInt32BE())!.path) as ssh2.Attributes)),
  );
  sftp.on('OPEN', (id, path, flags) =>
    answering(id, () => {
      const fd = openSync(place(path), flags & OPEN_MODE.WRITE ? 'w' : 'r');
      sftp.handle(id, handleOf({ fd, path: place(path) }));
    }),
  );
  sftp.on('WRITE', (id, handle, offset, data) =>
    answering(id, () => {
      if (cutOff()) return;
      writeSync(open.get(handle.readUInt32BE())!.fd!, data, 0, data.length, offset);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('READ', (id, handle, offset, length) =>
    answering(id, () => {
      const buffer = Buffer.alloc(length);
      const got = readSync(open.get(handle.readUInt32BE())!.fd!, buffer, 0, length, offset);
      if (got === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, got));
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    answering(id, () => {
      const { fd } = open.get(handle.readUInt32BE())!;
      if (fd !== undefined) closeSync(fd);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('OPENDIR', (id, path) =>
    answering(id, () => sftp.handle(id, handleOf({ list: readdirSync(place(path)), path: place(path) }))),
  );
  sftp.on('READDIR', (id, handle) =>
    answering(id, () => {
      const folder = open.get(handle.readUInt32BE())!;
      const names = folder.list ?? [];
      folder.list = undefined;
      if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
      sftp.name(
        id,
        names.map(name => ({
          filename: basename(name),
          longname: name,
          attrs: attributes(join(folder.path, name)) as ssh2.Attributes,
        })),
      );
    }),
  );
  sftp.on('RENAME', (id, from, to) =>
    answering(id, () => {
      if (existsSync(place(to))) return sftp.status(id, STATUS_CODE.FAILURE);
      renameSync(place(from), place(to));
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('REALPATH', (id, path) =>
    sftp.name(id, [{ filename: normalize(`/${path}`), longname: path, attrs: {} as ssh2.Attributes }]),
  );
}
