// The name that the person at this browser writes under. There are no accounts yet, so nobody checks it; it is kept in this
// browser and sent with every request.
import { useSyncExternalStore } from 'react';
import { keep, kept } from './kept';

const STORED = 'yeojido.name';
const listeners = new Set<() => void>();

export function writtenAs(): string {
  return kept('localStorage', STORED) ?? '';
}

export function writeAs(name: string): void {
  const trimmed = name.trim();
  keep('localStorage', STORED, trimmed || null);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The name, fresh in every tab of this browser. */
export function useName(): string {
  return useSyncExternalStore(subscribe, writtenAs);
}
