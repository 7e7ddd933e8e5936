// Types of the API, made from the server's OpenAPI document: `npm run schema` writes them, a test holds the file to it.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapi, { astToString, COMMENT_HEADER } from 'openapi-typescript';

const DOCUMENT = new URL('../../crates/server/openapi.json', import.meta.url);
export const SCHEMA = new URL('../src/api/schema.ts', import.meta.url);

/** The text of `src/api/schema.ts`. */
export async function schemaText() {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  return COMMENT_HEADER + astToString(await openapi(document));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(SCHEMA, await schemaText());
