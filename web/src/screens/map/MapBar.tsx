// The bar of the map: what, whose, when; then how fresh and how many; then the table, the export and the keys.
import { Menu } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconDownload, IconKeyboard, IconPencil, IconPresentation, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/client';
import { journeysQuery } from '../../api/queries';
import { TopBar } from '../../frame/TopBar';
import { localText } from '../../i18n';
import { Button, FilterPicker, IconButton, PeriodPicker, useFormat, useLang } from '../../parts';
import { isoDay } from '../../parts/numbers';
import { Atom } from './Atom';
import { useMap } from './context';
import { DRAWN, useSave, type Drawn } from './save';
import styles from './MapScreen.module.css';
import type { MapSearch } from './search';
import { Sides } from './Sides';
import { People, ShareButton, TeamTools } from './team/TeamTools';

interface MapBarProps {
  go: (change: Partial<MapSearch>) => void;
  search: MapSearch;
  /** What is on screen is not what was asked for last. */
  stale: boolean;
  asTable: boolean;
  onTable: () => void;
  onPresent: () => void;
  onHelp: () => void;
}

export function MapBar({ go, search, stale, asTable, onTable, onPresent, onHelp }: MapBarProps) {
  const { side } = search;
  const { t } = useTranslation('map');
  const { ws, map, view } = useMap();
  const end = (
    <>
      <Freshness stale={stale} />
      <Link to="/w/$ws/journeys/$id/edit" params={{ ws, id: map.journey }} className={styles.rules} title={t('rules')}>
        <IconPencil size={16} stroke={1.5} aria-hidden="true" />
        <span>{t('rules')}</span>
      </Link>
      <People />
      <span className={styles.tools}>
        <TeamTools />
          {side === 'to_be' ? null : (
            <>
              <IconButton name={t('present')} onClick={onPresent}>
                <IconPresentation size={16} stroke={1.5} aria-hidden="true" />
              </IconButton>
              <IconButton name={t('asTable')} aria-pressed={asTable} onClick={onTable}>
                <IconTable size={16} stroke={1.5} aria-hidden="true" />
              </IconButton>
            </>
          )}
        <IconButton name={t('keys.title')} onClick={onHelp} className={styles.wide}>
          <IconKeyboard size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </span>
      <ShareButton className={styles.save} side={side} />
      <SaveMenu side={side} />
    </>
  );
  return (
    <TopBar end={end}>
      <Crumbs />
      <FilterPicker ws={ws} value={view.where} onChange={(where) => go({ where: where.length > 0 ? where : undefined })} />
      <PeriodPicker
        value={{ from: view.from, to: view.to }} first={map.from} last={map.data_end ? isoDay(map.data_end, map.zone) : map.to}
        onChange={({ from, to }) => go({ from: from ?? undefined, to: to ?? undefined })}
      />
      <Sides search={search} go={go} />
    </TopBar>
  );
}

/** 여정 › 첫 구매 여정; the title opens the other journeys when there are some. */
function Crumbs() {
  const { t } = useTranslation('map');
  const lang = useLang();
  const navigate = useNavigate();
  const { ws, map } = useMap();
  const journeys = useQuery(journeysQuery(ws)).data?.journeys ?? [];
  return (
    <div className={styles.crumbs}>
      <Link to="/w/$ws/journeys" params={{ ws }}>{t('nav.journeys')}</Link>
      <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
      <h1>
        {journeys.length > 1 ? (
          <Menu position="bottom-start" withinPortal>
            <Menu.Target>
              <button type="button" className={styles.title} aria-label={t('pickJourney', { name: map.name })}>
                {map.name}
                <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {journeys.map((journey) => (
                <Menu.Item
                  key={journey.id}
                  onClick={() => void navigate({ to: '/w/$ws/journeys/$id', params: { ws, id: journey.id }, search: {} })}
                >
                  {localText(journey.name, lang)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : map.name}
      </h1>
    </div>
  );
}

function Freshness({ stale }: { stale: boolean }) {
  const { t } = useTranslation('map');
  const { map } = useMap();
  const format = useFormat(map.zone);
  return (
    <span className={styles.fresh} role={stale ? 'status' : undefined}>
      <Atom cell="customers" shape="text">{t('unit.customers', { count: map.customers, n: format.count(map.customers) })}</Atom>
      {map.counts === 'customers' ? null : (
        <Atom cell="walks" shape="text">{t('unit.walks', { count: map.walks, n: format.count(map.walks) })}</Atom>
      )}
      {stale ? (
        <span className={styles.stale}>
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="3.5" fill="none" stroke="var(--ink)" strokeWidth="1.2" />
            <path d="M5 1.5A3.5 3.5 0 0 0 5 8.5Z" fill="var(--ink)" />
          </svg>
          {t('renewing')}
        </span>
      ) : (
        <span title={format.moment(map.computed_at)}>{t('computed', { ago: format.ago(map.computed_at) })}</span>
      )}
    </span>
  );
}

function SaveMenu({ side }: { side: MapSearch['side'] }) {
  const { t } = useTranslation('map');
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const { drawn, csv, json } = useSave(close, side);
  const change = (open: boolean) => {
    if (open) drawn.reset();
    setOpened(open);
  };
  return (
    <Menu position="bottom-end" withinPortal opened={opened} onChange={change}>
      <Menu.Target>
        <Button className={styles.save} aria-label={t('save.title')}>
          <IconDownload size={16} stroke={1.5} aria-hidden="true" />
          <span>{t('save.title')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(DRAWN) as Drawn[]).map((what) => (
          <Menu.Item key={what} closeMenuOnClick={false} disabled={drawn.isPending} onClick={() => drawn.mutate(what)}>
            {t(`save.${what}`)}
          </Menu.Item>
        ))}
        {side === 'to_be' ? null : <Menu.Item onClick={csv}>{t('save.csv')}</Menu.Item>}
        {side === 'to_be' ? null : <Menu.Item onClick={json}>{t('save.json')}</Menu.Item>}
        <Menu.Item onClick={() => window.print()}>{t('save.print')}</Menu.Item>
        {drawn.isPending ? <p className={styles.making} role="status">{t('save.making')}</p> : null}
        {drawn.isError ? <p className={styles.making} role="alert">{errorText(drawn.error, t)}</p> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
