// The map as a table: stages are columns, lanes are rows. It scrolls in its own box; the stage names stay at the top and
// the lane names at the left.
import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { IconFlag3 } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapStage } from '../../api/contract';
import { Button, Tip, TipText, useFormat } from '../../parts';
import { Atom } from './Atom';
import { cellOf, parseCell } from './cells';
import { useMap } from './context';
import { Coverage } from './Coverage';
import { EmotionCell, EmotionAxis } from './Emotion';
import { EmotionPicture } from './EmotionPicture';
import styles from './Grid.module.css';
import { useArrows } from './keys';
import { Actions, Channels, Counts, Kpis, Sources, Thoughts } from './lanes';
import { columnWidths, DRAWER, LANE } from './layout';
import { MapTip } from './MapTip';
import { Road } from './Road';

/** Lanes under the stage header, in order; the middling widths fold all but the first two of `KEPT`. */
const LANES = ['actions', 'channels', 'thoughts', 'emotion', 'kpis', 'evidence'] as const;
const KEPT = new Set<string>(['emotion', 'thoughts']);
type Lane = (typeof LANES)[number];

/** Width from which the flag of a moment of truth is written out, by language. */
const ROOM_FOR_TRUTH = { ko: 145, en: 200 };


const BODY: Record<Exclude<Lane, 'emotion'>, (props: { stage: MapStage }) => ReactNode> = {
  actions: Actions, channels: Channels, thoughts: Thoughts, kpis: Kpis, evidence: Sources,
};

export function Grid({ asTable }: { asTable: boolean }) {
  const { t } = useTranslation('map');
  const { map, selected } = useMap();
  const floats = useMediaQuery('(max-width: 1439px)') ?? false;
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const root = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, root);
  const onKeyDown = useArrows(root, selected);
  const middling = useMediaQuery('(max-width: 1023px)') ?? false;
  const [unfolded, setUnfolded] = useState(false);
  const stage = selected === null ? null : parseCell(selected, map)?.stage;
  const at = stage ? map.stages.indexOf(stage) : -1;
  const widths = useMemo(() => columnWidths(Math.max(0, width - LANE), map.stages.length, at), [width, map.stages.length, at]);
  const lanes = LANES.filter((lane) => !middling || unfolded || KEPT.has(lane));
  // a drawer that floats covers the last columns: as much room is added, so that they can be scrolled out from under it
  const covered = floats && selected !== null ? DRAWER : 0;
  useEffect(() => {
    if (selected === null || width === 0) return;
    const atom = [...(root.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])].find(({ dataset }) => dataset.cell === selected);
    atom?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected, covered, width]);
  const total = LANE + widths.reduce((sum, each) => sum + each, 0);
  const cells = (draw: (stage: MapStage, at: number) => ReactNode) =>
    map.stages.map((each, column) => (
      <td key={each.id} data-column={column} data-selected={column === at}>{draw(each, column)}</td>
    ));
  return (
    <div
      ref={ref} className={styles.scroller} style={{ scrollPaddingRight: covered + 12 }} onKeyDown={onKeyDown}
      role="group" aria-label={t('grid', { name: map.name })}
      onScroll={({ currentTarget }) => { currentTarget.dataset.stuck = String(currentTarget.scrollTop > 32); }}
    >
      <div style={{ width: total + covered }}>
        <table className={styles.table} style={{ width: total }}>
          <caption className="hidden-text">{t('caption', { name: map.name })}</caption>
          <colgroup>
            <col style={{ width: LANE }} />
            {widths.map((each, column) => <col key={map.stages[column]?.id} style={{ width: each }} />)}
          </colgroup>
          <thead>
            <tr className={styles.cover}>
              <th scope="row">{t('lane.coverage')}</th>
              {cells((each) => <Coverage stage={each} />)}
            </tr>
            <tr className={styles.stages}>
              <th scope="col">
                {t('lane.stage')}
                <small>{t('lane.stageWhat')}</small>
              </th>
              {map.stages.map((each, column) => (
                <th key={each.id} scope="col" data-column={column} data-selected={column === at}>
                  <StageHead stage={each} width={(widths[column] ?? 0) - 9} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={styles.counts}>
              <th scope="row"><span className="hidden-text">{t('lane.counts')}</span></th>
              {cells((each, column) => <Counts stage={each} last={column === map.stages.length - 1} />)}
            </tr>
            {lanes.map((lane) => {
              if (lane === 'emotion') {
                return (
                  <tr key={lane} className={asTable ? undefined : styles.emotion}>
                    <th scope="row">
                      {t('lane.emotion')}
                      <small>{t('lane.interval')}</small>
                      {asTable ? null : <EmotionAxis />}
                    </th>
                    {cells((each, column) => (
                      <>
                        {column === 0 && !asTable ? (
                          <div className={styles.picture}>
                            <EmotionPicture stages={map.stages} widths={widths} selected={at} />
                          </div>
                        ) : null}
                        <EmotionCell stage={each} asTable={asTable} />
                      </>
                    ))}
                  </tr>
                );
              }
              const Body = BODY[lane];
              return (
                <tr key={lane}>
                  <th scope="row">
                    {t(`lane.${lane}`)}
                    <small>{t(`lane.${lane}What`)}</small>
                  </th>
                  {cells((each) => <Body stage={each} />)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {middling ? (
        <div className={styles.fold}>
          <Button onClick={() => setUnfolded(!unfolded)} aria-expanded={unfolded}>
            {t(unfolded ? 'fold' : 'unfold', { lanes: LANES.filter((lane) => !KEPT.has(lane)).map((lane) => t(`lane.${lane}`)).join(', ') })}
          </Button>
        </div>
      ) : null}
      <MapTip root={root} />
    </div>
  );
}

function StageHead({ stage, width }: { stage: MapStage; width: number }) {
  const { t } = useTranslation('map');
  const format = useFormat();
  return (
    <>
      <Road width={Math.max(60, width)} wentOn={stage.went_on} entered={stage.entered} />
      <div className={styles.name}>
        <span>{stage.name}</span>
        {stage.moment_of_truth ? (
          <Tip says={<TipText title={t('truth')} lines={[stage.moment_of_truth]} />}>
            <span className={styles.truth}>
              <IconFlag3 size={12} stroke={1.5} aria-hidden="true" />
              <span className={width < ROOM_FOR_TRUTH[format.lang] ? 'hidden-text' : undefined}>{t('truth')}</span>
            </span>
          </Tip>
        ) : null}
        {stage.owner ? (
          <Tip says={t('owner', { name: stage.owner })}>
            <span className={styles.owner}>
              <span aria-hidden="true">{[...stage.owner][0]}</span>
              <span className="hidden-text">{t('owner', { name: stage.owner })}</span>
            </span>
          </Tip>
        ) : null}
      </div>
      <Atom cell={cellOf(stage.id, 'entered')} shape="text" className={styles.entered}>
        <span className="hidden-text">{t('count.entered')} </span>
        {format.count(stage.entered)}
        <small>{t('count.unit')}</small>
      </Atom>
    </>
  );
}
