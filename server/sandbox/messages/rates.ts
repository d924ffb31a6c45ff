/** Counts calls by the second, as the providers do before they answer «too many». In memory: a restart forgives. */
export class Rates {
  private readonly windows = new Map<string, { second: number; calls: number }>();

  /** @param limit calls a second; 0 means any number */
  allows(provider: string, limit: number, now = Date.now()): boolean {
    if (limit === 0) return true;
    const second = Math.floor(now / 1000);
    const window = this.windows.get(provider);
    if (window?.second !== second) {
      this.windows.set(provider, { second, calls: 1 });
      return true;
    }
    if (window.calls >= limit) return false;
    window.calls++;
    return true;
  }
}
