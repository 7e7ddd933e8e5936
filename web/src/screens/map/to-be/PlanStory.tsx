// The side to be on a phone: one planned stage at a time, then the gaps of the whole plan.
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../parts';
import { useMap } from '../context';
import type { MapSearch } from '../search';
import story from '../Story.module.css';
import { rowOfLane } from '../team/lanes';
import { plannedCell } from './cells';
import { usePlan } from './context';
import { Gaps } from './Gaps';
import { PlanCell } from './PlanCell';
import { lanesOf } from './PlanGrid';
import { PlanHead } from './PlanHead';
import styles from './to-be.module.css';
import { Aside } from './ToBe';

interface PlanStoryProps {
  stage: string | null;
  go: (change: Partial<MapSearch>, replace?: boolean) => void;
}

export function PlanStory({ stage: asked, go }: PlanStoryProps) {
  const { t } = useTranslation(['to-be', 'map']);
  const { selected } = useMap();
  const { plan, changes } = usePlan();
  const at = Math.max(0, plan.stages.findIndex(({ id }) => id === asked));
  const stage = plan.stages[at];
  const to = (next: number) => {
    go({ stage: plan.stages[next]?.id, cell: undefined, tab: undefined }, true);
    window.scrollTo({ top: 0 });
  };
  if (!stage) return null;
  const open = selected === null ? null : plannedCell(selected);
  return (
    <>
      <nav className={styles.steps} aria-label={t('map:lane.stage')}>
        <ol>
          {plan.stages.map(({ id, name }, place) => (
            <li key={id}><button type="button" aria-current={place === at ? 'step' : undefined} onClick={() => to(place)}>{name}</button></li>
          ))}
        </ol>
      </nav>
      <article aria-live="polite">
        <section className={story.part}>
          <p className={story.step}>{t('map:story.step', { at: at + 1, count: plan.stages.length })}</p>
          <PlanHead stage={stage} at={at} as="h1" />
        </section>
        {lanesOf(plan.stages, open?.lane).map((lane) => (
          <section key={lane} className={story.part}>
            <h2>{lane === 'kpis' ? t('lane.wants') : t(`map:lane.${rowOfLane(lane)}`)}</h2>
            <PlanCell stage={stage} lane={lane} inPlace={false} />
          </section>
        ))}
        {changes ? <section className={story.part}><Button onClick={() => changes.add(null)}>{t('add')}</Button></section> : null}
      </article>
      <section className={story.part}><Gaps /></section>
      <nav className={story.foot} aria-label={t('map:story.move')}>
        {at > 0 ? (
          <button type="button" onClick={() => to(at - 1)}><IconChevronLeft size={16} stroke={1.5} aria-hidden="true" /><span>{plan.stages[at - 1]?.name}</span></button>
        ) : <span />}
        {at < plan.stages.length - 1 ? (
          <button type="button" onClick={() => to(at + 1)}><b>{plan.stages[at + 1]?.name}</b><IconChevronRight size={16} stroke={1.5} aria-hidden="true" /></button>
        ) : <span />}
      </nav>
      <Aside otherwise={null} inPlace={false} />
    </>
  );
}
