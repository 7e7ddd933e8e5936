import { LoadingGrid } from '../../parts';

export function Customers() {
  return <LoadingGrid />;
}
