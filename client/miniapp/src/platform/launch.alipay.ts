/** The wallet opens over the mini-program, so that there is nothing to come back from. */
export function resumeFromWallet(): void {}
