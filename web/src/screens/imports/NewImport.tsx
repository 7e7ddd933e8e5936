// From a file to data in three steps: choose, check how it is read, watch it being read. The running job is in the
// address, so that leaving and coming back shows it again.
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, Upload } from '../../api/contract';
import { takeJob } from '../../api/jobs';
import { buttonClass } from '../../parts';
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
  const [words, change] = useAddress(['job'] as const);
  const [files, setFiles] = useState<File[]>([]);
  const [sent, setSent] = useState<number | null>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const stop = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      setSent(0);
      return sendFiles(ws, files, setSent, stop.current.signal);
    },
    onSuccess: setUpload,
    onSettled: () => setSent(null),
  });
  const start = useMutation({
    mutationFn: (choice: { file: string; mapping: Mapping; save_as?: string }) =>
      startImport(ws, { upload: upload?.upload ?? '', ...choice }),
    onSuccess: (job) => {
      takeJob(client, ws, job);
      // a short file may have been read before this answer came
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' && queryKey[1] === ws });
      change({ job: job.id });
    },
  });
  // what is being read is no longer chosen: the way back to this address begins anew
  const [reading, setReading] = useState(words.job);
  if (words.job !== reading) {
    setReading(words.job);
    setUpload(null);
    setFiles([]);
  }
  const step = words.job ? 'read' : upload ? 'check' : 'choose';
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
        <Steps step={step} />
        {step === 'choose' ? (
          <>
            {refused ? <p className={styles.failed} role="alert">{problemText(send.error, t)}</p> : null}
            <Drop files={files} setFiles={setFiles} sent={sent} send={() => send.mutate()} cancel={() => stop.current?.abort()} />
          </>
        ) : null}
        {step === 'check' && upload ? (
          <Check
            key={upload.upload} ws={ws} zone={zone} upload={upload} starting={start.isPending} problem={start.error}
            start={(choice) => start.mutate(choice)} back={() => setUpload(null)}
          />
        ) : null}
        {step === 'read' && words.job ? <Progress key={words.job} ws={ws} id={words.job} /> : null}
      </div>
    </>
  );
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
