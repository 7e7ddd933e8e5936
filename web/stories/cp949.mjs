// Writes text as Korean Windows does. The table is the decoder of the platform, turned round.
const table = new Map();
const decoder = new TextDecoder('euc-kr', { fatal: true });
for (let lead = 0x81; lead <= 0xfd; lead += 1) {
  for (let trail = 0x41; trail <= 0xfe; trail += 1) {
    try {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !table.has(letter)) table.set(letter, [lead, trail]);
    } catch {
      // a pair of bytes that means nothing
    }
  }
}

/** The bytes of a text in CP949; a letter that it does not have is an error. */
export function cp949(text) {
  return Buffer.from([...text].flatMap((letter) => {
    if (letter.charCodeAt(0) < 0x80) return [letter.charCodeAt(0)];
    const pair = table.get(letter);
    if (!pair) throw new Error(`CP949 has no ${letter}`);
    return pair;
  }));
}
