// The question mark beside a lane's name.
import { useTranslation } from 'react-i18next';
import { HelpMark, isTopic } from '../../parts';
import { useMap } from './context';

/** What a lane is and how it is computed; of the figures each that is on the map. */
export function LaneHelp({ lane, inGrid = true }: { lane: string; inGrid?: boolean }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  if (!isTopic(lane)) return null;
  const figures = lane === 'kpis' ? [...new Set(map.stages.flatMap(({ kpis }) => kpis.map(({ id }) => id)))].filter(isTopic) : [];
  return (
    <HelpMark
      inGrid={inGrid} context={map.counts}
      about={[{ topic: lane, name: t(`lane.${lane}`) }, ...figures.map((id) => ({ topic: id, name: t(`kpi.${id}`) }))]}
    />
  );
}
