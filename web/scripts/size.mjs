// What the map needs before it is drawn must stay under 350 kB (gzip): the entry, the screen of the map with all that they
// import, their styles, and the words of one language. Fonts come by themselves, in the parts that a page shows.
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 350;
const DIST = new URL('../dist/', import.meta.url);
/** Screens and words that are fetched for the map, by the names of their source files. */
const NEEDED = ['index.html', 'src/screens/map/MapScreen.tsx', 'src/locales/ko/common.json', 'src/locales/ko/map.json', 'src/locales/ko/team.json'];

/** Files that the needed ones import, themselves included; not what they fetch later. */
function reached(manifest) {
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no ${key}`);
    for (const next of chunk.imports ?? []) walk(next);
  };
  NEEDED.forEach(walk);
  return new Set([...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]));
}

/** Throws when the map needs more than agreed; says how much otherwise. */
export function checkSize() {
  const manifest = new URL('.vite/manifest.json', DIST);
  if (!existsSync(manifest)) throw new Error('there is no build: run `npm run build` first');
  const files = [...reached(JSON.parse(readFileSync(manifest, 'utf8')))].filter((file) => /\.(js|css)$/.test(file));
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length, 0);
  const said = `the map needs ${(bytes / 1000).toFixed(1)} kB of scripts and styles (gzip, ${files.length} files, limit ${LIMIT_KB} kB)`;
  if (bytes > LIMIT_KB * 1000) throw new Error(said);
  console.log(said);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) checkSize();
