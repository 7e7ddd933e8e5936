// What a list shows is in the address: a link opens exactly what was on screen, and going back undoes a filter.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

type Words<K extends string> = Partial<Record<K, string>>;

/** The named parts of the address as text, and a way to change some of them (`undefined` or '' takes one away). */
export function useAddress<K extends string>(names: readonly K[]): [Words<K>, (change: Words<K>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const found: Words<K> = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' || typeof value === 'number') found[name] = String(value);
  }
  const change = useCallback(
    (to: Words<K>) => {
      const next = (old: Record<string, unknown>) =>
        Object.fromEntries(Object.entries({ ...old, ...to }).filter(([, value]) => value !== undefined && value !== ''));
      void navigate({ to: '.', search: next as never, replace: true });
    },
    [navigate],
  );
  return [found, change];
}
