/** The wallet opens over the mini-program, so that there is nothing to come back from. */
export function resumeFromWallet(): void {}

/** The wallet keeps the mini-program's files itself. */
export function keepFiles(): void {}
