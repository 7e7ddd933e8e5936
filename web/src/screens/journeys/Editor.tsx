import { LoadingGrid } from '../../parts';

export function Editor() {
  return <LoadingGrid />;
}
