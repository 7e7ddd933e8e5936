// Other people on the same map: who is there, and what they have just changed. A tab says every few seconds that it is
// still there; what changed is asked for anew, nothing else.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answer, api, inWorkspace } from '../../../api/client';
import type { MapNews, Present } from '../../../api/contract';
import { useName } from '../../../api/name';
import { renewWritten } from './queries';

const BEAT_MS = 10_000;

/** This tab, as it calls itself. */
const TAB = crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/** Keeps the map fresh and tells the others that this tab is there; answers the other tabs. */
export function useLive(ws: string, journey: string, cell: string | null, doing: 'looking' | 'editing'): Present[] {
  const client = useQueryClient();
  const name = useName();
  const [present, setPresent] = useState<Present[]>([]);
  useEffect(() => {
    let stream: EventSource | null = null;
    const renew = (...keys: string[]) => {
      for (const key of keys) void client.invalidateQueries({ queryKey: key === 'lanes' ? [key, ws] : [key, ws, journey] });
    };
    const renewCells = () => {
      // a map that could not be renewed says so itself the next time it is asked for
      renewWritten(client, ws, journey).catch(() => renew('map', 'history'));
    };
    const renewAll = () => {
      renewCells();
      renew('comments', 'lanes', 'columns');
    };
    const hear = (message: MessageEvent<string>) => {
      const news = JSON.parse(message.data) as MapNews;
      if (news.what === 'presence') setPresent(news.present.filter(({ tab }) => tab !== TAB));
      if (news.what === 'revision') renewCells();
      if (news.what === 'comment') renew('comments');
      if (news.what === 'lanes') renew('lanes');
      if (news.what === 'columns') renew('columns');
      // the findings of the new version are asked for once its map is there
      if (news.what === 'definition') renew('map', 'journey');
      // somebody put labels right: whatever is made of them is another number now
      if (news.what === 'labels') void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === ws });
      if (news.what === 'missed') renewAll();
    };
    // a browser has six connections to a server: tabs that nobody looks at hold none, and look again when they are shown
    const turn = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
      } else if (!stream) {
        stream = new EventSource(inWorkspace(ws, 'map', journey, 'live'));
        stream.onmessage = hear;
      }
    };
    const turnBack = () => {
      if (!document.hidden && !stream) renewAll();
      turn();
    };
    turn();
    document.addEventListener('visibilitychange', turnBack);
    return () => {
      document.removeEventListener('visibilitychange', turnBack);
      stream?.close();
    };
  }, [client, ws, journey]);
  const latest = useRef({ cell, doing });
  useEffect(() => {
    latest.current = { cell, doing };
    const beat = () => void say(ws, journey, latest.current);
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [ws, journey, cell, doing, name]);
  useEffect(() => {
    const leave = () => void say(ws, journey, { cell: null, doing: 'left' }, true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [ws, journey]);
  return present;
}

async function say(ws: string, journey: string, what: { cell: string | null; doing: 'looking' | 'editing' | 'left' }, keepalive = false) {
  try {
    await answer(api.POST('/api/w/{ws}/map/{journey}/presence', { params: { path: { ws, journey } }, body: { tab: TAB, ...what }, keepalive }));
  } catch {
    // a heartbeat that is lost is followed by the next; the map itself says when the server is away
  }
}
