/** A card terminal the acquirer knows. */
export interface PosTerminal {
  terminal: string;
  /** Key number to 32 hexadecimal digits; two may be valid at once. */
  keys: Record<string, string>;
  /** Number of the open batch. */
  batch: number;
}

/** A sale or void; also the mark of a reversal that came before its sale. */
export interface PosTrade {
  /** `terminal-batch-trace`. */
  key: string;
  type: 'sale' | 'void' | 'settlement' | 'mark';
  terminal: string;
  batch: string;
  trace: string;
  amount: number;
  /** The request's signed bytes: the same again is a repeat. */
  request: string;
  /** Once it is decided; what a repeat gets. */
  reply?: Record<string, string>;
  state: 'working' | 'approved' | 'declined' | 'reversed' | 'voided' | 'pending';
  reference?: string;
  card?: string;
  at?: string;
  /** `YYYYMMDD`. */
  settles?: string;
  /** Of a void: the sale's key. */
  original?: string;
}
