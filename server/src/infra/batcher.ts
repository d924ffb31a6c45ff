/**
 * Groups calls that come at the same time into one: while a batch is on its way, the next one fills. One transaction and
 * one flush to disk then serve many callers; a lone caller does not wait for company.
 */
export interface Batcher<I, O> {
  add(input: I): Promise<O>;
  /** Resolves once nothing is waiting or on its way. */
  idle(): Promise<void>;
}

interface Waiting<I, O> {
  input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

export interface BatcherOptions<I, O> {
  /** Answers in the order of the inputs. */
  run(inputs: I[]): Promise<O[]>;
  maxSize: number;
  /** Batches that may be on their way at once. */
  concurrency: number;
}

export function createBatcher<I, O>({ run, maxSize, concurrency }: BatcherOptions<I, O>): Batcher<I, O> {
  let queue: Waiting<I, O>[] = [];
  let running = 0;
  let scheduled = false;
  let idlers: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || running >= concurrency || queue.length === 0) return;
    scheduled = true;
    // Calls of the same turn of the event loop go together.
    setImmediate(() => {
      scheduled = false;
      if (running < concurrency && queue.length > 0) void runBatch();
      schedule();
    });
  }

  async function runBatch(): Promise<void> {
    const batch = queue.slice(0, maxSize);
    queue = queue.slice(maxSize);
    running += 1;
    try {
      const outputs = await run(batch.map(waiting => waiting.input));
      batch.forEach((waiting, index) => {
        waiting.resolve(outputs[index] as O);
      });
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    running -= 1;
    if (running === 0 && queue.length === 0) for (const tell of idlers.splice(0)) tell();
    schedule();
  }

  return {
    add(input) {
      return new Promise((resolve, reject) => {
        queue.push({ input, resolve, reject });
        schedule();
      });
    },
    idle() {
      if (running === 0 && queue.length === 0) return Promise.resolve();
      return new Promise(resolve => {
        idlers = [...idlers, resolve];
      });
    },
  };
}
