import { LoadingGrid } from '../../parts';

export function Imports() {
  return <LoadingGrid />;
}
