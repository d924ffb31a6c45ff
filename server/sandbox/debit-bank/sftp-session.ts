import { posix } from 'node:path';
import ssh2 from 'ssh2';
import type { Sandbox } from '../sandbox.ts';
import { disturbed } from './disturbed.ts';
import { fileTree } from './file-tree.ts';
import { arrived } from './work.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

type Open = { path: string; content?: Buffer; dirty?: boolean; names?: string[] };

/** The operations that carrying a file needs; every other one is answered as unsupported. */
export function serveFiles(sandbox: Sandbox, sftp: ssh2.SFTPWrapper, cut: () => void): void {
  const files = fileTree(sandbox);
  const handles = new Map<number, Open>();
  let next = 0;
  const handleOf = (handle: Buffer): Open | undefined =>
    handles.get(handle.length === 4 ? handle.readUInt32BE() : -1);
  const give = (id: number, open: Open): void => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(next);
    handles.set(next++, open);
    sftp.handle(id, handle);
  };
  const done = (id: number, good: boolean): void =>
    sftp.status(id, good ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE);
  const facts = (path: string): ssh2.Attributes | undefined => {
    const content = files.isFolder(path) ? undefined : files.read(path);
    if (!files.isFolder(path) && !content) return undefined;
    const time = Math.floor(files.modifiedAt(path).getTime() / 1000);
    const mode = content ? 0o100640 : 0o040750;
    return { mode, uid: 0, gid: 0, size: content?.length ?? 0, atime: time, mtime: time };
  };
  const describe = (id: number, path: string): void => {
    const found = facts(posix.resolve('/', path));
    if (found) sftp.attrs(id, found);
    else done(id, false);
  };
  const around = async (id: number, path: string, act: () => void): Promise<void> => {
    const hands = { cut, fail: () => sftp.status(id, STATUS_CODE.FAILURE) };
    if (await disturbed(sandbox, path, 'call-before', hands)) return;
    act();
  };

  sftp.on('OPEN', (id, filename, flags) => {
    const path = posix.resolve('/', filename);
    void around(id, path, () => {
      const writing = (flags & OPEN_MODE.WRITE) !== 0;
      const present = files.read(path);
      if (!writing && !present) return done(id, false);
      const keep = writing && (flags & OPEN_MODE.TRUNC) === 0 ? present : undefined;
      const content = writing ? (keep ?? Buffer.alloc(0)) : present!;
      if (writing && !files.write(path, content)) return done(id, false);
      give(id, { path, content, dirty: writing });
    });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    const open = handleOf(handle);
    if (!open?.content) return done(id, false);
    const content = Buffer.alloc(Math.max(open.content.length, offset + data.length));
    open.content.copy(content);
    data.copy(content, offset);
    open.content = content;
    files.write(open.path, content);
    done(id, true);
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const open = handleOf(handle);
    const part = open?.content?.subarray(offset, offset + length);
    if (!part || part.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, part);
  });
  sftp.on('CLOSE', (id, handle) => {
    if (handle.length === 4) handles.delete(handle.readUInt32BE());
    done(id, true);
  });
  sftp.on('RENAME', (id, from, to) => {
    const [source, target] = [posix.resolve('/', from), posix.resolve('/', to)];
    void around(id, target, async () => {
      const good = files.rename(source, target);
      if (good) arrived(sandbox, target);
      const hands = { cut, fail: () => sftp.status(id, STATUS_CODE.FAILURE) };
      if (await disturbed(sandbox, target, 'call-after', hands)) return;
      done(id, good);
    });
  });
  sftp.on('REMOVE', (id, path) => done(id, files.remove(posix.resolve('/', path))));
  sftp.on('MKDIR', (id, path) =>
    sftp.status(
      id,
      files.isFolder(posix.resolve('/', path)) ? STATUS_CODE.FAILURE : STATUS_CODE.PERMISSION_DENIED,
    ),
  );
  sftp.on('REALPATH', (id, path) => {
    const filename = posix.resolve('/', path);
    sftp.name(id, [{ filename, longname: filename, attrs: facts(filename) ?? facts('/')! }]);
  });
  sftp.on('STAT', describe);
  sftp.on('LSTAT', describe);
  sftp.on('FSTAT', (id, handle) => {
    const open = handleOf(handle);
    if (open) describe(id, open.path);
    else done(id, false);
  });
  sftp.on('SETSTAT', id => done(id, true));
  sftp.on('FSETSTAT', id => done(id, true));
  sftp.on('OPENDIR', (id, path) => {
    const folder = posix.resolve('/', path);
    if (files.isFolder(folder)) give(id, { path: folder, names: files.list(folder) });
    else done(id, false);
  });
  sftp.on('READDIR', (id, handle) => {
    const open = handleOf(handle);
    if (!open?.names || open.names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    const names = open.names.splice(0);
    sftp.name(
      id,
      names.map(filename => ({
        filename,
        longname: filename,
        attrs: facts(posix.join(open.path, filename))!,
      })),
    );
  });
}
