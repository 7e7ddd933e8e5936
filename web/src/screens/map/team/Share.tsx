// Links that open this map to others: made, listed, closed. A link's address is shown once, since the server keeps only its
// hash; what it opens, until when, and from where it can be reached is said plainly.
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShareLink, Side } from '../../../api/contract';
import { Button, ErrorPart, LoadingGrid, useFormat } from '../../../parts';
import { ChoiceField, TextField, Tick } from '../../page/Field';
import { useMap } from '../context';
import { viewText } from '../describe';
import { makeShare, revokeShare, sharesQuery } from './queries';
import styles from './team.module.css';

const DAYS = ['7', '30', '90', ''] as const;
const DAY_MS = 86_400_000;

export function Share({ side, onClose }: { side: Side; onClose: () => void }) {
  const { t } = useTranslation('team');
  const { ws, map } = useMap();
  const query = useQuery(sharesQuery(ws, map.journey));
  const renew = () => void query.refetch();
  return (
    <Modal opened onClose={onClose} title={t('share.title')} size={560} closeButtonProps={{ 'aria-label': t('close') }}>
      <MakeLink side={side} made={renew} />
      <h3 className={styles.label} style={{ marginTop: 20 }}>{t('share.links')}</h3>
      {query.error ? <ErrorPart error={query.error} retry={renew} /> : null}
      {query.data ? null : <LoadingGrid columns={1} rows={2} />}
      {query.data?.shares.length === 0 ? <p className={styles.hint}>{t('share.none')}</p> : null}
      <ul className={styles.links}>
        {query.data?.shares.map((share) => <LinkItem key={share.id} share={share} renew={renew} />)}
      </ul>
    </Modal>
  );
}

function MakeLink({ side, made }: { side: Side; made: () => void }) {
  const { t } = useTranslation(['team', 'to-be']);
  const planned = side === 'to_be';
  const { ws, map, view } = useMap();
  const format = useFormat(map.zone);
  const [days, setDays] = useState<string>('30');
  const [password, setPassword] = useState('');
  const [embed, setEmbed] = useState(false);
  const [opens, setOpens] = useState<ShareLink['opens']>('numbers');
  const [error, setError] = useState<unknown>(null);
  const [address, setAddress] = useState<{ link: string; embed: boolean } | null>(null);
  const make = async () => {
    setError(null);
    try {
      const expires_at = days === '' ? undefined : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
      const { token } = await makeShare(ws, map.journey, {
        from: view.from ?? undefined, to: view.to ?? undefined, filter: view.where, side, opens: planned ? 'numbers' : opens, embed, password: password || undefined, expires_at,
      });
      setAddress({ link: `${window.location.origin}/s/${token}`, embed });
      setPassword('');
      made();
    } catch (caught) {
      setError(caught);
    }
  };
  return (
    <form className={styles.shareForm} onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <p>{t(planned ? 'to-be:share.scope' : 'to-be:share.scopeToday', { view: viewText(map, view, format, t) })}</p>
      <fieldset className={styles.choices}>
        <legend className={styles.label}>{t('share.opens')}</legend>
        <Opened value="numbers" opens={opens} pick={setOpens} name={t('to-be:share.numbers')} how={t(planned ? 'to-be:share.numbersHowToBe' : 'to-be:share.numbersHow')} />
        {planned ? null : <Opened value="quotes" opens={opens} pick={setOpens} name={t('to-be:share.quotes')} how={t('to-be:share.quotesHow')} />}
      </fieldset>
      <div className={styles.pair}>
        <ChoiceField label={t('share.until')} value={days} options={DAYS.map((value) => ({ value, label: value === '' ? t('share.always') : t('share.days', { count: Number(value) }) }))} onText={setDays} />
        <TextField label={t('share.password')} type="password" autoComplete="new-password" value={password} minLength={8} placeholder={t('share.noPassword')} onText={setPassword} />
      </div>
      <Tick label={t('share.embed')} checked={embed} onTick={setEmbed} />
      <p className={styles.hint}>{t('share.where')}</p>
      {error ? <ErrorPart error={error} title={t('share.failed')} /> : null}
      <div className={styles.buttons}><Button look="primary" type="submit">{t('share.make')}</Button></div>
      {address ? (
        <div role="status">
          <Address label={t('share.address')} text={address.link} />
          {address.embed ? <Address label={t('share.frame')} text={`<iframe src="${address.link}?embed=1" width="100%" height="900" title="${map.name.replaceAll('"', '&quot;')}"></iframe>`} /> : null}
          <p className={styles.hint}>{t('share.once')}</p>
        </div>
      ) : null}
    </form>
  );
}

interface OpenedProps {
  value: ShareLink['opens'];
  opens: ShareLink['opens'];
  pick: (opens: ShareLink['opens']) => void;
  name: string;
  how: string;
}

/** One way to open a map, and what exactly it shows. */
function Opened({ value, opens, pick, name, how }: OpenedProps) {
  return <label><input type="radio" name="opens" checked={value === opens} onChange={() => pick(value)} /><span>{name}<small>{how}</small></span></label>;
}

function Address({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('team');
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <div className={styles.address}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <TextField label={label} value={text} readOnly onText={() => undefined} onFocus={(event) => event.currentTarget.select()} />
      </div>
      <Button style={{ alignSelf: 'flex-end' }} onClick={copy}>{t(copied ? 'share.copied' : 'share.copy')}</Button>
    </div>
  );
}

function LinkItem({ share, renew }: { share: ShareLink; renew: () => void }) {
  const { t } = useTranslation(['team', 'to-be']);
  const { ws, map } = useMap();
  const format = useFormat(map.zone);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setError(null);
    revokeShare(ws, map.journey, share.id).then(renew, setError);
  };
  const { from, to, filter, side } = share.scope;
  const state = share.revoked_at ? t('share.closed', { at: format.day(share.revoked_at) })
    : share.open ? (share.expires_at ? t('share.openUntil', { at: format.day(share.expires_at) }) : t('share.openAlways'))
      : t('share.ended');
  return (
    <li>
      <span>
        {side === 'to_be' ? `${t('to-be:share.toBe')} · ` : ''}{viewText(map, { from, to, where: filter }, format, t)}
        <small>{[state, share.opens === 'quotes' ? t('to-be:share.quotes') : null, share.password ? t('share.withPassword') : null, share.embed ? t('share.embeddable') : null, `${share.by} ${format.day(share.at, true)}`].filter(Boolean).join(' · ')}</small>
      </span>
      {share.open ? <Button onClick={close}>{t('share.close')}</Button> : null}
      {error ? <ErrorPart error={error} /> : null}
    </li>
  );
}
