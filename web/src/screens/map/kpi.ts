// How a stage's figures are written: NPS as points with a sign, shares as per cent, ease (CES) as a mean of seven.
import type { Kpi } from '../../api/contract';
import type { Format } from '../../parts';

export function kpiText(kpi: Pick<Kpi, 'id' | 'value' | 'low' | 'high'>, format: Format): { value: string; interval: string | null } {
  const { id, value, low, high } = kpi;
  const both = low !== null && high !== null;
  if (id === 'nps') {
    return {
      value: format.signed(value * 100, 0),
      interval: both ? format.signedInterval(low * 100, high * 100, 0) : null,
    };
  }
  const interval = both ? `${format.plain(low, 1)}–${format.plain(high, 1)}` : null;
  if (id === 'ces') return { value: `${format.plain(value, 1)}\u00a0/\u00a07`, interval };
  if (Math.abs(value) <= 1) {
    return { value: format.share(value), interval: both ? format.shareInterval(low, high) : null };
  }
  return { value: format.plain(value, 1), interval };
}
