interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const longestBar = 30;
/** Back to the beginning of the line, and nothing left of what stood there. */
const lineAnew = '\r\x1b[K';

/** A bar on a terminal, a line every tenth elsewhere. */
export function createProgress(
  output: Output = process.stdout,
  now: () => number = Date.now,
): (done: number, total: number) => void {
  const began = now();
  let tenth = -1;
  let ended = false;
  return (done, total) => {
    const share = done / total;
    const seconds = (now() - began) / 1000;
    const left = share > 0 ? Math.round(seconds / share - seconds) : 0;
    const text = `${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total} accounts  ${Math.round(seconds)} s, ${left} s left`;
    if (output.isTTY) {
      if (ended) return;
      ended = done >= total;
      output.write(`${lineAnew}${onOneLine(share, text, output.columns ?? 80)}${ended ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      output.write(`${text}\n`);
    }
  };
}

/** A line that breaks at the terminal's edge could not be written over. */
function onOneLine(share: number, text: string, columns: number): string {
  const length = Math.min(longestBar, columns - text.length - '[] '.length - 1);
  if (length < 1) return text.slice(0, columns - 1);
  const filled = Math.round(share * length);
  return `[${'█'.repeat(filled)}${' '.repeat(length - filled)}] ${text}`;
}
