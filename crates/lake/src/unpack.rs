//! Bits into numbers: packed values, runs, deltas.

use parquet::errors::{ParquetError, Result};
use yeojido_journey::NONE;

/// Values that are unpacked at once: of any width they end on a whole word.
pub(crate) const GROUP: usize = 64;

fn cut_off() -> ParquetError {
    ParquetError::EOF("a page ends before its values".into())
}

/// Sixty-four values of a width that is known when this is compiled, so that every shift is.
#[inline]
fn group<const W: usize>(bytes: &[u8], out: &mut [u64; GROUP]) {
    let mut words = [0_u64; GROUP];
    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)).take(W) {
        *word = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
    }
    let mask = if W == 64 { u64::MAX } else { (1_u64 << (W % 64)) - 1 };
    for (at, value) in out.iter_mut().enumerate() {
        let (word, bit) = (at * W / 64, at * W % 64);
        let low = words[word] >> bit;
        let high = if bit + W > 64 { words[word + 1] << (64 - bit) } else { 0 };
        *value = (low | high) & mask;
    }
}

macro_rules! by_width {
    ($width:expr, $bytes:expr, $out:expr, $($w:literal)*) => {
        match $width {
            0 => $out.fill(0),
            $($w => group::<$w>($bytes, $out),)*
            _ => return Err(ParquetError::General("a packed value of more than 64 bits".into())),
        }
    };
}

/// Unpacks sixty-four values; bytes that are missing are zero.
fn unpack(width: usize, bytes: &[u8], out: &mut [u64; GROUP]) -> Result<()> {
    let mut padded = [0_u8; GROUP * 8];
    let bytes = if bytes.len() >= width * 8 {
        bytes
    } else {
        padded[..bytes.len()].copy_from_slice(bytes);
        &padded
    };
    by_width!(width, bytes, out,
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64);
    Ok(())
}

fn varint(bytes: &mut &[u8]) -> Result<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or_else(cut_off)?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(ParquetError::General("a number of more than 64 bits".into()))
}

fn zigzag(bytes: &mut &[u8]) -> Result<i64> {
    let value = varint(bytes)?;
    Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(length.min(bytes.len()));
    *bytes = rest;
    taken
}

fn small(value: u64) -> Result<usize> {
    usize::try_from(value).map_err(|e| ParquetError::External(e.into()))
}

/// `DELTA_BINARY_PACKED`: each value is the one before and a difference.
pub(crate) fn deltas(mut bytes: &[u8], count: usize, out: &mut Vec<i64>) -> Result<()> {
    let bytes = &mut bytes;
    let (block, parts) = (small(varint(bytes)?)?, small(varint(bytes)?)?);
    let total = small(varint(bytes)?)?;
    let mut last = zigzag(bytes)?;
    if total != count || parts == 0 || !block.is_multiple_of(parts * 32) {
        return Err(ParquetError::General("a page of differences that cannot be".into()));
    }
    if count == 0 {
        return Ok(());
    }
    let (each, mut left) = (block / parts, count - 1);
    out.reserve(count);
    out.push(last);
    let mut values = [0; GROUP];
    while left > 0 {
        let least = zigzag(bytes)?;
        let widths = take(bytes, parts);
        if widths.len() < parts {
            return Err(cut_off());
        }
        for &width in widths {
            let width = usize::from(width);
            let part = take(bytes, width * each / 8);
            let some = left.min(each);
            if part.len() < (some * width).div_ceil(8) {
                return Err(cut_off());
            }
            for at in (0..some).step_by(GROUP) {
                unpack(width, &part[(at * width / 8).min(part.len())..], &mut values)?;
                out.extend(values[..GROUP.min(some - at)].iter().map(|&delta| {
                    last = last.wrapping_add(least).wrapping_add(delta.cast_signed());
                    last
                }));
            }
            left -= some;
            if left == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// A stretch of `RLE_DICTIONARY`.
enum Stretch<'b> {
    /// One code so many times.
    Run(u32, usize),
    /// So many codes, packed.
    Packed(&'b [u8], usize),
}

/// Codes of a page of which any can be looked at.
pub(crate) struct Places<'b> {
    width: usize,
    stretch: Stretch<'b>,
}

impl Places<'_> {
    pub(crate) const fn len(&self) -> usize {
        match self.stretch {
            Stretch::Run(_, some) | Stretch::Packed(_, some) => some,
        }
    }

    /// The code at a place.
    pub(crate) fn code(&self, at: usize) -> u32 {
        match self.stretch {
            Stretch::Run(code, _) => code,
            Stretch::Packed(packed, _) => {
                let bit = at * self.width;
                let rest = packed.get(bit / 8..).unwrap_or_default();
                let word = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
                    let mut word = [0; 8];
                    word[..rest.len()].copy_from_slice(rest);
                    word
                });
                // At most 32 bits wide and 7 away from a whole byte.
                (u64::from_le_bytes(word) >> (bit % 8) & ((1 << self.width) - 1)) as u32
            }
        }
    }
}

