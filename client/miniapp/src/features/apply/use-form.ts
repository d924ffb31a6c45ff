import type { Application, ApplicationForm } from '@api/types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { saveApplication } from '@/api/hall';
import { asHallError, type HallError } from '@/api/hall-error';

/** After the last key: often enough that little is lost, seldom enough that typing is not disturbed. */
const savedAfterMs = 900;

export type SaveState = 'saved' | 'saving' | 'unsaved';

export interface Form {
  values: Record<string, string>;
  problems: Record<string, string>;
  state: SaveState;
  error: HallError | null;
  change(code: string, value: string): void;
  /** Sends what is not saved yet. False as long as something that was refused stands in its field. */
  flush(): Promise<boolean>;
}

/** A form that saves itself: what is right is kept on the server while what is not stands marked beside its field. */
export function useForm(shown: Application, onSaved: (saved: Application) => void): Form {
  const [values, setValues] = useState(() => textsOf(shown.form));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<HallError | null>(null);
  const unsaved = useRef(new Map<string, string>());
  const refusedNow = useRef(new Set<string>());
  const sending = useRef<Promise<boolean>>(Promise.resolve(true));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onSaved);
  latest.current = onSaved;
  const known = useRef(shown);
  const { caseNo } = shown;

  const send = useCallback(async (): Promise<boolean> => {
    const given = new Map(unsaved.current);
    if (given.size === 0) return refusedNow.current.size === 0;
    setState('saving');
    setError(null);
    try {
      const { saved, refused } = await saveWhatIsRight(caseNo, given);
      for (const [code, value] of given) {
        if (unsaved.current.get(code) === value) unsaved.current.delete(code);
        refusedNow.current.delete(code);
      }
      for (const code of Object.keys(refused)) refusedNow.current.add(code);
      setProblems(before => ({ ...without(before, [...given.keys()]), ...refused }));
      if (saved) {
        known.current = saved;
        latest.current(saved);
      }
      setState(unsaved.current.size + refusedNow.current.size > 0 ? 'unsaved' : 'saved');
      return refusedNow.current.size === 0;
    } catch (thrown) {
      setError(asHallError(thrown));
      setState('unsaved');
      return false;
    }
  }, [caseNo]);

  // The copy kept on the device is shown first: what was filled in elsewhere meanwhile takes its place, but for what is being typed here.
  useEffect(() => {
    if (known.current === shown) return;
    known.current = shown;
    setValues(before => {
      const own = Object.entries(before).filter(
        ([code]) => unsaved.current.has(code) || refusedNow.current.has(code),
      );
      return { ...textsOf(shown.form), ...Object.fromEntries(own) };
    });
  }, [shown]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    // One after the other: an earlier save that arrives late must not undo a later one.
    sending.current = sending.current.then(send, send);
    return sending.current;
  }, [send]);

  useEffect(
    () => () => {
      if (unsaved.current.size > 0) void flush();
    },
    [flush],
  );

  return {
    values,
    problems,
    state,
    error,
    flush,
    change(code, value) {
      setValues(before => ({ ...before, [code]: value }));
      setState('unsaved');
      unsaved.current.set(code, value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), savedAfterMs);
    },
  };
}

/** The server takes all or nothing: what it refuses is left out, and the rest is sent again. */
async function saveWhatIsRight(caseNo: string, given: Map<string, string>) {
  const form = (codes: Iterable<[string, string]>): ApplicationForm =>
    Object.fromEntries([...codes].map(([code, value]) => [code, value.trim() === '' ? null : value]));
  try {
    return { saved: await saveApplication(caseNo, form(given)), refused: {} };
  } catch (thrown) {
    const refused = refusedOf(asHallError(thrown));
    if (Object.keys(refused).length === 0) throw thrown;
    const rest = [...given].filter(([code]) => !(code in refused));
    return { saved: rest.length > 0 ? await saveApplication(caseNo, form(rest)) : null, refused };
  }
}

/** What the server says of each field. */
export function refusedOf({ status, details }: HallError): Record<string, string> {
  if (status !== 422) return {};
  const own = details.filter(({ field }) => field.startsWith('form.'));
  return Object.fromEntries(own.map(({ field, message }) => [field.slice('form.'.length), message]));
}

const without = (problems: Record<string, string>, codes: readonly string[]) =>
  Object.fromEntries(Object.entries(problems).filter(([code]) => !codes.includes(code)));

const textsOf = (form: Application['form']) =>
  Object.fromEntries(Object.entries(form ?? {}).map(([code, value]) => [code, String(value)]));
