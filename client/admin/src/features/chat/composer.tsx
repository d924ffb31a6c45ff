import { Button, Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

const longest = 1_000;
const replies = [
  'reply-hello',
  'reply-moment',
  'reply-account',
  'reply-case',
  'reply-more',
  'reply-bye',
] as const;

interface ComposerProps {
  onSay: (text: string) => void;
  /** What was typed before and not said. */
  draft: string;
  onDraft: (text: string) => void;
}

/** Enter sends, Shift with Enter begins a line, Alt with a digit puts in a quick reply. */
export function Composer({ onSay, draft, onDraft }: ComposerProps) {
  const t = useFeatureTexts(texts);
  const [text, setText] = useState(draft);
  const write = (words: string) => {
    setText(words);
    onDraft(words);
  };
  const put = (index: number) => {
    const reply = replies[index];
    if (reply) write(text ? `${text}\n${t(reply)}` : t(reply));
  };
  const say = () => {
    const said = text.trim();
    if (!said) return;
    onSay(said);
    write('');
  };
  const press = (event: KeyboardEvent) => {
    // While a word of Chinese is being chosen, Enter chooses it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      say();
    } else if (event.altKey && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      put(Number(event.key) - 1);
    }
  };
  return (
    <div className="chat-composer">
      <fieldset className="chat-replies">
        <legend className="chat-unseen">{t('replies')}</legend>
        {replies.map((reply, index) => (
          <Button key={reply} size="small" title={`Alt ${index + 1}: ${t(reply)}`} onClick={() => put(index)}>
            {t(`${reply}-name`)}
          </Button>
        ))}
      </fieldset>
      <div className="chat-write">
        <Input.TextArea
          aria-label={t('message')}
          placeholder={t('message-hint')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={longest}
          value={text}
          autoFocus
          onChange={event => write(event.target.value)}
          onKeyDown={press}
        />
        <Button type="primary" disabled={!text.trim()} onClick={say}>
          {t('send')}
        </Button>
      </div>
    </div>
  );
}
