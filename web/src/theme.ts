// Mantine speaks our tokens: its colours, radii and type are pointed at tokens.css, so that a Mantine part and one of
// ours cannot drift apart.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f6f4ef', '#e4e0d7', '#cbc5b8', '#8c877c', '#676a72', '#5a5d64', '#1b1d22', '#1b1d22', '#121316', '#121316',
];

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '700' },
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 0 },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Popover: { defaultProps: { radius: 8, offset: 6, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { radius: 8, offset: 6, withInitialFocusPlaceholder: false, transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { radius: 8, centered: true, transitionProps: { duration: 160 } } },
  },
});

/** Mantine's own variables, in terms of ours; the same in both schemes because ours change by themselves. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink3)',
    '--mantine-color-error': 'var(--ink)',
    '--mantine-color-placeholder': 'var(--ink3)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sel)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-primary-color-filled': 'var(--ink)',
    '--mantine-primary-color-filled-hover': 'var(--ink2)',
    '--mantine-primary-color-contrast': 'var(--on-ink)',
    '--mantine-color-ink-filled': 'var(--ink)',
    '--mantine-color-ink-filled-hover': 'var(--ink2)',
  },
  light: {},
  dark: {},
});
