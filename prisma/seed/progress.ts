/** A bar on a terminal, a line every tenth elsewhere. */
export function createProgress(): (done: number, total: number) => void {
  const began = Date.now();
  let tenth = -1;
  return (done, total) => {
    const share = done / total;
    const seconds = (Date.now() - began) / 1000;
    const left = share > 0 ? Math.round(seconds / share - seconds) : 0;
    const text = `${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total} accounts  ${Math.round(seconds)} s, ${left} s left`;
    if (process.stdout.isTTY) {
      const filled = Math.round(share * 30);
      process.stdout.write(`\r[${'█'.repeat(filled)}${' '.repeat(30 - filled)}] ${text}   `);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      console.log(text);
    }
  };
}
