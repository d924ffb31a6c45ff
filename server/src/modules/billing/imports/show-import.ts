import type { ImportRecord } from './imports.repository.ts';

export function showImport(record: ImportRecord) {
  return { ...record, createdAt: record.createdAt.toISOString() };
}
