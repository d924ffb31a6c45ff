/** Keys that work on every page: find, help, and `g` with a letter to go somewhere. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may } from './permissions.ts';
import { placesOf } from './places.ts';
import { useMe } from './session.tsx';
import { isTyping, sequenceMs } from './use-key.ts';

const Finder = lazy(async () => ({ default: (await import('./finder.tsx')).Finder }));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));

const openFinderEvent = 'dianting-open-finder';
export const openFinder = () => dispatchEvent(new Event(openFinderEvent));

export function Shortcuts() {
  const [shown, setShown] = useState<'finder' | 'help' | null>(null);
  const navigate = useNavigate();
  const { roles } = useMe();
  useEffect(() => {
    const ways: Record<string, string> = { h: '/' };
    for (const place of placesOf(roles)) if (place.key) ways[place.key] = place.to;
    let goAt = 0;
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setShown('finder');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setShown(now => (now === 'help' ? null : 'help'));
      else if (event.key === '/' && !document.querySelector('[data-page-search]')) {
        event.preventDefault();
        setShown('finder');
      } else if (event.timeStamp - goAt < sequenceMs && ways[event.key]) {
        goAt = 0;
        navigate(ways[event.key]!);
      } else goAt = event.key === 'g' ? event.timeStamp : 0;
    };
    const open = () => setShown('finder');
    addEventListener('keydown', press);
    addEventListener(openFinderEvent, open);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener(openFinderEvent, open);
    };
  }, [roles, navigate]);
  return (
    <Suspense fallback={null}>
      {shown === 'finder' && may(roles, 'GET /staff/find') ? <Finder onClose={() => setShown(null)} /> : null}
      {shown === 'help' ? <KeyHelp onClose={() => setShown(null)} /> : null}
    </Suspense>
  );
}
