// Whole ways of customers, the most frequent first. What comes several times in a row is written once, with how often.
import { IconArrowRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VariantsAnswer } from '../../../api/contract';
import { Button, useFormat } from '../../../parts';
import { Tick } from '../../page/Field';
import { Opens } from '../flow/Opens';
import flow from '../flow/flow.module.css';
import type { Cell } from '../parts';
import { runsOf } from './model';
import styles from './transitions.module.css';

interface VariantsProps {
  answer: VariantsAnswer;
  cell: Cell | null;
  open: (cell: Cell) => void;
  more: () => void;
  repeats: boolean;
  onRepeats: (repeats: boolean) => void;
}

export function Variants({ answer, cell, open, more, repeats, onRepeats }: VariantsProps) {
  const { t } = useTranslation('transitions');
  const format = useFormat();
  const { variants, other, customers } = answer;
  return (
    <>
      <div data-screen-only=""><Tick label={t('variants.repeats')} checked={repeats} onTick={onRepeats} /></div>
      <ol className={styles.ways}>
        {variants.map(({ path, count }, at) => (
          <li key={JSON.stringify(path)}>
            <i>{format.count(at + 1)}</i>
            <Runs path={path} />
            <b><Opens cell={{ path }} n={count} name={t('variants.nth', { n: at + 1 })} current={cell} open={open}>{t('variants.people', { n: format.count(count) })}</Opens></b>
            <span>{customers > 0 ? format.share(count / customers, count / customers < 0.001 ? 3 : 1) : '–'}</span>
          </li>
        ))}
      </ol>
      {other.variants > 0 ? (
        <p className={flow.rest}>
          {t('variants.other', { kinds: format.count(other.variants), n: format.count(other.customers), share: format.share(other.customers / Math.max(1, customers)) })}{' '}
          <Button look="ghost" onClick={more} data-screen-only="">{t('variants.more')}</Button>
        </p>
      ) : null}
    </>
  );
}

const FIRST = 8;

function Runs({ path }: { path: string[] }) {
  const { t } = useTranslation('transitions');
  const [all, setAll] = useState(false);
  const runs = runsOf(path);
  const shown = all ? runs : runs.slice(0, FIRST);
  return (
    <div className={styles.runs}>
      {shown.map(({ event, times }, at) => (
        <Fragment key={at}>
          {at > 0 ? <IconArrowRight size={12} stroke={1.5} aria-hidden="true" /> : null}
          <span>{event === '' ? t('nameless') : event}{times > 1 ? <small> ×{times}</small> : null}</span>
        </Fragment>
      ))}
      {runs.length > FIRST ? <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('variants.fold') : t('variants.unfold', { n: runs.length - FIRST })}</button> : null}
    </div>
  );
}
