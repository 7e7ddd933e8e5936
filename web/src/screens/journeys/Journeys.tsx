import { LoadingGrid } from '../../parts';

export function Journeys() {
  return <LoadingGrid />;
}
