/** The names that are given to files, and those of a file on its way to disk. Whatever else lies there is not ours. */
export const isOurs = (key: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[0-9a-f-]{36}\.part)?$/.test(key);

/** Where sealed files lie. A store knows names and bytes, nothing of what they are. */
export interface DocumentStore {
  code: 'disk' | 's3';
  put(key: string, bytes: Buffer): Promise<void>;
  /** Undefined when nothing lies there. */
  get(key: string): Promise<Buffer | undefined>;
  /** Of something that is not there as well. */
  remove(key: string): Promise<void>;
  /** The names of all that lies there, and since when. */
  list(): AsyncIterable<{ key: string; since: Date }>;
}
