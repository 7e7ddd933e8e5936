// The workspace whose data are on screen, from the address and the session.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { sessionQuery } from '../../api/queries';

export interface Here {
  ws: string;
  zone: string;
  demo: boolean;
  /** Name of the demo workspace, if this server has one that is not this. */
  demoElsewhere: string | null;
}

export function useHere(): Here {
  const { ws = '' } = useParams({ strict: false });
  const { data } = useQuery(sessionQuery);
  const own = data?.workspaces.find((one) => one.name === ws);
  const demo = data?.workspaces.find((one) => one.demo && one.name !== ws);
  return { ws, zone: own?.zone ?? 'Asia/Seoul', demo: own?.demo ?? false, demoElsewhere: demo?.name ?? null };
}
