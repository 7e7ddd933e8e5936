// From a file to data in three steps: choose, check how it is read, watch it being read. The upload and the running job are
// in the address, so that leaving and coming back shows them again.
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, Upload } from '../../api/contract';
import { takeJob } from '../../api/jobs';
import { buttonClass, ErrorPart, LoadingGrid } from '../../parts';
import { GuideStrip } from '../guide/GuideStrip';
import { uploadsQuery } from '../guide/useGuide';
import { useAddress } from '../page/address';
import page from '../page/page.module.css';
import { TopBar } from '../page/TopBar';
import { useHere } from '../page/workspace';
import { Check } from './Check';
import { Drop } from './Drop';
import styles from './imports.module.css';
import { Progress } from './Progress';
import { startImport } from './queries';
import { sendFiles } from './upload';
import { problemText } from './words';

const STEPS = ['choose', 'check', 'read'] as const;

export function NewImport() {
  const { t } = useTranslation('imports');
  const { ws, zone } = useHere();
  const client = useQueryClient();
  const [words, change] = useAddress(['job', 'upload'] as const);
  const [files, setFiles] = useState<File[]>([]);
  const [sent, setSent] = useState<number | null>(null);
  const [own, setOwn] = useState<Upload | null>(null);
  const stop = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      setSent(0);
      return sendFiles(ws, files, setSent, stop.current.signal);
    },
    onSuccess: (arrived) => {
      setOwn(arrived);
      void client.invalidateQueries({ queryKey: ['uploads', ws] });
      change({ upload: arrived.upload });
    },
    onSettled: () => setSent(null),
  });
  const start = useMutation({
    mutationFn: (choice: { file: string; mapping: Mapping; save_as?: string }) =>
      startImport(ws, { upload: upload?.upload ?? '', ...choice }),
    onSuccess: (job) => {
      takeJob(client, ws, job);
      // a short file may have been read before this answer came
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' && queryKey[1] === ws });
      change({ job: job.id, upload: '' });
    },
  });
  // what is being read is no longer chosen: the way back to this address begins anew
  const [reading, setReading] = useState(words.job);
  if (words.job !== reading) {
    setReading(words.job);
    setFiles([]);
  }
  const { upload, waiting } = useUpload(ws, words.upload, own);
  const step = words.job ? 'read' : words.upload ? 'check' : 'choose';
  const back = (
    <Link className={`${buttonClass('ghost')} ${page.back}`} to="/w/$ws/imports" params={{ ws }} aria-label={t('back')}>
      <IconArrowLeft size={16} stroke={1.5} aria-hidden="true" />
    </Link>
  );
  const refused = send.isError && !(send.error instanceof DOMException);
  return (
    <>
      <TopBar title={t('new')} back={back} />
      <div className="page">
        <GuideStrip ws={ws} at={step === 'choose' ? 'upload' : 'columns'} otherwise={<Steps step={step} />} />
        {step === 'choose' ? (
          <>
            {refused ? <p className={styles.failed} role="alert">{problemText(send.error, t)}</p> : null}
            <Drop files={files} setFiles={setFiles} sent={sent} send={() => send.mutate()} cancel={() => stop.current?.abort()} />
          </>
        ) : null}
        {step === 'check' && upload === null ? (
          waiting.isPending ? <LoadingGrid columns={3} rows={8} /> : <ErrorPart error={waiting.error} title={t('problem.upload_not_found')} />
        ) : null}
        {step === 'check' && upload ? (
          <Check
            key={upload.upload} ws={ws} zone={zone} upload={upload} starting={start.isPending} problem={start.error}
            start={(choice) => start.mutate(choice)} back={() => change({ upload: '' })}
          />
        ) : null}
        {step === 'read' && words.job ? <Progress key={words.job} ws={ws} id={words.job} /> : null}
      </div>
    </>
  );
}

/** The upload of the address: what was sent from here, or what waits on the server since before. */
function useUpload(ws: string, name: string | undefined, own: Upload | null) {
  const sent = own !== null && own.upload === name;
  const waiting = useQuery({ ...uploadsQuery(ws), enabled: name !== undefined && !sent });
  const upload = sent ? own : (waiting.data?.uploads.find((one) => one.upload === name) ?? null);
  return { upload, waiting };
}

function Steps({ step }: { step: (typeof STEPS)[number] }) {
  const { t } = useTranslation('imports');
  return (
    <ol className={styles.steps}>
      {STEPS.map((one, at) => (
        <li key={one} aria-current={one === step ? 'step' : undefined} data-past={at < STEPS.indexOf(step)}>
          <i aria-hidden="true">{at + 1}</i>
          {t(`steps.${one}`)}
        </li>
      ))}
    </ol>
  );
}
