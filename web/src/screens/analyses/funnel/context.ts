// What the parts of a funnel's answer share: the question, the answer, what the steps are called, and opening a number.
import { createContext, useContext } from 'react';
import type { DataAt } from '../parts';
import type { FunnelAnswer, FunnelCell, FunnelQuestion } from './model';

export interface FunnelAt {
  ws: string;
  zone: string;
  data: DataAt;
  /** As the screen keeps it. */
  question: FunnelQuestion;
  /** As the server was asked. */
  sent: FunnelQuestion;
  answer: FunnelAnswer;
  /** What each step of the answer is called. */
  names: string[];
  /** The cell that is open. */
  cell: FunnelCell | null;
  open: (cell: FunnelCell) => void;
}

const Context = createContext<FunnelAt | null>(null);

export const FunnelProvider = Context.Provider;

export function useFunnel(): FunnelAt {
  const found = useContext(Context);
  if (found === null) throw new Error('a part of a funnel stands outside of it');
  return found;
}
