// Asks for the findings once the map stands, and holds the keys that go from one to the next.
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { findingsQuery } from '../../../api/queries';
import { sharedFindingsQuery } from '../../shared/queries';
import { useMap } from '../context';
import { useScreenKeys } from '../keys';
import { FoundContext, neighbour, type Found } from './context';

interface FoundProviderProps {
  /** Whether the map on screen is the one that was asked for: findings of an earlier one are of no use. */
  settled: boolean;
  children: ReactNode;
}

export function FoundProvider({ settled, children }: FoundProviderProps) {
  const { ws, map, view, selected, select, visit } = useMap();
  const { data, error, refetch } = useQuery({ ...(visit ? sharedFindingsQuery(visit, map) : findingsQuery(ws, map, view)), enabled: settled && map.walks > 0 });
  const told = data ?? null;
  const found = useMemo<Found>(() => ({ told, error: told ? null : error, retry: () => void refetch() }), [told, error, refetch]);
  const keys = useMemo(() => {
    const go = (step: 1 | -1) => () => {
      const next = told && neighbour(told, selected, step);
      if (next) select(next);
    };
    return { ']': go(1), '[': go(-1) };
  }, [told, selected, select]);
  useScreenKeys(keys);
  return <FoundContext value={found}>{children}</FoundContext>;
}
