// What the parts for people who work together need; `null` where a map is only read, behind a link.
import { createContext, useContext } from 'react';
import type { CellRevision, ColumnArrangement, Conversation, LaneArrangement, Present, WrittenContent } from '../../../api/contract';
import type { Tab } from '../search';
import type { Note } from './undo';

export interface Team {
  tab: Tab;
  /** Opens a cell's drawer at a tab. */
  openAt: (cell: string, tab: Tab) => void;
  conversation: Conversation | undefined;
  present: Present[];
  arrangement: LaneArrangement | undefined;
  columns: ColumnArrangement | undefined;
  /** Says what was done, with a way back. */
  say: (note: Note) => void;
  /** What was typed and not saved, by cell: closing the drawer or turning a phone loses no word. */
  drafts: Map<string, Draft>;
  /** Tells the others that somebody writes here. */
  setEditing: (editing: boolean) => void;
}

export interface Draft {
  /** The revision that the draft began from. */
  began: CellRevision | null;
  content: WrittenContent;
  reason: string;
}

const Context = createContext<Team | null>(null);

export const TeamProvider = Context.Provider;

/** `null` on a map that is only read. */
export const useTeam = () => useContext(Context);
