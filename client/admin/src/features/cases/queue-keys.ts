/** The queue by keyboard: a row is chosen, opened, and another view looked at, without the mouse. */
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { isTyping, type Keys, useKeys } from '../../app/use-key.ts';

interface Queue {
  caseNos: string[];
  page: number;
  more: boolean;
  toPage(page: number): void;
  views: readonly string[];
  toView(view: string): void;
  typeIn: (() => void) | null;
}

/** @returns the chosen row, or null before the first key */
export function useQueueKeys({ caseNos, page, more, toPage, views, toView, typeIn }: Queue): string | null {
  const go = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const at = chosen === null ? -1 : caseNos.indexOf(chosen);
  const step = (by: 1 | -1) => {
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), caseNos.length - 1);
    setChosen(caseNos[next] ?? null);
  };
  const open = at >= 0 ? () => go(`/cases/${caseNos[at]}`) : null;
  const byNumber: Keys = Object.fromEntries(
    views.map((view, place) => [String(place + 1), () => toView(view)]),
  );
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: open,
    ']': more ? () => toPage(page + 1) : null,
    '[': page > 1 ? () => toPage(page - 1) : null,
    n: typeIn,
    f: () => document.querySelector<HTMLElement>('.filters .ant-select input')?.focus(),
    ...byNumber,
  });
  useEnter(open);
  useEffect(() => {
    if (chosen) document.querySelector('.chosen-row')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return at >= 0 ? chosen : null;
}

/** Enter opens the chosen row, but on a button or link it does what it says. */
function useEnter(open: (() => void) | null): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== 'Enter' || !open || isTyping(target) || document.querySelector('[role="dialog"]'))
        return;
      if (target instanceof HTMLElement && target.closest('a, button, [role="radio"], .ant-segmented'))
        return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
