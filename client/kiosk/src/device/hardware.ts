/**
 * What the screen asks of the machine around it. The maker's program puts an object of this form at `window.kioskHardware`;
 * the simulator is one for demonstrations.
 */
export interface Hardware {
  /** Lets the acceptor take notes; each that lies in the box is told by its value in fen. */
  acceptNotes(onNote: (fen: number) => void): void;
  stopNotes(): void;
  print(lines: string[]): Promise<void>;
  /** Somebody with the key changed the cash box; labels as on the boxes. */
  onBoxChanged(react: (removed: string, inserted: string) => void): void;
}

declare global {
  interface Window {
    kioskHardware?: Hardware;
  }
}

/** A machine without an acceptor and printer: only QR codes are offered. */
export const hardware = () => window.kioskHardware;
