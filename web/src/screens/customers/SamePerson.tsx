// Two customers who are one person: the other one is looked for and both are shown side by side before anything happens.
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerPage } from '../../api/contract';
import { Button, ErrorPart, IconButton, LoadingGrid, useFormat } from '../../parts';
import { TextField } from '../page/Field';
import { SearchBox } from '../voices/Filters';
import styles from './merges.module.css';
import { useMerge } from './decisions';
import { customerQuery, customersQuery } from './queries';

/** Enough to see that the word is too short, few enough to take in. */
const FOUND = 8;

interface SamePersonProps {
  ws: string;
  zone: string;
  /** Who stays. */
  person: CustomerPage;
  onMerged: (other: string) => void;
  onClose: () => void;
}

export function SamePerson({ ws, zone, person, onMerged, onClose }: SamePersonProps) {
  const { t } = useTranslation(['identity', 'customers']);
  const [other, setOther] = useState<string | null>(null);
  const box = useRef<HTMLElement>(null);
  const name = useId();
  useEffect(() => {
    const first = other === null ? box.current?.querySelector<HTMLElement>('input') : box.current?.querySelector<HTMLElement>('h2');
    first?.focus();
  }, [other]);
  return (
    <section ref={box} className={styles.same} aria-labelledby={name} onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}>
      <header className={styles.head}>
        <h2 id={name} tabIndex={-1}>{t(other === null ? 'which' : 'sure')}</h2>
        <IconButton name={t('common:close')} onClick={onClose}><IconX size={16} stroke={1.5} aria-hidden="true" /></IconButton>
      </header>
      {other === null ? (
        <Choose ws={ws} zone={zone} person={person.person} onChoose={setOther} />
      ) : (
        <Both ws={ws} zone={zone} person={person} other={other} onMerged={onMerged} onOther={() => setOther(null)} />
      )}
    </section>
  );
}

interface ChooseProps {
  ws: string;
  zone: string;
  person: string;
  onChoose: (person: string) => void;
}

function Choose({ ws, zone, person, onChoose }: ChooseProps) {
  const { t } = useTranslation(['identity', 'customers']);
  const { count, dayRange } = useFormat(zone);
  const [q, setQ] = useState('');
  const list = useInfiniteQuery({ ...customersQuery(ws, q, []), placeholderData: keepPreviousData, enabled: q !== '' });
  const found = q === '' ? undefined : list.data?.pages[0];
  const others = found?.rows.filter((row) => row.person !== person) ?? [];
  const self = found !== undefined && others.length < found.rows.length;
  const rest = found ? found.n - Number(self) - Math.min(others.length, FOUND) : 0;
  return (
    <div aria-busy={q !== '' && list.isFetching}>
      <div className={styles.find} role="search"><SearchBox value={q} name={t('find')} onText={setQ} /></div>
      {list.isError ? <ErrorPart error={list.error} title={t('customers:failed')} retry={() => void list.refetch()} /> : null}
      {q !== '' && list.isPending ? <LoadingGrid columns={1} rows={3} /> : null}
      <ul className={styles.found}>
        {others.slice(0, FOUND).map((row) => (
          <li key={row.person}>
            <button type="button" onClick={() => onChoose(row.person)}>
              <b>{row.label}</b>
              <span>
                {[dayRange(row.first, row.last), t('events', { n: count(row.events) }), t('voices', { n: count(row.voices) })].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="faint" aria-live="polite">
        {[
          self ? t('self') : null,
          found && !self && others.length === 0 ? t('nobody') : null,
          rest > 0 ? t('rest', { n: count(rest) }) : null,
        ].filter(Boolean).join(' ')}
      </p>
    </div>
  );
}

interface BothProps {
  ws: string;
  zone: string;
  person: CustomerPage;
  other: string;
  onMerged: (other: string) => void;
  onOther: () => void;
}

function Both({ ws, zone, person, other, onMerged, onOther }: BothProps) {
  const { t } = useTranslation(['identity', 'customers']);
  const [reason, setReason] = useState('');
  const query = useInfiniteQuery(customerQuery(ws, other, null));
  // whom the other one is by now: somebody else may have merged them meanwhile
  const they = query.data?.pages[0];
  const same = they?.person === person.person;
  const merge = useMerge(ws, ({ customer_label }) => onMerged(customer_label));
  if (query.isError) {
    return (
      <ErrorPart error={query.error} title={t('customers:failedOne')} retry={() => void query.refetch()}>
        <Button onClick={onOther}>{t('another')}</Button>
      </ErrorPart>
    );
  }
  if (they === undefined) return <LoadingGrid columns={2} rows={4} />;
  return (
    <form
      className={styles.both} aria-busy={merge.isPending || query.isFetching}
      onSubmit={(event) => { event.preventDefault(); merge.mutate({ customer: they.person, into: person.person, reason }); }}
    >
      <div className={styles.two}>
        <One zone={zone} person={they} role={t('goes')} />
        <One zone={zone} person={person} role={t('stays')} />
      </div>
      {same ? (
        <p role="alert">{t('already')}</p>
      ) : (
        <>
          <p className="soft">{t('how', { person: person.label })}</p>
          <TextField label={t('reason.label')} placeholder={t('reason.merge')} value={reason} maxLength={400} onText={setReason} />
        </>
      )}
      <div className={styles.buttons}>
        {same ? null : <Button type="submit" look="primary" disabled={merge.isPending}>{t('do')}</Button>}
        <Button onClick={onOther}>{t('another')}</Button>
      </div>
      {merge.error && !same ? <ErrorPart error={merge.error} title={t('mergeFailed')} /> : null}
    </form>
  );
}

/** What tells one customer from another. */
function One({ zone, person, role }: { zone: string; person: CustomerPage; role: string }) {
  const { t } = useTranslation(['identity', 'customers']);
  const { count, day } = useFormat(zone);
  const name = useId();
  return (
    <section className={styles.one} aria-labelledby={name}>
      <span className={styles.role}>{role}</span>
      <h3 id={name}>{person.label}</h3>
      <dl>
        {person.identifiers.map(({ kind, value }) => (
          <div key={kind + value}>
            <dt>{t(`customers:identifier.${kind}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('first')}</dt>
          <dd>{person.first ? day(person.first) : t('never')}</dd>
        </div>
        <div>
          <dt>{t('last')}</dt>
          <dd>{person.last ? day(person.last) : t('never')}</dd>
        </div>
        <div>
          <dt>{t('customers:column.events')}</dt>
          <dd>{count(person.events)}</dd>
        </div>
        <div>
          <dt>{t('customers:column.voices')}</dt>
          <dd>{count(person.voices)}</dd>
        </div>
      </dl>
    </section>
  );
}
