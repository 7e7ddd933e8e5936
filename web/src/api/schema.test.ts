// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SCHEMA, schemaText } from '../../scripts/schema.mjs';

it('the types of the API are those of the server’s document (npm run schema)', async () => {
  expect(await readFile(SCHEMA, 'utf8')).toBe(await schemaText());
});
