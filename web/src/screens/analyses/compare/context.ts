// What the parts of a comparison share: the question, the answer, what sides and stages are called, and opening a number.
import { createContext, useContext } from 'react';
import type { ContrastAnswer, ContrastQuestion, SideCell } from './model';

export interface ContrastAt {
  ws: string;
  zone: string;
  question: ContrastQuestion;
  answer: ContrastAnswer;
  names: { a: string; b: string };
  /** Names of the journey's stages by id. */
  stages: Map<string, string>;
  cell: SideCell | null;
  open: (cell: SideCell) => void;
}

const Context = createContext<ContrastAt | null>(null);

export const ContrastProvider = Context.Provider;

export function useContrast(): ContrastAt {
  const found = useContext(Context);
  if (found === null) throw new Error('a part of a comparison stands outside of it');
  return found;
}
