import type { ChatMessage } from '@api/types';
import { classes } from '@/elements/contract';
import { Box, Press, Text } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { type TextKey, type Translate, useTexts } from '@/i18n/texts';
import type { Pending, Talk } from './talk';
import './chat.scss';

interface BubblesProps {
  talk: Talk;
  onAgain: (id: string) => void;
}

/** What was said: ours to the right, theirs to the left, what happened in the middle. */
export function Bubbles({ talk: { messages, pending }, onAgain }: BubblesProps) {
  return (
    <Box as="ol" className="plain-list chat" live="polite">
      {messages.map(message =>
        message.kind === 'text' ? (
          <Said key={message.no} message={message} />
        ) : (
          <Happened key={message.no} message={message} />
        ),
      )}
      {pending.map(one => (
        <Sending key={one.id} one={one} onAgain={() => onAgain(one.id)} />
      ))}
    </Box>
  );
}

function Said({ message: { from, who, text, at } }: { message: ChatMessage }) {
  const t = useTexts();
  const mine = from === 'person';
  return (
    <Box as="li" className={classes('chat__line', mine && 'chat__line--mine')}>
      <Box className="chat__who">
        <Text>{mine ? t('chat.me') : (who ?? t('chat.clerk'))}</Text> <Text>{moment(at, t.language)}</Text>
      </Box>
      <Box className={classes('chat__bubble', mine && 'chat__bubble--mine')}>{text}</Box>
    </Box>
  );
}

const events: Record<string, TextKey> = {
  taken: 'chat.event.taken',
  'handed-over': 'chat.event.handed-over',
  'handed-back': 'chat.event.handed-back',
  'clerk-left': 'chat.event.handed-back',
  case: 'chat.event.case',
  closed: 'chat.event.closed',
  silent: 'chat.event.silent',
  'hours-over': 'chat.event.hours-over',
};

/** A kind that this edition does not know yet is passed over. */
const eventWords = ({ kind, about }: ChatMessage, t: Translate): string | null => {
  const key = events[kind];
  return key ? t(key, { about: about ?? '' }) : null;
};

function Happened({ message }: { message: ChatMessage }) {
  const t = useTexts();
  const words = eventWords(message, t);
  return words ? (
    <Box as="li" className="chat__event">
      {words}
    </Box>
  ) : null;
}

function Sending({ one: { text, state, why }, onAgain }: { one: Pending; onAgain: () => void }) {
  const t = useTexts();
  const broken = state === 'failed';
  return (
    <Box as="li" className="chat__line chat__line--mine">
      <Box className={classes('chat__bubble chat__bubble--mine', broken && 'chat__bubble--failed')}>
        {text}
      </Box>
      {broken ? (
        <Box className="chat__failed" role="alert">
          <Text>{why || t('chat.failed')}</Text>
          <Press look="text" onPress={onAgain}>
            {t('chat.again')}
          </Press>
        </Box>
      ) : (
        <Box className="chat__who">{t('chat.sending')}</Box>
      )}
    </Box>
  );
}