/// Gives every stretch of a page of codes, so that only some of them need be unpacked.
pub(crate) fn places<'b>(bytes: &'b [u8], count: usize, mut each: impl FnMut(Places<'b>) -> Result<()>) -> Result<()> {
    stretches(bytes, count, |width, stretch| each(Places { width, stretch }))
}

/// Gives every stretch of a page of codes, with the width of its codes.
fn stretches<'b>(bytes: &'b [u8], count: usize, mut each: impl FnMut(usize, Stretch<'b>) -> Result<()>) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let (&width, bytes) = bytes.split_first().ok_or_else(cut_off)?;
    let width = usize::from(width);
    wide(width, bytes, count, |stretch| each(width, stretch))
}

/// The same for codes of a known width.
fn wide<'b>(
    width: usize,
    mut bytes: &'b [u8],
    count: usize,
    mut each: impl FnMut(Stretch<'b>) -> Result<()>,
) -> Result<()> {
    let bytes = &mut bytes;
    if width > 32 {
        return Err(ParquetError::General("a code of more than 32 bits".into()));
    }
    let mut left = count;
    while left > 0 {
        let header = varint(bytes)?;
        let length = small(header >> 1)?;
        if header & 1 == 0 {
            let value = take(bytes, width.div_ceil(8));
            let code = value.iter().rev().fold(0_u32, |code, &byte| code << 8 | u32::from(byte));
            if length == 0 || value.len() < width.div_ceil(8) {
                return Err(cut_off());
            }
            let times = length.min(left);
            each(Stretch::Run(code, times))?;
            left -= times;
        } else {
            let some = length.saturating_mul(8).min(left);
            let packed = take(bytes, length.saturating_mul(width));
            if some == 0 || packed.len() < (some * width).div_ceil(8) {
                return Err(cut_off());
            }
            each(Stretch::Packed(packed, some))?;
            left -= some;
        }
    }
    Ok(())
}

/// Gives the codes of a page, equal ones that follow one another together.
pub(crate) fn runs(bytes: &[u8], count: usize, mut each: impl FnMut(u32, usize) -> Result<()>) -> Result<()> {
    let mut values = [0; GROUP];
    stretches(bytes, count, |width, stretch| match stretch {
        Stretch::Run(code, times) => each(code, times),
        Stretch::Packed(packed, some) => {
            for at in (0..some).step_by(GROUP) {
                unpack(width, &packed[at * width / 8..], &mut values)?;
                let values = &values[..GROUP.min(some - at)];
                values.chunk_by(|a, b| a == b).try_for_each(|run| each(run[0] as u32, run.len()))?;
            }
            Ok(())
        }
    })
}

/// The widest codes of which two are looked up at once.
const PAIRED: usize = 6;

/// What a table makes of any two codes that follow one another, by their bits: half as many looks.
struct Pairs(Box<[[u32; 2]; 1 << (2 * PAIRED)]>);

impl Pairs {
    /// Of a width of at most [`PAIRED`].
    fn new(width: usize, table: &[u32]) -> Self {
        let mut pairs = Box::new([[NONE; 2]; 1 << (2 * PAIRED)]);
        for (high, tail) in pairs.chunks_exact_mut(1 << width).take(1 << width).enumerate() {
            let second = table.get(high).copied().unwrap_or(NONE);
            for (low, pair) in tail.iter_mut().enumerate() {
                *pair = [table.get(low).copied().unwrap_or(NONE), second];
            }
        }
        Self(pairs)
    }

