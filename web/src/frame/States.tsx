// What the frame shows when there is nothing, or not yet, or not any more.
import { useRouter, Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../parts/Button';
import { EmptyState } from '../parts/EmptyState';
import { ErrorPart } from '../parts/ErrorPart';
import { LoadingGrid } from '../parts/LoadingGrid';

export function Waiting() {
  return <LoadingGrid />;
}

export function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorPart
      error={error}
      retry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return <EmptyState title={t('state.notFound')} actions={<Link to="/" className={buttonClass('primary')}>{t('nav.home')}</Link>} />;
}

export function NoWorkspace() {
  const { t } = useTranslation();
  return <EmptyState title={t('state.noWorkspace')}>{t('state.noWorkspaceHow')}</EmptyState>;
}
