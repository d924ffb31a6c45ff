import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { instant } from '../../http/fields.ts';
import { documentClasses, type KeptDays } from './document.ts';
import type { DocumentsRepository } from './documents.repository.ts';

const runsShown = 14;

/** The rule that papers are kept by, and the proof that it is kept. */
export function retentionRoutes({
  documents,
  keptDays,
}: {
  documents: DocumentsRepository;
  keptDays(): Promise<KeptDays>;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/document-retention',
      access: staff('supervisor', 'administrator', 'auditor'),
      summary:
        'How long each class of documents is kept today, and what the nightly deletion did and had to leave',
      tag: 'Staff: settings',
      output: z.object({
        days: z.record(z.enum(documentClasses), z.int()),
        runs: z.array(
          z.object({
            at: instant,
            deleted: z.int(),
            remaining: z.int().describe('Due and still there: anything but 0 needs a person'),
            strays: z.int().describe('Files that no document named'),
          }),
        ),
      }),
      handle: async () => ({ days: await keptDays(), runs: await documents.runs(runsShown) }),
    }),
  ];
}
