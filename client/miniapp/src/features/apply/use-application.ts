import type { Application } from '@api/types';
import { getApplication } from '@/api/hall';
import { useResource } from '@/state/resource';

/** One application. The answers of its form are not kept on the device: name, phone and identity number stand in them. */
export const useApplication = (caseNo: string | undefined) =>
  useResource<Application>(
    caseNo ? `application:${caseNo}` : null,
    () => getApplication(caseNo ?? ''),
    application => ({ ...application, form: null }),
  );
