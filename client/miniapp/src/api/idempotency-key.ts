/** A key for one intention. Mini-programs have no crypto.randomUUID; uniqueness per person is all that is asked. */
export function newIdempotencyKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${part()}-${part()}`;
}
