import { Text } from '@/elements/elements';

export type IconName =
  | 'bill'
  | 'usage'
  | 'prepay'
  | 'autopay'
  | 'payments'
  | 'household'
  | 'person'
  | 'invoice'
  | 'tariff'
  | 'alert'
  | 'apply'
  | 'help'
  | 'outage'
  | 'message'
  | 'back'
  | 'next'
  | 'check';

/** Decoration beside a word, or inside a button that has a label. */
export function Icon({ name }: { name: IconName }) {
  return <Text className={`icon icon--${name}`} decorative />;
}
