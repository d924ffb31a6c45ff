import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import { createDiskStore } from './disk-store.ts';
import type { DocumentClass, KeptDays } from './document.ts';
import { documentDeleted, documentNotFound } from './documents.errors.ts';
import { createDocumentsRepository, type NewDocument } from './documents.repository.ts';
import { forgetDocuments, type RetentionRun } from './forget-documents.ts';
import { keepOwn, takeIn, takeInAttachment } from './keep-document.ts';
import { retentionRoutes } from './retention.routes.ts';
import { createS3Store } from './s3-store.ts';
import { createClamdScanner } from './scanner.ts';
import { unseal } from './seal.ts';
import type { DocumentSettings } from './settings.ts';

export { type DocumentClass, type KeptDays, largestUpload } from './document.ts';
export { documentReply } from './document-reply.ts';
export type { NewDocument } from './documents.repository.ts';

export interface DocumentsDependencies {
  db: Pick<Database, 'pool'>;
  clock: Clock;
  cipher: FieldCipher;
  http: HttpClient;
  logger: Logger;
  audit: Audit;
  settings: DocumentSettings;
  /** The utility's rule of the day; in a transaction over its own connection. */
  keptDays(tx?: PoolClient): Promise<KeptDays>;
  /** Where files lie when the settings say nothing. */
  standardDir: string;
}

interface Owner {
  subject: string;
  class: DocumentClass;
  /** person:<id> | staff:<username> | system */
  addedBy: string;
}

export interface DocumentsModule {
  routes: Route[];
  jobs: Job[];
  /** After a restore, before anybody hands anything in: at once, whatever the age of a file without a row. */
  forgetAfterRestore(): Promise<RetentionRun>;
  /** Judges and stores what was handed in; it counts once `add` has written it in the caller's transaction. */
  takeIn(bytes: Buffer, owner: Owner): Promise<NewDocument>;
  /** The same for what goes with a report: pictures, PDF and voice notes. */
  takeInAttachment(bytes: Buffer, owner: Omit<Owner, 'class'>): Promise<NewDocument>;
  /** The same for a PDF of the utility's own making. */
  keepOwn(pdf: Buffer, owner: Owner): Promise<NewDocument>;
  add(tx: PoolClient, document: NewDocument): Promise<void>;
  /** Each look is a line in the audit log. Of another subject's document it says that there is none. */
  view(
    id: string,
    subject: string,
    by: { actor: string; requestId: string },
  ): Promise<{ mediaType: string; content: Buffer }>;
  /** The subject has ended for good on that day: its documents go when their class's time is over. */
  endSubject(tx: PoolClient, subject: string, on: Date): Promise<void>;
  reopenSubject(tx: PoolClient, subject: string): Promise<void>;
}

export function createDocumentsModule(dependencies: DocumentsDependencies): DocumentsModule {
  const { db, cipher, audit, settings, standardDir, keptDays } = dependencies;
  const documents = createDocumentsRepository(db.pool);
  const disk = createDiskStore(settings.dir ?? standardDir);
  const s3 = settings.s3 && createS3Store(settings.s3, dependencies);
  const stores = s3 ? [s3, disk] : [disk];
  const keeping = {
    cipher,
    store: s3 ?? disk,
    scanner: settings.scanner ? createClamdScanner(settings.scanner) : undefined,
  };
  const keptPlaces = { ...dependencies, documents, stores };
  return {
    routes: retentionRoutes({ documents, keptDays }),
    jobs: [
      {
        name: 'forget-documents',
        cron: '15 18 * * *',
        run: async signal => void (await forgetDocuments(keptPlaces, signal)),
      },
    ],
    forgetAfterRestore: () => forgetDocuments(keptPlaces, new AbortController().signal, 0),
    takeIn: (bytes, owner) => takeIn(bytes, owner, keeping),
    takeInAttachment: (bytes, owner) => takeInAttachment(bytes, owner, keeping),
    keepOwn: (pdf, owner) => keepOwn(pdf, owner, keeping),
    add: documents.add,
    async view(id, subject, { actor, requestId }) {
      const found = await documents.find(id);
      if (!found || found.subject !== subject) throw documentNotFound();
      if (!found.keyEnc) throw documentDeleted();
      const bytes = await stores.find(({ code }) => code === found.store)?.get(found.storeKey);
      if (!bytes) throw new Error(`document ${id} is not in its store`);
      const content = unseal({ bytes, keyEnc: found.keyEnc }, found.storeKey, cipher);
      await audit.record({ actor, action: 'document.view', subject, detail: { document: id }, requestId });
      return { mediaType: found.mediaType, content };
    },
    endSubject: async (tx, subject, on) => documents.endSubject(tx, subject, await keptDays(tx), on),
    reopenSubject: documents.reopenSubject,
  };
}
