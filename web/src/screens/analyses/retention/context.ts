// What the views of retention share: where they are, how long a stretch is, and opening a number.
import { createContext, useContext } from 'react';
import type { DataAt, Grain } from '../parts';
import type { RetentionCell, RetentionQuestion, View } from './model';

export interface RetentionAt {
  ws: string;
  zone: string;
  data: DataAt;
  question: RetentionQuestion;
  grain: Grain;
  view: View;
  cell: RetentionCell | null;
  open: (cell: RetentionCell) => void;
}

const Context = createContext<RetentionAt | null>(null);

export const RetentionProvider = Context.Provider;

export function useRetention(): RetentionAt {
  const found = useContext(Context);
  if (found === null) throw new Error('a part of retention stands outside of it');
  return found;
}
