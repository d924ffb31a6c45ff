import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { type InvoiceIssuer, InvoiceRefused, waitAfter } from './invoice.ts';
import type { InvoiceRow, InvoicesRepository } from './invoices.repository.ts';

interface SendDependencies {
  invoices: InvoicesRepository;
  issuer: InvoiceIssuer;
  cipher: FieldCipher;
  logger: Logger;
}

const atOnce = 20;

/** Asks the issuer for what was requested, and for a red invoice of what was refunded since. An answer that is lost is asked for again. */
export function sendInvoicesJob(dependencies: SendDependencies): Job {
  const { invoices } = dependencies;
  return {
    name: 'send-invoices',
    lane: 'books',
    everySeconds: 5,
    async run(signal) {
      await invoices.requestReds();
      for (const invoice of await invoices.takeDue(atOnce)) {
        if (signal.aborted) return;
        await send(invoice, dependencies);
      }
    },
  };
}

async function send(
  invoice: InvoiceRow,
  { invoices, issuer, cipher, logger }: SendDependencies,
): Promise<void> {
  const { id, invoiceNo, kind, originalFiscalNo, amountFen, attempts } = invoice;
  const title = titleOf(invoice, cipher);
  try {
    const issued = await issuer.issue({ invoiceNo, kind, originalFiscalNo, title, amountFen });
    if (issued) await invoices.issued(id, issued);
    else await invoices.askAgain(id, waitAfter(attempts));
  } catch (error) {
    if (error instanceof InvoiceRefused) await invoices.refused(id, error.code);
    else await invoices.askAgain(id, waitAfter(attempts));
    logger.warn({ invoiceNo, err: error }, 'invoice not issued');
  }
}

export function titleOf(
  { titleKind, titleNameEnc, taxNoEnc }: Pick<InvoiceRow, 'titleKind' | 'titleNameEnc' | 'taxNoEnc'>,
  cipher: FieldCipher,
) {
  return {
    kind: titleKind,
    name: cipher.decrypt(titleNameEnc),
    taxNo: taxNoEnc && cipher.decrypt(taxNoEnc),
  };
}
