// The lines of the search: a listbox with a group for each kind.
import { IconArrowRight, IconArrowsDiff, IconCornerDownLeft, IconMessage2, IconRoute, IconStairs, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Group, Item, Kind } from './items';
import type { Needle } from './seek';
import styles from './search.module.css';

const ICONS = { journey: IconRoute, stage: IconStairs, finding: IconArrowsDiff, customer: IconUser, voice: IconMessage2, command: IconArrowRight } satisfies Record<Kind, unknown>;

/** Letters of a quote before and after what was found. */
const BEFORE = 24;
const SHOWN = 110;

interface LinesProps {
  id: string;
  groups: Group[];
  needle: Needle | null;
  active: string | null;
  lineId: (group: Group, item: Item) => string;
  open: (item: Item) => void;
  point: (id: string) => void;
}

export function Lines({ id, groups, needle, active, lineId, open, point }: LinesProps) {
  const { t } = useTranslation('search');
  return (
    <div id={id} role="listbox" aria-label={t('results')}>
      {groups.map((group) => {
        const name = `${id}-${group.kind}`;
        return (
          <div key={group.kind} role="group" aria-labelledby={name} className={styles.group}>
            <p id={name} role="presentation">{t(`kind.${group.kind}`)}</p>
            {group.items.map((item) => {
              const line = lineId(group, item);
              const Icon = ICONS[item.kind];
              return (
                <div
                  key={line} id={line} role="option" aria-selected={line === active} className={styles.line} data-more={item.more} data-kind={item.kind}
                  // the field keeps the focus
                  onMouseDown={(event) => event.preventDefault()} onMouseMove={() => line === active || point(line)} onClick={() => open(item)}
                >
                  {item.more ? <i /> : <Icon size={16} stroke={1.5} aria-hidden="true" />}
                  <span className={styles.what}>
                    <span className={item.quote ? `quote ${styles.quote}` : styles.name}><Marked text={item.title} needle={item.more ? null : needle} quote={item.quote} /></span>
                    {item.detail ? <small>{item.quote ? item.detail : <Marked text={item.detail} needle={needle} />}</small> : null}
                  </span>
                  <IconCornerDownLeft className={styles.enter} size={14} stroke={1.5} aria-hidden="true" />
                </div>
              );
            })}
          </div>
        );
      })}
    </div>
  );
}

/** A text with what was found in it set off; of a long quote the part around it. */
function Marked({ text, needle, quote = false }: { text: string; needle: Needle | null; quote?: boolean }) {
  const { t } = useTranslation();
  const whole = text.normalize('NFC');
  const fit = needle?.(whole) ?? null;
  const start = quote && fit && whole.length > SHOWN ? Math.max(0, fit.from - BEFORE) : 0;
  const end = quote ? Math.min(whole.length, start + SHOWN) : whole.length;
  const cut = (from: number, to: number) => whole.slice(from, Math.min(to, end));
  const marked = fit ? <>{cut(start, fit.from)}<mark>{cut(fit.from, fit.to)}</mark>{cut(fit.to, end)}</> : cut(start, end);
  if (!quote) return marked;
  const [open, close] = t('quoted', { text: '\u0000' }).split('\u0000');
  return <>{open}{start > 0 ? '…' : ''}{marked}{end < whole.length ? '…' : ''}{close}</>;
}
