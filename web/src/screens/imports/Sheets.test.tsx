import { fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import common from '../../locales/ko/common.json';
import words from '../../locales/ko/imports.json';
import { Sheets, SheetsLeft } from './Sheets';

const SHEETS = [
  { name: '5월', rows: 1200, read: true },
  { name: '요약', rows: 2, read: false },
  { name: '6월', rows: 900, read: true },
];

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'ko', ns: ['common', 'imports'], defaultNS: 'common', fallbackNS: 'common', interpolation: { escapeValue: false },
    resources: { ko: { common, imports: words } },
  });
});

describe('the sheets of a workbook', () => {
  it('say which is left out and with how many rows', () => {
    render(<Sheets sheets={SHEETS} chosen={undefined} choose={vi.fn()} />);
    expect(screen.getByText('읽지 않는 시트: 요약 · 2행')).toBeDefined();
    const { container } = render(<SheetsLeft sheets={SHEETS} />);
    expect(container.querySelectorAll('li')).toHaveLength(1);
  });

  it('let another one be read, and all of them again', () => {
    const choose = vi.fn();
    const { rerender } = render(<Sheets sheets={SHEETS} chosen={undefined} choose={choose} />);
    const picker = screen.getAllByLabelText<HTMLSelectElement>('시트').at(-1);
    if (picker === undefined) throw new Error('there is no picker');
    expect([...picker.options].map((option) => option.text)).toEqual(['열이 같은 시트 모두', '5월 · 1,200행', '요약 · 2행', '6월 · 900행']);
    fireEvent.change(picker, { target: { value: '요약' } });
    expect(choose).toHaveBeenLastCalledWith('요약');
    rerender(<Sheets sheets={SHEETS} chosen="요약" choose={choose} />);
    fireEvent.change(picker, { target: { value: '' } });
    expect(choose).toHaveBeenLastCalledWith(undefined);
  });
});
