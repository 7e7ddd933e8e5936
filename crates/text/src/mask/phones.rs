//! Telephone numbers: mobile, landline, internet, safe and abroad; with anything between the digits, some written out, or
//! hidden in part. A company's own number (1588-…, 080) is hidden too: small shops list their only telephone so.

use regex::Regex;

use super::cues::{Cue, cue};
use super::digits::{D, S, alone, apart, digits, value};
use super::{What, around};

/// Whether a number that a pattern found is one.
type Fits = fn(&str) -> bool;

pattern!(
    MOBILE,
    &format!(
        "(?:(?:\\+|00)?{S}(?:82|팔이){S})?\\(?(?:[0oO⓪공영]{S})?[1①일]{S}[016789①⑥⑦⑧⑨⓪oO공영일육칠팔구]{S}(?:{D}{S}){{6,7}}{D}"
    )
);
pattern!(LAND, &format!(r"(?:\+?82{S})?\(?0(?:2|[3-6][1-5]|70|80|50\d){S}\d{{3,4}}{S}\d{{4}}"));
pattern!(SEOUL_ABROAD, &format!(r"\+82{S}(?:2|[3-6][1-5]|70){S}\d{{3,4}}{S}\d{{4}}"));
pattern!(LAND_WORDS, &format!("[0공영]{S}[2이]{S}(?:{D}{S}){{6,7}}{D}"));
pattern!(LOCAL, r"\b1[5-8]\d\d[\s\-.]{1,3}\d{4}\b");
pattern!(ABROAD, r"(?:\+|\b00[1-9]?\d{0,2}[\s\-])\d{1,3}[\s\-.(]{0,2}(?:\d[\s\-.()]{0,2}){6,11}\d");
pattern!(NANP, r"(?:\(\d{3}\)|\b[2-9]\d\d)[\s\-.]{0,2}\d{3}[\s\-.]\d{4}\b");
pattern!(BRITISH, r"\b0\d{2,4}[\s\-]\d{3,4}[\s\-]?\d{3,4}\b");
pattern!(
    SHORT,
    r"(?i)(?:전화|연락처|번호|핸드폰|휴대폰|폰|010|phone|tel|call|text|cell|number|ring)[^\d\n]{0,8}(\d{3,4}[\s\-.]{1,3}\d{4}|[2-9]\d{9})\b"
);
pattern!(HIDDEN, r"\b0\d{1,2}[\s\-.)]{0,3}[\d*○●xX#]{2,4}[\s\-.]{0,3}[\d*○●xX#]{4}");
pattern!(
    SAID,
    r"(?i)\b(?:(?:double |triple )?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,\-]{1,3}){6,}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b"
);

pub(super) fn find(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    let any: Fits = |_| true;
    let rules: [(&Regex, Fits); 8] = [
        (&*MOBILE, begins),
        (&*LAND_WORDS, begins),
        (&*LAND, any),
        (&*SEOUL_ABROAD, any),
        (&*ABROAD, any),
        (&*NANP, any),
        (&*BRITISH, any),
        (&*LOCAL, any),
    ];
    for (rule, fits) in rules {
        let mut from = 0;
        while let Some(m) = rule.find_at(text, from) {
            let own = alone(text, m.start(), m.end()) && !within_word(text, m.start(), m.as_str());
            if own && fits(m.as_str()) && !of_a_parcel(text, m.start(), m.end()) {
                hide(What::Phone, m.start(), m.end());
                from = m.end();
            } else {
                // A shorter number may begin inside of one that is none.
                from = m.start() + m.as_str().chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    for m in SHORT.captures_iter(text).filter_map(|found| found.get(1)) {
        if apart(text, m.start(), m.end()) && cue(text, m.start(), m.end()) != Cue::Other {
            hide(What::Phone, m.start(), m.end());
        }
    }
    for m in HIDDEN.find_iter(text) {
        if m.as_str().contains(['*', '○', '●', 'x', 'X', '#']) && alone(text, m.start(), m.end()) {
            hide(What::Phone, m.start(), m.end());
        }
    }
}

/// Numbers read out in English: five five five, oh one four seven.
pub(super) fn said(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    if text.bytes().any(|c| c.is_ascii_alphabetic()) {
        SAID.find_iter(text).for_each(|m| hide(What::Phone, m.start(), m.end()));
    }
}

/// An O that stands for a 0 is no end of a word.
fn within_word(text: &str, start: usize, found: &str) -> bool {
    found.starts_with(['o', 'O']) && around(text, start, start).0.is_some_and(char::is_alphabetic)
}

/// A number that begins unlike a Korean one, right after a word that calls it a parcel's, an order's or a product's.
fn of_a_parcel(text: &str, start: usize, end: usize) -> bool {
    let numbers = text[start..end].chars().find_map(value);
    numbers != Some(0) && !text[start..].starts_with('+') && cue(text, start, end) == Cue::Other
}

/// A number in any dress begins with a 0 or the country; words that merely sound like digits do not.
fn begins(found: &str) -> bool {
    let numbers = digits(found);
    let national = numbers.first() == Some(&0) && numbers.get(1) != Some(&0);
    let abroad = [&[8, 2, 1][..], &[8, 2, 0], &[0, 0, 8, 2]].iter().any(|head| numbers.starts_with(head));
    // "10 1234 5678": the 0 gets lost, most often in a spreadsheet. 1,012,345,678 is an amount.
    let bare = found.starts_with('1') && numbers.starts_with(&[1, 0]) && numbers.len() == 10;
    let parted = found.contains([' ', '-', '.']) && found.split([' ', '-', '.']).any(|group| group.len() >= 3)
        || found.contains(" - ")
        || found.chars().all(|c| c.is_ascii_digit());
    let same = numbers.windows(2).all(|pair| pair[0] == pair[1]) || numbers.chunks(2).all(|pair| pair == [1, 0]);
    national || abroad || bare && parted && !found.contains(',') && !same
}
