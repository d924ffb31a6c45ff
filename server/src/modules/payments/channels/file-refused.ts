/** Why a file from outside was refused, whole. */
export type FileFault =
  | 'encoding'
  | 'form'
  | 'key'
  | 'mac'
  | 'hash'
  | 'header'
  | 'field'
  | 'numbering'
  | 'totals'
  | 'rows'
  | 'name';

export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly fault: FileFault;
  /** Counted from 1; 0 = the file as a whole. */
  readonly line: number;

  constructor(fault: FileFault, line: number) {
    super(`${fault} in line ${line}`);
    this.fault = fault;
    this.line = line;
  }
}
