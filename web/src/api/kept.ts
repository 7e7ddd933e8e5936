// What a browser keeps for us. In a frame of another site it may refuse to keep anything: then nothing is kept, and the page
// goes on.
type Kind = 'localStorage' | 'sessionStorage';

export function kept(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/** `null` forgets. */
export function keep(kind: Kind, key: string, value: string | null): void {
  try {
    if (value === null) window[kind].removeItem(key);
    else window[kind].setItem(key, value);
  } catch {
    // it lives as long as the page then
  }
}
