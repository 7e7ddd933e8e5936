//! Numbers that belong to somebody and have a form of their own: resident registration, card and account.

use super::cues::{Cue, cue, says};
use super::digits::{alone, apart, digits, value};
use super::{Hit, What, phones, spoken};

pattern!(RESIDENT, r"(\d{6})\s?[\-.]?\s?([1-8])(\d{6}|[\d*xX●○#]{6})");
pattern!(CARD, r"(?:\d[\s\-.]{0,2}){13,18}\d");
pattern!(CARD_HIDDEN, r"(?:[\d*xX●○#]{4}[\s\-.]{0,2}){3}[\d*xX●○#]{3,4}");
pattern!(ACCOUNT, r"(?:[\d*][\s\-.]{0,2}){9,15}[\d*]");
pattern!(GROUPS, r"[A-Z]?\d{2,6}\-[\d*]{2,6}\-[\d*]{2,8}(?:\-\d{1,5})?");
pattern!(TWO_GROUPS, r"\d{3,4}\-\d{8,9}|\d{6}\-\d{5,7}");
pattern!(IBAN, r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b");
pattern!(
    ENGLISH_ACCOUNT,
    r"(?i)\b(?:account|acct|a/c|routing)(?: (?:number|no|num))?[ .:#]{0,3}(?:is )?(\d{6,})\b|\bsort code[ .:]{0,3}(\d\d[\- ]?\d\d[\- ]?\d\d)\b"
);

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    phones::said(text, &mut |what, start, end| hits.push(Hit { what, start, end }));
    // Too few digits in any dress for a number, which most texts have.
    if text.chars().filter(|c| value(*c).is_some() || matches!(c, '*' | '○' | '●' | 'x' | 'X' | '#')).count() < 6 {
        return;
    }
    let mut hide = |what, start, end| hits.push(Hit { what, start, end });
    // Of what two rules find at one place the first gives it its kind.
    phones::find(text, &mut hide);
    if text.bytes().filter(u8::is_ascii_digit).count() >= 4 {
        residents(text, &mut hide);
        cards(text, &mut hide);
        accounts(text, &mut hide);
    }
    spoken::find(text, hits);
}

fn residents(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    const SAID: &[&str] = &["주민", "등록번호", "외국인", "등록증", "거소", "RRN", "ARC", "egistration"];
    for found in RESIDENT.captures_iter(text) {
        let (Some(whole), Some(birth), Some(kind)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        let said = says(text, whole.start(), SAID) && !says(text, whole.start(), &["사업자"]);
        let other = cue(text, whole.start(), whole.end()) == Cue::Other;
        let is_one = said || resident(whole.as_str(), birth.as_str(), kind.as_str()) && !other;
        if is_one && alone(text, whole.start(), whole.end()) {
            hide(What::ResidentNumber, whole.start(), whole.end());
        }
    }
}

/// A day of birth and a plausible seventh digit; run together also the checksum, which numbers given since October 2020
/// do not have.
fn resident(whole: &str, birth: &str, kind: &str) -> bool {
    let numbers = digits(whole);
    let birth = digits(birth);
    let [year, month, day] = [0, 2, 4].map(|at| birth[at] * 10 + birth[at + 1]);
    let born = (1..=12).contains(&month) && (1..=31).contains(&day);
    let parted = whole.chars().any(|c| !c.is_ascii_digit());
    let without = (20..=40).contains(&year) && kind.starts_with(['3', '4', '7', '8']);
    born && (parted || checked(&numbers) || without)
}

fn checked(numbers: &[u32]) -> bool {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = numbers.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let base = if numbers.get(6).is_some_and(|kind| *kind >= 5) { 13 } else { 11 };
    numbers.len() == 13 && (base - sum % 11) % 10 == numbers[12]
}

fn cards(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    for m in CARD.find_iter(text) {
        if alone(text, m.start(), m.end()) && card(m.as_str()) {
            hide(What::Card, m.start(), m.end());
        }
    }
    for m in CARD_HIDDEN.find_iter(text) {
        let shown = m.as_str().chars().filter(char::is_ascii_digit).count();
        let hidden = m.as_str().chars().filter(|c| matches!(c, '*' | 'x' | 'X' | '●' | '○' | '#')).count();
        if hidden >= 4 && (4..=12).contains(&shown) && alone(text, m.start(), m.end()) {
            hide(What::Card, m.start(), m.end());
        }
    }
}

/// The checksum of cards (ISO/IEC 7812), and a first digit that they begin with.
fn card(text: &str) -> bool {
    let numbers = digits(text);
    let sum: u32 = numbers
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    let grouped = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::len);
    let in_fours = grouped.collect::<Vec<_>>() == [4, 4, 4, 4];
    matches!(numbers.first(), Some(2..=6 | 9)) && (in_fours || sum.is_multiple_of(10))
}

/// Groups that look like an account, or any long number near a bank. A date is none, nor what the text calls a parcel's
/// or a product's; a number of a business is its own.
fn accounts(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    for m in GROUPS.find_iter(text).chain(TWO_GROUPS.find_iter(text)) {
        let count = m.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
        let cue = cue(text, m.start(), m.end());
        let letter = m.as_str().starts_with(|c: char| c.is_ascii_uppercase());
        let two = m.as_str().matches('-').count() == 1;
        let unlike = two || letter || is_business(m.as_str()) || m.as_str().contains('*');
        let fits = (10..=16).contains(&count) && apart(text, m.start(), m.end());
        if fits && cue != Cue::Other && (cue == Cue::Bank || !unlike) {
            hide(What::Account, m.start(), m.end());
        }
    }
    for m in ACCOUNT.find_iter(text) {
        let count = m.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
        let shown = m.as_str().chars().filter(char::is_ascii_digit).count();
        let fits = (10..=16).contains(&count) && shown >= 4 && alone(text, m.start(), m.end());
        if fits && cue(text, m.start(), m.end()) == Cue::Bank {
            hide(What::Account, m.start(), m.end());
        }
    }
    for m in IBAN.find_iter(text) {
        hide(What::Account, m.start(), m.end());
    }
    for found in ENGLISH_ACCOUNT.captures_iter(text) {
        found.get(1).or_else(|| found.get(2)).iter().for_each(|m| hide(What::Account, m.start(), m.end()));
    }
}

/// Three digits, two and five: the number of a business, by its checksum.
fn is_business(found: &str) -> bool {
    let groups: Vec<usize> = found.split('-').map(str::len).collect();
    let numbers = digits(found);
    if groups != [3, 2, 5] || numbers.len() != 10 {
        return false;
    }
    let weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    let sum: u32 = numbers.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    (10 - (sum + numbers[8] * 5 / 10) % 10) % 10 == numbers[9]
}
