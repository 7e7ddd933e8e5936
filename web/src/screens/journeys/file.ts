// The journey as its file: YAML is read and written only when the person asks for it, so its library comes then.

import type { Journey } from '../../api/contract';

export type Read = { ok: true; journey: Journey } | { ok: false; line: number | null; message: string };

/** The file's text. */
export async function writeYaml(journey: Journey): Promise<string> {
  const { Document, isMap, visit } = await import('yaml');
  const document = new Document(inFileOrder(journey));
  // Rules and names are short: on one line, as people write them.
  visit(document, {
    Map(_, node, path) {
      if (path.length > 1 && String(node).length <= 110 && !node.items.some((pair) => isMap(pair.value) && pair.value.items.length > 3)) {
        const key = JSON.stringify(node.toJSON());
        if (!key.includes('"touchpoints"') && key.length <= 110) node.flow = true;
      }
    },
    Seq(_, node) {
      if (node.items.every((item) => !isMap(item))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Reads the file's text as far as its shape; what the rules mean is checked by the server. */
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
  return wrong === null ? { ok: true, journey: value as Journey } : { ok: false, line: null, message: wrong };
}

function wrongShape(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'journey, id, name, gap, stages';
  const journey = value as Record<string, unknown>;
  if (journey.journey !== 1) return 'journey: 1';
  if (typeof journey.id !== 'string') return 'id';
  if (journey.name === undefined) return 'name';
  if (!Array.isArray(journey.stages)) return 'stages';
  for (const [index, stage] of (journey.stages as unknown[]).entries()) {
    if (stage === null || typeof stage !== 'object') return `stages[${index}]`;
    const one = stage as Record<string, unknown>;
    if (typeof one.id !== 'string') return `stages[${index}].id`;
    if (one.name === undefined) return `stages[${index}].name`;
    one.touchpoints ??= [];
    if (!Array.isArray(one.touchpoints)) return `stages[${index}].touchpoints`;
  }
  journey.gap ??= '30d';
  return null;
}

const ORDER = ['journey', 'id', 'name', 'counts', 'starts', 'goal', 'gap', 'stages'] as const;

function inFileOrder(journey: Journey): Record<string, unknown> {
  const known = ORDER.filter((key) => journey[key] !== undefined).map((key) => [key, journey[key]] as const);
  const more = Object.entries(journey).filter(([key]) => !(ORDER as readonly string[]).includes(key));
  const order = ['id', 'name', 'owner', 'moment_of_truth', 'touchpoints'];
  const stages = journey.stages.map((stage) =>
    Object.fromEntries(Object.entries(stage).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))),
  );
  return { ...Object.fromEntries([...known, ...more]), stages };
}
