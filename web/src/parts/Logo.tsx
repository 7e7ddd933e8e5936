/** The mark: an ink square, three peaks with hachures. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <rect width="28" height="28" rx="6" fill="var(--ink)" />
      <path
        d="M4 20L9.5 11L12.5 15L17 7L24 20"
        fill="none" stroke="var(--on-ink)" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round"
      />
      <path d="M9.5 15v5M13 18.5V20M17 12v8M20.3 17v3" stroke="var(--on-ink)" strokeWidth="1.2" strokeLinecap="round" />
    </svg>
  );
}
