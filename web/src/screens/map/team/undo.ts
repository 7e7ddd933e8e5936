// What was just done, said in a note with a way back; and the way back of what was done before it, by Ctrl/⌘+Z.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../api/client';

/** How long a way back is offered in the note; by keyboard it stays. */
const OFFERED_MS = 12_000;
/** Steps that are remembered. */
const KEPT = 50;

export interface Note {
  text: string;
  undo?: () => Promise<unknown>;
}

/** It no longer stands as it was left: taking it back would undo what somebody else did. */
export class MovedOn extends Error {}

/** A field of text has an undo of its own. */
const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"])') !== null;

export function useUndo(): { note: Note | null; say: (note: Note) => void; undo: () => void } {
  const { t } = useTranslation('team');
  const [note, setNote] = useState<Note | null>(null);
  const steps = useRef<(() => Promise<unknown>)[]>([]);
  const busy = useRef(false);
  const say = useCallback((said: Note) => {
    if (said.undo) steps.current = [...steps.current, said.undo].slice(-KEPT);
    setNote(said);
  }, []);
  const undo = useCallback(() => {
    if (busy.current) return;
    const step = steps.current.pop();
    if (!step) return setNote({ text: t('nothingToUndo') });
    busy.current = true;
    setNote(null);
    const failed = (error: unknown) => setNote({ text: error instanceof MovedOn ? t('movedOn') : errorText(error, t) });
    void step().then(() => setNote({ text: t('undone') }), failed).finally(() => { busy.current = false; });
  }, [t]);
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(null), OFFERED_MS);
    return () => clearTimeout(timer);
  }, [note]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || writes(event.target)) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [undo]);
  return { note, say, undo };
}
