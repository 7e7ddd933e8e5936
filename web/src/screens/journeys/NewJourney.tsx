export function NewJourney() { return null; }
