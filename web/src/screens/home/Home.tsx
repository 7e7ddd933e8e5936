import { LoadingGrid } from '../../parts';

export function Home() {
  return <LoadingGrid />;
}
