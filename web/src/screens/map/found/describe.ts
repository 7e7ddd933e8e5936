// What a finding is in words, for its tip and the line above the drawer's title.
import type { TFunction } from 'i18next';
import type { JourneyMap } from '../../../api/contract';
import { localText } from '../../../i18n';
import type { Format } from '../../../parts';
import { countText, effectText } from '../../findings/texts';
import type { Placing } from './context';

interface FindingLines {
  place: string;
  name: string;
  title: string;
  lines: string[];
}

export function findingLines({ finding, lane }: Placing, stage: string, counts: JourneyMap['counts'], format: Format, t: TFunction, laneName: (row: string) => string): FindingLines {
  const { group, others, difference, interval } = effectText(finding.effect, format, t);
  const { share, of } = finding;
  const name = localText(finding.title, format.lang);
  return {
    place: `${stage} · ${laneName(lane)}`,
    name,
    title: name,
    lines: [
      `${countText(finding, counts, format, t)} / ${format.count(of)} · ${format.share(share.value)} [${format.shareInterval(share.low, share.high)}]`,
      [group, others].filter(Boolean).join(' · '),
      `${difference} ${interval}`,
      t('findings:association'),
    ].filter(Boolean),
  };
}
