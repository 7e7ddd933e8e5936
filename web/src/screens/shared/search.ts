// What the address of a shared map holds beside its token: the selected cell, the stage on a phone, whether it stands in a
// frame. Period and filter are the link's own and cannot be asked for.
export interface SharedSearch {
  cell?: string;
  stage?: string;
  embed?: 1;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads an address; what makes no sense is left out. */
export function parseSharedSearch(raw: Record<string, unknown>): SharedSearch {
  const found: SharedSearch = { cell: text(raw.cell), stage: text(raw.stage), embed: Number(raw.embed) === 1 ? 1 : undefined };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as SharedSearch;
}
