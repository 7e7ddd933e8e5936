// The mapping as its file.
import type { Mapping } from '../../api/contract';
import { readYaml, writeYaml } from '../../parts/yaml';

const ORDER = ['mapping', 'name', 'file', 'join', 'events', 'voices', 'customers', 'currency'] as const;

/** The file's text, in the order that the format's page uses; one block a line where it fits. */
export function writeMapping(mapping: Mapping): Promise<string> {
  const known = ORDER.filter((key) => mapping[key] !== undefined).map((key) => [key, mapping[key]] as const);
  return writeYaml(Object.fromEntries(known), (map) => JSON.stringify(map).length <= 150);
}

/** Reads the file's text as far as its shape; whether its columns exist is for the preview to say. */
export const readMapping = (text: string) => readYaml<Mapping>(text, wrongShape);

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
