// The journey as its file.
import type { Journey } from '../../api/contract';
import { readYaml, writeYaml } from '../../parts/yaml';

/** The file's text. Rules and names are short: on one line, as people write them. */
export function writeJourney(journey: Journey): Promise<string> {
  return writeYaml(inFileOrder(journey), (map) => {
    const text = JSON.stringify(map);
    return text.length <= 110 && !text.includes('"touchpoints"');
  });
}

/** Reads the file's text as far as its shape; what the rules mean is checked by the server. */
export const readJourney = (text: string) => readYaml<Journey>(text, wrongShape);

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
