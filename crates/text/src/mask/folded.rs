//! Wide letters, digits and signs (０１０－１２３４) as plain ones, and where each stood.

use std::borrow::Cow;

pub(super) struct Folded<'t> {
    pub text: Cow<'t, str>,
    /// For each byte of the folded text, and its end, the byte of the original; empty when nothing was folded.
    places: Vec<usize>,
}

fn plain(c: char) -> Option<char> {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3000}' | '\u{a0}' | '\u{200b}' => Some(' '),
        '‐' | '‑' | '–' | '—' | '−' | '―' => Some('-'),
        _ => None,
    }
}

impl<'t> Folded<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        if text.is_ascii() || !text.chars().any(|c| plain(c).is_some()) {
            return Self { text: Cow::Borrowed(text), places: Vec::new() };
        }
        let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        for (at, c) in text.char_indices() {
            folded.push(plain(c).unwrap_or(c));
            places.resize(folded.len(), at);
        }
        places.push(text.len());
        Self { text: Cow::Owned(folded), places }
    }

    /// Where a byte of the folded text stood.
    pub(super) fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(at)
    }
}
