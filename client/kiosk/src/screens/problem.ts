import { Refused } from '../device/api.ts';
import { t } from '../i18n.ts';

/** What went wrong, in the server's words where it answered. */
export function sayProblem(error: unknown): string {
  if (error instanceof Refused) return error.status === 0 ? t('offline') : error.message || t('failed');
  return t('failed');
}
