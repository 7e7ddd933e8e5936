// The draft of a journey: the reducer, kept in the browser's session while it is not saved, so that leaving the page by
// mistake loses nothing.
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { Journey } from '../../api/contract';
import { same } from './diff';
import { type Change, type Draft, reduce, startDraft } from './model';

interface Stored {
  base: number | null;
  journey: Journey;
}

const keyOf = (ws: string, id: string) => `yeojido.draft.${ws}.${id}`;

function stored(ws: string, id: string, base: number | null): Journey | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(keyOf(ws, id)) ?? 'null') as Stored | null;
    return found !== null && found.base === base ? found.journey : null;
  } catch {
    return null;
  }
}

export interface Kept {
  draft: Draft;
  dispatch: (change: Change) => void;
  dirty: boolean;
  /** The draft was found from before; undo leads back to what is saved. */
  restored: boolean;
  forget: () => void;
}

/** @param saved what the server holds, or what a new journey starts from */
export function useKeptDraft(ws: string, id: string, base: number | null, saved: Journey): Kept {
  const [found] = useState(() => {
    const before = stored(ws, id, base);
    return before === null || same(before, saved) ? null : before;
  });
  const [draft, dispatch] = useReducer(reduce, null, () => {
    const start = startDraft(saved);
    return found === null ? start : reduce(start, { do: 'replace', journey: found });
  });
  const dirty = !same(draft.now, saved);
  const forget = useCallback(() => sessionStorage.removeItem(keyOf(ws, id)), [ws, id]);
  useEffect(() => {
    if (!dirty) {
      forget();
      return undefined;
    }
    const timer = setTimeout(() => {
      const text: Stored = { base, journey: draft.now };
      sessionStorage.setItem(keyOf(ws, id), JSON.stringify(text));
    }, 300);
    return () => clearTimeout(timer);
  }, [ws, id, base, dirty, draft.now, forget]);
  const restored = found !== null && draft.now === found;
  return { draft, dispatch, dirty, restored, forget };
}
