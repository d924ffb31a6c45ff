/** A socket tells of its end by an error, by its closing, or by both. */
export function endedOnce(ended: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    ended();
  };
}
