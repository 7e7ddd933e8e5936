// A pain point as a card that opens, and a delight as a line.
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/contract';
import { localText } from '../../../i18n';
import { Glyph, Tag, useFormat, useLang } from '../../../parts';
import { Difference, Mark } from '../../findings/Difference';
import { countText, effectText, stateText } from '../../findings/texts';
import { Atom } from '../Atom';
import { CostLine } from './Costs';
import { useMap } from '../context';
import styles from './Found.module.css';

interface PainCardProps {
  finding: Finding;
  /** The axis that all cards of the lane share; without it the mark is left out. */
  axis: { min: number; max: number } | null;
  /** The same of money. */
  costs: { min: number; max: number } | null;
}

export function PainCard({ finding, axis, costs }: PainCardProps) {
  const { t } = useTranslation('findings');
  const format = useFormat();
  const { effect } = finding;
  const { group, others } = effectText(effect, format, t);
  return (
    <Atom cell={finding.evidence.query} shape="block" className={styles.card}>
      <span className={styles.title}>{localText(finding.title, format.lang)}</span>
      <Many finding={finding} interval={axis === null} />
      {group && others ? <span className={styles.sides}><span className="whole">{group} ·</span> <span className="whole">{others}</span></span> : null}
      <Difference effect={effect} />
      {axis ? <Mark effect={effect} axis={axis} width={130} /> : null}
      <CostLine finding={finding} axis={costs} />
    </Atom>
  );
}

export function DelightLine({ finding, whole = false }: { finding: Finding; whole?: boolean }) {
  const lang = useLang();
  return (
    <Atom cell={finding.evidence.query} shape="block" className={styles.delight}>
      <Glyph step="p1" size={9} />
      <span>
        <span className={styles.title}>{localText(finding.title, lang)}</span>
        <Many finding={finding} interval={whole} />
        {whole ? <Difference effect={finding.effect} /> : null}
      </span>
    </Atom>
  );
}

/** How many, which share, and what became of it. */
function Many({ finding, interval }: { finding: Finding; interval: boolean }) {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const format = useFormat();
  const { share, state } = finding;
  const word = stateText(state, t);
  return (
    <span className={styles.many}>
      <span className="whole">{countText(finding, map.counts, format, t)} ·</span>
      <span>{format.share(share.value)}</span>
      {interval ? <span className="whole">[{format.shareInterval(share.low, share.high)}]</span> : null}
      {word ? <span><Tag>{word}</Tag></span> : null}
    </span>
  );
}
