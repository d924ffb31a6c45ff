import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

export interface JournalEntry {
  table: string;
  key: string;
  /** Absent when the record was removed. */
  value?: unknown;
}

/**
 * Append-only JSON lines: the last line of a key wins. A line is in the kernel's hands before the caller goes
 * on, so killing this process loses nothing that was answered.
 */
export class Journal {
  private readonly path: string | undefined;
  private fd: number | undefined;

  constructor(path: string | undefined) {
    this.path = path;
  }

  /** Reads what is there. A torn last line (killed in the middle of a write) is left out. */
  read(): JournalEntry[] {
    if (!this.path || !existsSync(this.path)) return [];
    const entries: JournalEntry[] = [];
    for (const line of readFileSync(this.path, 'utf8').split('\n')) {
      if (!line) continue;
      try {
        entries.push(JSON.parse(line) as JournalEntry);
      } catch {
        console.warn('sandbox journal: an unreadable line was left out');
      }
    }
    return entries;
  }

  /** Replaces the file by one line a record, then appends to it. */
  rewrite(entries: Iterable<JournalEntry>): void {
    this.close();
    if (!this.path) return;
    const fresh = `${this.path}.new`;
    const fd = openSync(fresh, 'w', 0o600);
    for (const entry of entries) writeSync(fd, `${JSON.stringify(entry)}\n`);
    closeSync(fd);
    renameSync(fresh, this.path);
    this.fd = openSync(this.path, 'a', 0o600);
  }

  append(entry: JournalEntry): void {
    if (this.fd !== undefined) writeSync(this.fd, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }
}
