// All findings of a printed map, on a page of their own, since the lanes hold only the heaviest. Not on screen.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/contract';
import { localText } from '../../../i18n';
import { useFormat, useLang, type Format } from '../../../parts';
import { isTold } from '../../findings/axis';
import { costText } from '../../findings/cost';
import { countText, effectText, stateText } from '../../findings/texts';
import { useMap } from '../context';
import { useLaneName } from '../shown';
import { useFound } from './context';
import styles from './Found.module.css';

function costPrinted({ cost, reason_no_cost }: Finding, format: Format, t: TFunction): string {
  if (!cost) return t(`noCost.${reason_no_cost}`, { defaultValue: t('noCost.unknown') });
  const { amount, interval } = costText(cost, format);
  return isTold(cost) ? `${t('costs.title')} ${amount} ${interval}` : `${t('costs.title')} ${interval} ${t('costs.holdsZero')}`;
}

export function PrintFound() {
  const { t } = useTranslation('findings');
  const { map } = useMap();
  const { told } = useFound();
  const laneName = useLaneName();
  const format = useFormat(map.zone);
  const lang = useLang();
  if (!told) return null;
  return (
    <div className={styles.print}>
      {(['pains', 'delights'] as const).filter((lane) => told[lane].length > 0).map((lane) => (
        <section key={lane}>
          <h2>{laneName(lane)}</h2>
          <table>
            <tbody>
              {told[lane].map((finding) => {
                const { group, others, difference, interval } = effectText(finding.effect, format, t);
                return (
                  <tr key={finding.id}>
                    <td>{finding.rank}</td>
                    <td>{map.stages.find(({ id }) => id === finding.stage)?.name ?? finding.stage}</td>
                    <th scope="row">{localText(finding.title, lang)}</th>
                    <td>{countText(finding, map.counts, format, t)} · {format.share(finding.share.value)} [{format.shareInterval(finding.share.low, finding.share.high)}]</td>
                    <td>{[group, others].filter(Boolean).join(' · ')}</td>
                    <td>{difference} {interval}</td>
                    {lane === 'pains' ? <td>{costPrinted(finding, format, t)}</td> : null}
                    <td>{stateText(finding.state, t)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
      <p>{t('association')} {t('corrected', { tried: format.count(told.looked.tried), level: format.share(told.looked.level, 0) })}</p>
    </div>
  );
}
