// The bar of every analysis: what is on screen, of which days and customers; its link, its files, and keeping it.
import { Menu } from '@mantine/core';
import { IconArrowLeft, IconColumns2, IconDownload, IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../api/client';
import { keepFile } from '../../../api/files';
import { Button, buttonClass, FilterPicker, PeriodPicker, Tip, useLang } from '../../../parts';
import page from '../../page/page.module.css';
import { TopBar } from '../../page/TopBar';
import { CONTRASTS, shared, sidesOf } from '../compare/model';
import type { AnalysisSearch } from './address';
import styles from './parts.module.css';
import { savePicture } from './picture';
import { csvOf } from './queries';
import { tidy, type Asked, type Kind } from './questions';
import { SaveMenu } from './SaveMenu';
import type { DataAt } from './useData';
import type { SavedAt } from './useSaved';

interface AnalysisBarProps<Q extends Asked> {
  ws: string;
  kind: Kind;
  /** What the kind is called; the saved one's own name takes its place. */
  title: string;
  /** As the screen shows it. */
  question: Q;
  /** As the server is asked; the same unless the screen keeps more in its question. */
  sent: Asked;
  /** Without it the bar has no days and customers to choose: the screen has its own. */
  onAsk?: (question: Q) => void;
  data: DataAt;
  saved: SavedAt;
  /** What the PNG shows; its menu item is absent without it. */
  figure?: RefObject<HTMLElement | null>;
}

export function AnalysisBar<Q extends Asked>({ ws, kind, title, question, sent, onAsk, data, saved, figure }: AnalysisBarProps<Q>) {
  const { t } = useTranslation('analyses');
  const name = saved.current?.name ?? title;
  return (
    <TopBar
      title={name}
      back={
        <Tip says={t('toList')}>
          <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/analyses" params={{ ws }} aria-label={t('toList')}>
            <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
          </Link>
        </Tip>
      }
      actions={
        <>
          <ToCompare ws={ws} kind={kind} sent={sent} last={data.last} />
          <CopyLink />
          <Files ws={ws} kind={kind} name={name} sent={sent} figure={figure} />
          <SaveMenu saved={saved} suggested={title} />
        </>
      }
    >
      {onAsk ? (
        <>
          <PeriodPicker
            value={{ from: question.from ?? null, to: question.to ?? null }} first={data.first} last={data.last}
            onChange={({ from, to }) => onAsk(tidy({ ...question, from: from ?? undefined, to: to ?? undefined }))}
          />
          <FilterPicker ws={ws} value={question.where ?? []} onChange={(where) => onAsk(tidy({ ...question, where }))} />
        </>
      ) : null}
    </TopBar>
  );
}

/** The same question of two sides: its own days and as many before, to begin with. */
function ToCompare({ ws, kind, sent, last }: { ws: string; kind: Kind; sent: Asked; last: string | null }) {
  const { t } = useTranslation('analyses');
  const contrast = CONTRASTS.find((one) => one === kind);
  if (contrast === undefined || Object.keys(sent).length === 0) return null;
  const q = { kind: contrast, question: shared(sent), ...sidesOf(sent, last) };
  return (
    <Tip says={t('compare.why')}>
      <Link className={buttonClass('plain')} to="/w/$ws/analyses/compare" params={{ ws }} search={{ q } as AnalysisSearch}>
        <IconColumns2 size={16} stroke={1.5} aria-hidden="true" />
        <span className={styles.barWord}>{t('compare.do')}</span>
        <span className="hidden-text">{t('compare.why')}</span>
      </Link>
    </Tip>
  );
}

/** The address holds everything, so the link is the address. */
function CopyLink() {
  const { t } = useTranslation('analyses');
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid(t('link.done'));
    } catch {
      // over plain HTTP a browser gives no clipboard to a page
      setSaid(t('link.failed'));
    }
  };
  return (
    <Tip says={t('link.why')}>
      <button type="button" className={`${buttonClass('ghost')} ${styles.barButton}`} aria-label={t('link.do')} onClick={() => void copy()} onBlur={() => setSaid(null)}>
        <IconLink size={16} stroke={1.5} aria-hidden="true" />
        <span aria-live="polite" className={styles.barSaid}>{said}</span>
      </button>
    </Tip>
  );
}

interface FilesProps {
  ws: string;
  kind: Kind;
  name: string;
  sent: Asked;
  figure: RefObject<HTMLElement | null> | undefined;
}

function Files({ ws, kind, name, sent, figure }: FilesProps) {
  const { t } = useTranslation('analyses');
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const csv = useMutation({ mutationFn: async () => keepFile(await csvOf(ws, kind, sent, lang)), onSuccess: () => setOpen(false) });
  const png = useMutation({
    mutationFn: async () => {
      if (!figure?.current) throw new Error('there is no picture on screen');
      await savePicture(figure.current, name);
    },
    onSuccess: () => setOpen(false),
  });
  const busy = csv.isPending || png.isPending;
  const error = csv.error ?? png.error;
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button>
          <IconDownload size={16} stroke={1.5} aria-hidden="true" />
          <span className={styles.barWord}>{t('files.title')}</span>
          <span className="hidden-text">{t('files.titleLong')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item closeMenuOnClick={false} disabled={busy} onClick={() => csv.mutate()}>{t('files.csv')}</Menu.Item>
        {figure ? <Menu.Item closeMenuOnClick={false} disabled={busy} onClick={() => png.mutate()}>{t('files.png')}</Menu.Item> : null}
        {busy ? <p className={styles.making} role="status">{t('files.making')}</p> : null}
        {error ? <p className={styles.making} role="alert">{errorText(error, t)}</p> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
