// What lies between today and the plan: figures, the furthest first; columns without a counterpart; wishes that nothing is
// done for. Every figure opens its evidence.
import { useTranslation } from 'react-i18next';
import { Button, useFormat } from '../../../parts';
import { useMap } from '../context';
import { useTeam } from '../team/context';
import { plannedName } from './cells';
import { usePlan } from './context';
import { GapLine } from './GapLine';
import { counted } from './plan';
import styles from './to-be.module.css';

export function Gaps() {
  const { t } = useTranslation('to-be');
  const { map, select } = useMap();
  const { plan } = usePlan();
  const format = useFormat();
  const nameOf = (id: string) => plan.stages.find((stage) => stage.id === id)?.name ?? id;
  const opens = (cell: string) => map.stages.some(({ id }) => cell.startsWith(`${id}.`));
  return (
    <div className={styles.gaps}>
      <section aria-labelledby="gaps">
        <h2 id="gaps">{t('gaps')}</h2>
        {plan.gaps.length === 0 ? <p className="faint">{t('noGaps')}</p> : (
          <p className={styles.sum}>{counted(plan.gaps).map(({ state, count }) => `${t(`state.${state}`)} ${format.count(count)}`).join(' · ')}</p>
        )}
        <ol className={styles.list}>
          {plan.gaps.map((gap) => (
            <li key={`${gap.stage}.${gap.wanted.cell}.${gap.wanted.op}.${gap.lane}`}>
              <button
                type="button" data-gap={gap.wanted.cell} title={t('openNow')}
                onClick={() => select(gap.now && opens(gap.wanted.cell) ? gap.wanted.cell : plannedName(gap.stage, gap.lane))}
              >
                <span className={styles.stage}>{nameOf(gap.stage)}{gap.far && gap.state !== 'met' ? <em>{t('far', { share: format.share(gap.far, 0) })}</em> : null}</span>
                <GapLine gap={gap} />
              </button>
            </li>
          ))}
        </ol>
        {plan.gaps.length > 1 ? <p className={styles.how}>{t('farHow')}</p> : null}
      </section>
      <Alone nameOf={nameOf} />
      <Unacted nameOf={nameOf} />
    </div>
  );
}

/** Columns without a counterpart: new ones, and those of today that the plan leaves out. */
function Alone({ nameOf }: { nameOf: (id: string) => string }) {
  const { t } = useTranslation('to-be');
  const { map } = useMap();
  const { plan, changes } = usePlan();
  if (plan.added.length === 0 && plan.removed.length === 0) return null;
  return (
    <section>
      <h2>{t('alone')}</h2>
      <ul className={styles.plain}>
        {plan.added.map((id) => <li key={id}><span>{nameOf(id)}<small>{t('isNew')}</small></span></li>)}
        {plan.removed.map((id) => {
          const stage = map.stages.find((one) => one.id === id);
          return (
            <li key={id}>
              <span>{stage?.name ?? id}<small>{t('isGone')}</small></span>
              {changes && stage ? <Button aria-label={t('takeIn', { name: stage.name })} onClick={() => changes.add(stage)}>{t('takeInShort')}</Button> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Unacted({ nameOf }: { nameOf: (id: string) => string }) {
  const { t } = useTranslation('to-be');
  const { plan } = usePlan();
  const team = useTeam();
  if (plan.unacted.length === 0) return null;
  return (
    <section>
      <h2>{t('unacted')}</h2>
      <ul className={styles.plain}>
        {plan.unacted.map((id) => (
          <li key={id}>
            <span>{nameOf(id)}<small>{plan.stages.find((stage) => stage.id === id)?.written.find(({ lane }) => lane === 'desired')?.text}</small></span>
            {team ? <Button aria-label={t('writeAction', { name: nameOf(id) })} onClick={() => team.openAt(plannedName(id, 'actions'), 'edit')}>{t('writeActionShort')}</Button> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
