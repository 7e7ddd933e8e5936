// The settings of the language model while somebody writes them.
import type { Machine, MachineChange, MachineUse } from '../../api/contract';

export interface Draft {
  on: boolean;
  endpoint: string;
  model: string;
  uses: MachineUse[];
  day: string;
  month: string;
  /** A new key; empty: forget the kept one; `null`: leave it as it is. */
  key: string | null;
}

const grouped = (tokens: number) => tokens.toLocaleString('en-US');

export function draftOf(kept: Machine): Draft {
  const { on, endpoint, model, uses, day_tokens, month_tokens } = kept;
  return { on, endpoint, model, uses, day: grouped(day_tokens), month: grouped(month_tokens), key: null };
}

/** A whole number as people write it, with or without commas; `null` when it is none. */
export function tokensOf(text: string): number | null {
  const plain = text.replaceAll(',', '').trim();
  return /^\d{1,10}$/.test(plain) ? Number(plain) : null;
}

export function wrongIn(draft: Draft): { day: boolean; month: boolean } {
  return { day: tokensOf(draft.day) === null, month: tokensOf(draft.month) === null };
}

export function isSame(draft: Draft, kept: Machine): boolean {
  const uses = (list: MachineUse[]) => [...list].sort().join();
  return (
    draft.key === null && draft.on === kept.on && draft.endpoint.trim() === kept.endpoint && draft.model.trim() === kept.model
    && uses(draft.uses) === uses(kept.uses) && tokensOf(draft.day) === kept.day_tokens && tokensOf(draft.month) === kept.month_tokens
  );
}

export function toChange(draft: Draft, kept: Machine): MachineChange {
  return {
    on: draft.on, endpoint: draft.endpoint.trim(), model: draft.model.trim(), uses: draft.uses, version: kept.version,
    day_tokens: tokensOf(draft.day) ?? kept.day_tokens, month_tokens: tokensOf(draft.month) ?? kept.month_tokens,
    ...(draft.key === null ? {} : { key: draft.key }),
  };
}
