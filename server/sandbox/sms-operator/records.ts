/** A text message as the operator charges it. */
export interface OperatorMessage {
  id: string;
  direction: 'MO' | 'MT';
  at: string;
  phone: string;
  /** What the user wrote. */
  text?: string;
  serialNo?: string;
  template?: string;
}