    /// Unpacks codes of a width that is known when this is compiled; `false` when one is not in the table.
    fn unpack<const W: usize>(&self, packed: &[u8], out: &mut Vec<u32>) -> bool {
        let mut all = 0;
        for bytes in packed.chunks(W) {
            let mut word = [0; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            let word = u64::from_le_bytes(word);
            let mut eight = [[0; 2]; 4];
            for (at, pair) in eight.iter_mut().enumerate() {
                *pair = self.0[(word >> (2 * W * at)) as usize & ((1 << (2 * W)) - 1)];
                all |= pair[0] | pair[1];
            }
            out.extend_from_slice(eight.as_flattened());
        }
        all < CODES
    }
}

/// The codes of a table are below it, so that one look at all bits tells whether any is none.
const CODES: u32 = 1 << 31;

/// The codes of a page, each by what `table` makes of it.
pub(crate) fn codes(bytes: &[u8], count: usize, table: &[u32], out: &mut Vec<u32>) -> Result<()> {
    out.reserve(count + 8);
    let mut pairs = None;
    stretches(bytes, count, |width, stretch| match stretch {
        Stretch::Run(code, times) => {
            let code = *table.get(code as usize).ok_or_else(cut_off)?;
            out.extend(std::iter::repeat_n(code, times));
            Ok(())
        }
        Stretch::Packed(packed, some) if (1..=PAIRED).contains(&width) => {
            let (pairs, end) = (pairs.get_or_insert_with(|| Pairs::new(width, table)), out.len() + some);
            let packed = &packed[..(some * width).div_ceil(8)];
            let known = match width {
                1 => pairs.unpack::<1>(packed, out),
                2 => pairs.unpack::<2>(packed, out),
                3 => pairs.unpack::<3>(packed, out),
                4 => pairs.unpack::<4>(packed, out),
                5 => pairs.unpack::<5>(packed, out),
                _ => pairs.unpack::<PAIRED>(packed, out),
            };
            out.truncate(end);
            if known { Ok(()) } else { Err(cut_off()) }
        }
        Stretch::Packed(packed, some) => {
            let mut values = [0; GROUP];
            for at in (0..some).step_by(GROUP) {
                unpack(width, &packed[at * width / 8..], &mut values)?;
                let values = &values[..GROUP.min(some - at)];
                if values.iter().any(|&code| code as usize >= table.len()) {
                    return Err(cut_off());
                }
                out.extend(values.iter().map(|&code| table[code as usize]));
            }
            Ok(())
        }
    })
}

/// By byte whether each of its bits is set, the lowest first.
const BITS: [[bool; 8]; 256] = {
    let mut bits = [[false; 8]; 256];
    let mut at = 0;
    while at < 256 * 8 {
        bits[at / 8][at % 8] = (at / 8) >> (at % 8) & 1 == 1;
        at += 1;
    }
    bits
};

/// Which of so many values are there, by the definition levels of a column that may be empty; none when all are.
pub(crate) fn there(levels: &[u8], count: usize) -> Result<Option<Vec<bool>>> {
    let mut all = Vec::with_capacity(count + 8);
    wide(1, levels, count, |stretch| {
        match stretch {
            Stretch::Run(level, times) => all.resize(all.len() + times, level == 1),
            Stretch::Packed(packed, some) => {
                let end = all.len() + some;
                packed[..some.div_ceil(8)].iter().for_each(|&byte| all.extend_from_slice(&BITS[usize::from(byte)]));
                all.truncate(end);
            }
        }
        Ok(())
    })?;
    Ok(if all.iter().all(|&there| there) { None } else { Some(all) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Values packed as the format says, bit by bit.
    fn packed(values: &[u64], width: usize) -> Vec<u8> {
        let mut bytes = vec![0; (values.len() * width).div_ceil(8)];
        for bit in 0..values.len() * width {
            let set = values[bit / width] >> (bit % width) & 1;
            bytes[bit / 8] |= (set << (bit % 8)) as u8;
        }
        bytes
    }

    proptest! {
        #[test]
        fn values_of_every_width_come_out_as_they_went_in(width in 1..=64_usize, seed: [u64; GROUP]) {
            let values = seed.map(|value| if width == 64 { value } else { value % (1 << width) });
            let mut out = [0; GROUP];
            unpack(width, &packed(&values, width), &mut out).expect("a width of at most 64");
            prop_assert_eq!(out, values);
        }

        #[test]
        fn bytes_that_mean_nothing_are_an_error_or_as_many_values_as_were_asked_for(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            count in 0..500_usize,
        ) {
            let (mut longs, mut coded) = (Vec::new(), Vec::new());
            if deltas(&bytes, count, &mut longs).is_ok() {
                prop_assert_eq!(longs.len(), count);
            }
            let table: Vec<u32> = (1000..1300).collect();
            if codes(&bytes, count, &table, &mut coded).is_ok() {
                prop_assert_eq!(coded.len(), count);
                let mut each = Vec::new();
                places(&bytes, count, |some| {
                    each.extend((0..some.len()).map(|at| table[some.code(at) as usize]));
                    Ok(())
                }).expect("the same stretches");
                prop_assert_eq!(each, coded, "one by one");
            }
            if let Ok(Some(there)) = there(&bytes, count) {
                prop_assert_eq!(there.len(), count);
            }
        }
    }
}
