// The last view: what the data found, the heaviest first, to decide on together.
import { useTranslation } from 'react-i18next';
import { localText } from '../../../i18n';
import { useFormat } from '../../../parts';
import { axisOf } from '../../findings/axis';
import { Difference, Mark } from '../../findings/Difference';
import { countText } from '../../findings/texts';
import { useMap } from '../context';
import { useFound } from '../found/context';
import { useShown } from '../shown';
import styles from './Present.module.css';
import { Waiting } from './Waiting';

/** What a room can decide on in one go. */
const SHOWN = 6;

export function FindingsView() {
  const { t } = useTranslation(['present', 'findings']);
  const { map } = useMap();
  const { stages } = useShown();
  const { told } = useFound();
  const format = useFormat();
  const pains = (told?.pains ?? []).filter((finding) => stages.some(({ id }) => id === finding.stage));
  const axis = axisOf(pains.map(({ effect }) => effect));
  const rest = pains.length - SHOWN;
  const hidden = (told?.pains.length ?? 0) - pains.length;
  return (
    <div className={styles.findings}>
      <h1 tabIndex={-1}>{t('findings')}</h1>
      {told ? null : <Waiting />}
      {told && pains.length === 0 ? <p className={styles.none}>{t('nothing')}</p> : null}
      <ol>
        {pains.slice(0, SHOWN).map((finding) => (
          <li key={finding.id}>
            <div>
              <h2>{localText(finding.title, format.lang)}</h2>
              <p>
                <b>{map.stages.find(({ id }) => id === finding.stage)?.name}</b> · {countText(finding, map.counts, format, t)} · {format.share(finding.share.value)} <small>[{format.shareInterval(finding.share.low, finding.share.high)}]</small>
              </p>
            </div>
            <div>
              <Difference effect={finding.effect} size="large" />
              <Mark effect={finding.effect} axis={axis} width={280} />
            </div>
          </li>
        ))}
      </ol>
      {rest > 0 ? <p className={styles.more}>{t('moreFindings', { count: rest, n: format.count(rest) })}</p> : null}
      {hidden > 0 ? <p className={styles.more}>{t('hiddenFindings', { count: hidden, n: format.count(hidden) })}</p> : null}
      {pains.length > 0 ? <p className={styles.more}>{t('findings:association')}</p> : null}
    </div>
  );
}
