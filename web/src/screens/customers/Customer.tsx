import { LoadingGrid } from '../../parts';

export function Customer() {
  return <LoadingGrid />;
}
