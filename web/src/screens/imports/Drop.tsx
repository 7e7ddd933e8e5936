// Where files come in: dropped, chosen or pasted. One is the file to be read, the others are joined to it.
import { IconFileUpload, IconX } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton, useFormat } from '../../parts';
import { Amount } from '../page/Amount';
import styles from './imports.module.css';
import { bytesText } from './words';

const ACCEPTED = '.csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.xlsx,.xes,.gz,.xml,.jsonocel,.xmlocel,.sqlite,.db';

interface DropProps {
  files: File[];
  setFiles: (files: File[]) => void;
  /** Bytes that have arrived; `null` when nothing is being sent. */
  sent: number | null;
  send: () => void;
  cancel: () => void;
}

export function Drop({ files, setFiles, sent, send, cancel }: DropProps) {
  const { t } = useTranslation('imports');
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null) => {
    const fresh = [...(list ?? [])].filter((file) => !files.some((other) => other.name === file.name));
    if (fresh.length > 0) setFiles([...files, ...fresh]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (sent === null) add(event.dataTransfer.files);
  };
  return (
    <div className={styles.start}>
      <div
        className={styles.drop} data-over={over} onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
      >
        <IconFileUpload size={28} stroke={1.2} aria-hidden="true" />
        <p className={styles.dropTitle}>{t('drop.title')}</p>
        <p className={styles.dropKinds}>{t('drop.kinds')}</p>
        <input
          ref={input} type="file" multiple accept={ACCEPTED} className="hidden-text" tabIndex={-1} aria-label={t('drop.choose')}
          onChange={(event) => {
            add(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
        <Button look={files.length === 0 ? 'primary' : 'plain'} disabled={sent !== null} onClick={() => input.current?.click()}>
          {files.length === 0 ? t('drop.choose') : t('drop.more')}
        </Button>
      </div>
      {files.length > 0 ? <Chosen files={files} setFiles={setFiles} sent={sent} send={send} cancel={cancel} /> : <Advice />}
    </div>
  );
}

function Advice() {
  const { t } = useTranslation('imports');
  return (
    <dl className={styles.advice}>
      {(['events', 'voices', 'wide', 'again'] as const).map((what) => (
        <div key={what}>
          <dt>{t(`advice.${what}.title`)}</dt>
          <dd>{t(`advice.${what}.text`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Chosen({ files, setFiles, sent, send, cancel }: DropProps) {
  const { t } = useTranslation('imports');
  const { lang, share } = useFormat();
  const whole = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.name}>
            <span>{file.name}</span>
            <span className="faint">{bytesText(file.size, lang)}</span>
            <IconButton
              name={t('drop.remove', { name: file.name })} disabled={sent !== null}
              onClick={() => setFiles(files.filter((other) => other !== file))}
            >
              <IconX size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {files.length > 1 ? <p className={styles.note}>{t('drop.several')}</p> : null}
      {sent === null ? (
        <div className={styles.go}>
          <Button look="primary" onClick={send}>{t('drop.send')}</Button>
          <span className="faint">{t('drop.local')}</span>
        </div>
      ) : (
        <div className={styles.sending}>
          <Amount name={t('drop.sending')} done={sent} total={whole} />
          <p aria-live="polite">
            {t('drop.sent', { sent: bytesText(Math.min(sent, whole), lang), whole: bytesText(whole, lang), share: share(whole > 0 ? Math.min(1, sent / whole) : 1, 0) })}
          </p>
          <Button onClick={cancel}>{t('cancel')}</Button>
        </div>
      )}
    </div>
  );
}
