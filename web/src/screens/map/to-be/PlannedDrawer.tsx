// The drawer of a cell of the side to be: what is written, how far today is from it, and every revision of it.
import { useTranslation } from 'react-i18next';
import { useMediaQuery } from '@mantine/hooks';
import { Block, Button, Drawer, useFormat } from '../../../parts';
import { useMap } from '../context';
import { useTeam } from '../team/context';
import { EditCell } from '../team/EditCell';
import { History } from '../team/History';
import { rowOfLane } from '../team/lanes';
import team_ from '../team/team.module.css';
import { Origin } from '../team/Written';
import type { PlannedCell } from './cells';
import { usePlan } from './context';
import { GapLine } from './GapLine';

export function PlannedDrawer({ cell: name, column, lane }: PlannedCell & { cell: string }) {
  const { t } = useTranslation(['to-be', 'team', 'map']);
  const { map, select } = useMap();
  const team = useTeam();
  const { plan } = usePlan();
  const format = useFormat();
  const phone = useMediaQuery('(max-width: 639px)') ?? false;
  const stage = plan.stages.find(({ id }) => id === column);
  const cell = stage?.written.find((one) => one.lane === lane);
  const gaps = plan.gaps.filter((gap) => gap.stage === column && gap.lane === lane);
  const today = map.stages.find(({ id }) => id === stage?.from) ?? null;
  const title = lane === 'kpis' ? t('lane.wants') : t(`map:lane.${rowOfLane(lane)}`);
  const editing = phone && team?.tab === 'edit';
  const place = { side: 'to_be', stage: column, lane } as const;
  return (
    <Drawer
      place={`${t('side.to_be')} · ${stage?.name ?? column}`} title={title} shows={name} onClose={() => select(null)}
      footer={team && stage && !editing ? <Button look="primary" onClick={() => team.openAt(name, 'edit')}>{t('team:tabs.edit')}</Button> : undefined}
    >
      {editing && stage ? <EditCell place={place} stage={today} cell={name} /> : (
        <>
          <Block title={t('team:about.what')}>
            {lane === 'stage' ? <p className={team_.said}>{stage?.name}</p> : null}
            {cell ? (
              <>
                <p className={team_.said}>{cell.value === undefined ? '' : `${format.signed(cell.value, 1)} `}{cell.text}</p>
                <Origin cell={cell} />
                {cell.reason ? <p className={team_.said}>{t('team:reason')}: {cell.reason}</p> : null}
              </>
            ) : lane === 'stage' ? null : <p className="faint">{t('nothing')}</p>}
          </Block>
          {gaps.length > 0 ? (
            <Block title={t('gaps')}>
              {gaps.map((gap) => (
                <div key={`${gap.wanted.cell}.${gap.wanted.op}`}>
                  <GapLine gap={gap} />
                  {gap.now ? <button type="button" className="link" onClick={() => select(gap.wanted.cell)}>{t('openNow')}</button> : null}
                </div>
              ))}
            </Block>
          ) : null}
          {team ? <Block title={t('team:tabs.history')}><History place={place} /></Block> : null}
        </>
      )}
    </Drawer>
  );
}
