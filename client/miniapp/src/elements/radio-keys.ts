/** A browser's radio group: Tab comes to one of its choices, the arrows go on to the others and choose them. */
import type { KeyboardEvent } from 'react';

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function chooseByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const choices = [
    ...(event.currentTarget
      .closest('[role="radiogroup"]')
      ?.querySelectorAll<HTMLElement>('[role="radio"]:not([disabled])') ?? []),
  ];
  if (!step || choices.length < 2) return;
  event.preventDefault();
  const next = choices.at((choices.indexOf(event.currentTarget) + step) % choices.length);
  next?.focus();
  next?.click();
}
