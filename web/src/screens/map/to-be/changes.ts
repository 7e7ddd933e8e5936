// Changes of the columns: each is written at once, and the note that says so offers the way back.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, errorText } from '../../../api/client';
import type { CellChange, MapStage, PlannedStage, ToBe } from '../../../api/contract';
import { useMap } from '../context';
import { useTeam } from '../team/context';
import { putCell, restoreCell, useRenew } from '../team/queries';
import { plannedName } from './cells';
import type { Changes } from './context';
import { contentOf, freeColumn, lastPlace, placeAfterMove } from './plan';
import { beginToBe, takeBack } from './queries';

export function useChanges(plan: ToBe | undefined): Changes | null {
  const { t } = useTranslation('to-be');
  const { ws, map } = useMap();
  const team = useTeam();
  const renew = useRenew(ws, map.journey);
  const write = useCallback(
    async (stage: string, base: number, content: CellChange['content'], said: string) => {
      const place = { side: 'to_be', stage, lane: 'stage' } as const;
      try {
        const saved = await putCell(ws, map.journey, { ...place, base, content });
        await renew();
        team?.say({ text: said, undo: async () => {
          await (base > 0 ? restoreCell(ws, map.journey, place, base, saved.revision) : putCell(ws, map.journey, { ...place, base: saved.revision, content: null }));
          await renew();
        } });
        return true;
      } catch (error) {
        await renew();
        team?.say({ text: errorText(error, t) });
        return false;
      }
    },
    [ws, map.journey, renew, team, t],
  );
  return useMemo<Changes | null>(() => {
    if (!team || !plan) return null;
    const { stages } = plan;
    const today = (stage: PlannedStage) => map.stages.find(({ id }) => id === stage.from)?.name;
    return {
      move: (stage, by) => {
        const place = placeAfterMove(stages, stages.findIndex(({ id }) => id === stage.id), by);
        if (place !== null) void write(stage.id, stage.revision, contentOf({ ...stage, place }, today(stage)), t('moved', { name: stage.name }));
      },
      remove: (stage) => void write(stage.id, stage.revision, null, t('removed', { name: stage.name })),
      add: (from: MapStage | null) => void (async () => {
        const taken = [...stages, ...map.stages].map(({ id }) => id);
        const id = from && !stages.some((stage) => stage.id === from.id) ? from.id : freeColumn(taken);
        const content = { text: from ? '' : t('newStage'), kind: 'written' as const, planned: { place: lastPlace(stages), ...(from ? { from: from.id } : {}) } };
        // a column that was taken away before goes on from its own history
        const base = await newestOf(ws, map.journey, id);
        const done = await write(id, base, content, t('added', { name: from?.name ?? t('newStage') }));
        if (done && !from) team.openAt(plannedName(id, 'stage'), 'edit');
      })(),
    };
  }, [team, plan, map.stages, map.journey, ws, write, t]);
}

async function newestOf(ws: string, journey: string, stage: string): Promise<number> {
  const page = await answer(api.GET('/api/w/{ws}/map/{journey}/history', { params: { path: { ws, journey }, query: { side: 'to_be', stage, lane: 'stage', limit: 1 } } }));
  return page.revisions[0]?.revision ?? 0;
}

/** Begins the side to be with today's columns. */
export function useBegin(): () => Promise<void> {
  const { t } = useTranslation('to-be');
  const { ws, map } = useMap();
  const team = useTeam();
  const renew = useRenew(ws, map.journey);
  return async () => {
    const { written } = await beginToBe(ws, map.journey);
    await renew();
    if (written.length === 0) return;
    team?.say({ text: t('begun'), undo: async () => {
      await takeBack(ws, map.journey, written);
      await renew();
    } });
  };
}
