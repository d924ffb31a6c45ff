/** A file on the bank's SFTP server. */
export interface BankFile {
  /** `/upload/…`, `/download/…`. */
  path: string;
  /** base64: files are GBK. */
  content: string;
  modifiedAt: string;
}

/** A request file the bank has taken, by its name. */
export interface BankBatch {
  name: string;
  /** SHA-256 of the whole file: the same name with other bytes is refused. */
  digest: string;
  takenAt: string;
  fileCode: string;
  answered: boolean;
}

/** Money taken from a customer (D), or given back (R). */
export interface BankEntry {
  serial: string;
  debitNo: string;
  mandateNo: string;
  amount: number;
  type: 'D' | 'R';
  at: string;
  /** `YYYYMMDD`: in whose day file it stands. */
  date: string;
}
