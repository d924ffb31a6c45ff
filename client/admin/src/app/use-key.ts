/** Keys of one page. They are taken while nothing is typed and no dialog is open. */
import { useEffect, useRef } from 'react';

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);

/** How long after `g` the second key is waited for: it goes somewhere and does nothing on the page. */
export const sequenceMs = 1_200;

export type Keys = Record<string, (() => void) | null | undefined>;

/** By the key's name; a key without anything to do is left to the browser. */
export function useKeys(keys: Keys): void {
  const goAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.timeStamp - goAt.current < sequenceMs) {
        goAt.current = Number.NEGATIVE_INFINITY;
        return;
      }
      if (event.key === 'g') goAt.current = event.timeStamp;
      const does = keys[event.key];
      if (!does || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      does();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
