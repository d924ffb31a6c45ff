import type { Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { createHttpIssuer, type IssuerSettings } from './http-issuer.ts';
import { createInvoicesRepository } from './invoices.repository.ts';
import { invoiceRoutes } from './invoices.routes.ts';
import { sendInvoicesJob } from './send-invoices.ts';

export interface InvoicesDependencies {
  db: Database;
  cipher: FieldCipher;
  http: HttpClient;
  logger: Logger;
  /** Without an issuer nothing can be asked for; titles and what was issued stay visible. */
  issuer: IssuerSettings | undefined;
}

export interface InvoicesModule {
  routes: Route[];
  jobs: Job[];
}

export function createInvoicesModule({
  db,
  cipher,
  http,
  logger,
  issuer,
}: InvoicesDependencies): InvoicesModule {
  const invoices = createInvoicesRepository(db);
  const adapter = issuer && createHttpIssuer(issuer, http);
  return {
    routes: invoiceRoutes({ db, invoices, cipher, offered: adapter !== undefined }),
    jobs: adapter ? [sendInvoicesJob({ invoices, issuer: adapter, cipher, logger })] : [],
  };
}
