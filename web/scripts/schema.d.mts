/** Where the types of the API are kept. */
export const SCHEMA: URL;
/** The text of that file. */
export function schemaText(): Promise<string>;
