import { LoadingGrid } from '../../parts';

export function MapScreen() {
  return <LoadingGrid columns={7} rows={8} />;
}
