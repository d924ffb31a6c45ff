import type { Chat } from '@api/types';
import { rateChat } from '@/api/hall';
import { RatingCard } from '@/components/rating-card';
import { useTexts } from '@/i18n/texts';

/** Of a conversation, once. */
export function RateChat({ chatNo, onRated }: { chatNo: string; onRated: (chat: Chat) => void }) {
  const t = useTexts();
  return (
    <RatingCard
      title={t('chat.rate')}
      satisfied={t('chat.rate.satisfied')}
      notSatisfied={t('chat.rate.not')}
      onRate={async rating => onRated(await rateChat(chatNo, rating))}
    />
  );
}
