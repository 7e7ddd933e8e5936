// The graph with what decides how much of it is shown, and a sentence about what is hidden.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransitionsAnswer } from '../../../api/contract';
import { Segments, useFormat } from '../../../parts';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import { choose, easyKinds, MOST_KINDS } from './graph';
import { Graph } from './Graph';
import type { Look } from './model';
import styles from './transitions.module.css';

interface GraphViewProps {
  answer: TransitionsAnswer;
  look: Look;
  onLook: (change: Record<string, unknown>) => void;
  cell: Cell | null;
  open: (cell: Cell) => void;
}

export function GraphView({ answer, look, onLook, cell, open }: GraphViewProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const most = Math.min(answer.edges.length, MOST_KINDS);
  const kinds = Math.min(look.kinds ?? easyKinds(answer.edges), most);
  const shown = useMemo(() => choose(answer, kinds), [answer, kinds]);
  const share = format.share(shown.share);
  const { hidden } = shown;
  return (
    <>
      <div className={styles.bar} data-screen-only="">
        <div className={styles.slider}>
          <label htmlFor="shown-kinds">{t('slider.name')} <b>{share}</b> <span>{t('slider.of', { kinds: format.count(shown.edges.length), all: format.count(answer.edges.length), names: format.count(shown.names.size) })}</span></label>
          <input
            id="shown-kinds" type="range" min={1} max={Math.max(1, most)} value={kinds} aria-valuetext={t('slider.says', { share, kinds: shown.edges.length })}
            onChange={(event) => onLook({ kinds: Number(event.currentTarget.value) })}
          />
        </div>
        <Segments name={t('weight.name')} value={look.weight} options={(['count', 'time'] as const).map((value) => ({ value, label: t(`weight.${value}`) }))} onChange={(weight) => onLook({ weight: weight === 'count' ? undefined : weight })} />
      </div>
      <Graph answer={answer} shown={shown} weight={look.weight} cell={cell} open={open} />
      <div className={flow.legend}>
        <Mark dash={undefined}>{t('legend.on')}</Mark>
        <Mark dash="6 4">{t('legend.back')}</Mark>
        <span><svg width="18" height="14" aria-hidden="true"><path d="M12 13C20 -3 -2 -3 6 13" fill="none" stroke="var(--ink2)" strokeWidth="2" /></svg>{t('legend.loop')}</span>
        <Mark dash="2 3">{t('legend.gate')}</Mark>
        <span>{t(`legend.${look.weight}`)}</span>
      </div>
      <p className={styles.hidden}>
        {hidden.kinds === 0 ? t('hidden.none') : t('hidden.some', { transitions: format.count(hidden.transitions), kinds: format.count(hidden.kinds), names: format.count(hidden.names) })}
        {answer.edges.length > MOST_KINDS ? ` ${t('hidden.most', { most: MOST_KINDS })}` : ''}
      </p>
    </>
  );
}

function Mark({ dash, children }: { dash: string | undefined; children: string }) {
  return <span><svg width="26" height="10" aria-hidden="true"><path d="M0 5h25" stroke="var(--ink2)" strokeWidth="2" strokeDasharray={dash} /></svg>{children}</span>;
}
