// One map with both sides in each cell: both numbers, and the difference with its shape and colour; or, side by side, each
// side's numbers in a map of its own.
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison, Difference, MapStage } from '../../../api/contract';
import { useFormat } from '../../../parts';
import { BothRidges } from './BothRidges';
import styles from './compare.module.css';
import { Shape, SideNumber, type Which } from './DifferenceRow';
import type { Opens } from './Differences';
import { IN_CELL, rowsOf, type CompareRow } from './rows';
import { differenceText, inkOfMeaning, meaningOf, whichText } from './texts';

const LANE = 96;
const NARROWEST = 132;

interface BothMapProps extends Opens {
  comparison: Comparison;
  /** Only this side's numbers; both and their difference when missing. */
  only?: Which;
  asTable: boolean;
}

export function BothMap({ comparison, only, asTable, open, opened }: BothMapProps) {
  const { t } = useTranslation(['compare', 'map']);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { of, against } = comparison;
  const column = Math.max(NARROWEST, Math.floor((width - LANE) / Math.max(1, of.stages.length)));
  const widths = of.stages.map(() => column);
  const shown = only === 'from' ? against : of;
  const caption = only ? t(`side.${only}`) : t('both');
  return (
    <div className={styles.scroller} ref={ref} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.map} style={{ width: LANE + column * of.stages.length }}>
        <caption className={only ? undefined : 'hidden-text'}>{caption}</caption>
        <colgroup><col style={{ width: LANE }} />{widths.map((each, at) => <col key={of.stages[at]?.id} style={{ width: each }} />)}</colgroup>
        <thead>
          <tr>
            <th scope="col">{t('map:lane.stage')}</th>
            {of.stages.map(({ id, name }) => <th key={id} scope="col">{name}</th>)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('measure.entered')}</th>
            {of.stages.map((stage, at) => (
              <td key={stage.id}><Entered to={stage} from={against.stages[at]} only={only} open={open} opened={opened} /></td>
            ))}
          </tr>
          {rowsOf(comparison).map((row) => (
            <Lane key={row.measure} row={row} only={only} open={open} opened={opened}>
              {row.measure === 'emotion' && !asTable && width > 0 ? (
                <tr className={styles.picture}>
                  <td /><td colSpan={of.stages.length}>
                    <BothRidges of={shown} against={only ? { ...against, stages: [] } : against} widths={widths} />
                  </td>
                </tr>
              ) : null}
            </Lane>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entered({ to, from, only, open, opened }: { to: MapStage; from: MapStage | undefined; only?: Which } & Opens) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const number = (which: Which, stage: MapStage | undefined) => {
    if (!stage || (only && only !== which)) return null;
    const cell = `${stage.id}.entered`;
    return (
      <button
        type="button" className={styles.side} data-side={which} data-list={cell} aria-expanded={opened?.cell === cell && opened.which === which}
        onClick={() => open(cell, which)}
      >
        <span className="hidden-text">{t(`side.${which}`)} </span>{format.count(stage.entered)}
      </button>
    );
  };
  return <span className={styles.pair}>{number('from', from)}{only ? null : <span aria-label={t('to')}>→</span>}{number('to', to)}</span>;
}

function Lane({ row, only, open, opened, children }: { row: CompareRow; only?: Which; children: React.ReactNode } & Opens) {
  const { t } = useTranslation('compare');
  return (
    <>
      <tr>
        <th scope="row">{t(`measure.${row.measure}`)}</th>
        {row.cells.map((cell, at) => (
          <td key={at}><Cell differences={cell} only={only} open={open} opened={opened} /></td>
        ))}
      </tr>
      {children}
    </>
  );
}

/** What a stage has of a measure; events and channels beyond the first are unfolded. */
export function Cell({ differences, only, open, opened }: { differences: Difference[]; only?: Which } & Opens) {
  const { t } = useTranslation('compare');
  const [all, setAll] = useState(false);
  const shown = all ? differences : differences.slice(0, IN_CELL);
  const more = differences.length - shown.length;
  if (differences.length === 0) return <span className={styles.none}>–</span>;
  return (
    <>
      {shown.map((one) => <Values key={one.which ?? ''} difference={one} only={only} open={open} opened={opened} />)}
      {more > 0 || all ? (
        <button type="button" className={styles.unfold} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('othersOf', { n: more })}
        </button>
      ) : null}
    </>
  );
}

function Values({ difference, only, open, opened }: { difference: Difference; only?: Which } & Opens) {
  const { t } = useTranslation(['compare', 'map']);
  const format = useFormat();
  const meaning = meaningOf(difference);
  const text = differenceText(difference, format, t);
  const number = (which: Which) => (
    <SideNumber difference={difference} which={which} open={open} opened={opened?.which === which && opened.cell === difference[which].cell} bare={!only} />
  );
  return (
    <div className={styles.value}>
      {difference.which === null ? null : <span className={styles.which}>{whichText(difference.which, t)}</span>}
      {only ? number(only) : <span className={styles.pair}>{number('from')}<span aria-label={t('to')}>→</span>{number('to')}</span>}
      {only ? null : (
        <span className={styles.apart} style={{ color: inkOfMeaning(meaning) }} title={text?.interval}>
          <Shape meaning={meaning} size={9} />
          {meaning === 'none' ? t(`verdict.${difference.verdict}`) : text?.value}
        </span>
      )}
    </div>
  );
}
