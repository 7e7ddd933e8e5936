import { LoadingGrid } from '../../parts';

export function NewImport() {
  return <LoadingGrid />;
}
