/** What a job does for many, each for itself: one that cannot be done holds up nobody else. */
export type OnFailure<T> = (item: T, error: unknown) => void;

export async function oneByOne<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  onFailure: OnFailure<T>,
): Promise<void> {
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      onFailure(item, error);
    }
  }
}
