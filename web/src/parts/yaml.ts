// Text of a file that people may write by hand. YAML's library comes only when somebody opens such a file.
import type { YAMLMap } from 'yaml';

/** What a text says, or where and why it cannot be read. */
export type Read<T> = { ok: true; value: T } | { ok: false; line: number | null; message: string };

/** The file's text: lists of words on one line, and those maps that `short` calls so. */
export async function writeYaml(value: object, short: (map: YAMLMap) => boolean): Promise<string> {
  const { Document, isMap, visit } = await import('yaml');
  const document = new Document(value);
  visit(document, {
    Map(_, node, path) {
      if (path.length > 1 && short(node)) node.flow = true;
    },
    Seq(_, node) {
      if (!node.items.some(isMap)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Reads a file's text as far as its shape: `wrong` names the first part that has not the shape of a `T`. */
export async function readYaml<T>(text: string, wrong: (value: unknown) => string | null): Promise<Read<T>> {
  const { parseDocument, LineCounter } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, line: lines.linePos(error.pos[0]).line, message: error.message.split('\n')[0] ?? error.message };
  }
  const value: unknown = document.toJS();
  const message = wrong(value);
  return message === null ? { ok: true, value: value as T } : { ok: false, line: null, message };
}
