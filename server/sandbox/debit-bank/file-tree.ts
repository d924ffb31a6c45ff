import type { Sandbox } from '../sandbox.ts';

/** The bank's, and one in which the SMS operator lays down its day files. */
export const FOLDERS = ['/', '/upload', '/upload/done', '/download', '/download/done', '/sms'];

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** The folders of the bank's server, kept in the journal. */
export function fileTree(sandbox: Sandbox) {
  const { store } = sandbox;
  return {
    isFolder: (path: string): boolean => FOLDERS.includes(path),
    read(path: string): Buffer | undefined {
      const file = store.get('bankFile', path);
      return file && Buffer.from(file.content, 'base64');
    },
    modifiedAt: (path: string): Date => new Date(store.get('bankFile', path)?.modifiedAt ?? 0),
    /** False when there is no such folder. */
    write(path: string, content: Buffer): boolean {
      if (!FOLDERS.includes(parentOf(path))) return false;
      const modifiedAt = new Date().toISOString();
      store.put('bankFile', path, { path, content: content.toString('base64'), modifiedAt });
      return true;
    },
    /** As POSIX does: replaces what is there. */
    rename(from: string, to: string): boolean {
      const file = store.get('bankFile', from);
      if (!file || !FOLDERS.includes(parentOf(to))) return false;
      store.remove('bankFile', from);
      store.put('bankFile', to, { ...file, path: to });
      return true;
    },
    remove(path: string): boolean {
      if (!store.get('bankFile', path)) return false;
      store.remove('bankFile', path);
      return true;
    },
    /** Names of what lies in a folder. */
    list(folder: string): string[] {
      const files = store.all('bankFile').filter(({ path }) => parentOf(path) === folder);
      const folders = FOLDERS.filter(path => path !== '/' && parentOf(path) === folder);
      return [...folders, ...files.map(({ path }) => path)].map(path =>
        path.slice(path.lastIndexOf('/') + 1),
      );
    },
  };
}

export type FileTree = ReturnType<typeof fileTree>;
