// The mapping as its file. YAML's library comes only when the person opens it.

import type { Mapping } from '../../api/contract';

export type Read = { ok: true; mapping: Mapping } | { ok: false; line: number | null; message: string };

const ORDER = ['mapping', 'name', 'file', 'join', 'events', 'voices', 'customers', 'currency'] as const;

/** The file's text, in the order that the format's page uses; one block a line where it fits. */
export async function writeYaml(mapping: Mapping): Promise<string> {
  const { Document, visit } = await import('yaml');
  const known = ORDER.filter((key) => mapping[key] !== undefined).map((key) => [key, mapping[key]] as const);
  const document = new Document(Object.fromEntries(known));
  visit(document, {
    Map(_, node, path) {
      if (path.length > 1 && JSON.stringify(node.toJSON()).length <= 150) node.flow = true;
    },
    Seq(_, node) {
      if (node.items.every((item) => item === null || typeof item !== 'object' || !('items' in item))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Reads the file's text as far as its shape; whether its columns exist is for the preview to say. */
export async function readYaml(text: string): Promise<Read> {
  const { parseDocument, LineCounter } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, line: lines.linePos(error.pos[0]).line, message: error.message.split('\n')[0] ?? error.message };
  }
  const value: unknown = document.toJS();
  const wrong = wrongShape(value);
  return wrong === null ? { ok: true, mapping: value as Mapping } : { ok: false, line: null, message: wrong };
}

function wrongShape(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'mapping, events, voices, customers';
  const mapping = value as Record<string, unknown>;
  if (mapping.mapping !== 1) return 'mapping: 1';
  for (const key of Object.keys(mapping)) if (!(ORDER as readonly string[]).includes(key)) return key;
  for (const key of ['join', 'events', 'voices', 'customers']) {
    if (mapping[key] !== undefined && !Array.isArray(mapping[key])) return key;
  }
  const timed = [...((mapping.events as unknown[]) ?? []), ...((mapping.voices as unknown[]) ?? [])];
  for (const block of timed) {
    if (block === null || typeof block !== 'object') return 'events, voices';
    if (typeof (block as { time?: unknown }).time !== 'string') return 'time';
  }
  return null;
}
