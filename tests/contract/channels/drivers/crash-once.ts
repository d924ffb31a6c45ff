/** A process that dies at the named point, once; whoever waits for it sees the error that a cut connection would be. */
export function crashOnce() {
  let next: string | undefined;
  return {
    points: {
      reach(name: string) {
        if (name !== next) return;
        next = undefined;
        throw new Error(`cut off at ${name}`);
      },
    },
    at(name: string | undefined) {
      next = name;
    },
  };
}
