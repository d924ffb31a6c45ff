import { Text } from '@/elements/elements';

const most = 5;

/** So many of five stars; said in words beside it for those who do not see them. */
export function StarLine({ count }: { count: number }) {
  return <Text decorative>{`${'★'.repeat(count)}${'☆'.repeat(most - count)}`}</Text>;
}
