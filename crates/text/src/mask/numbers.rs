//! Numbers that belong to somebody: telephone, resident registration, card and account; and e-mail addresses. Digits may
//! be wide, circled or written out (공일공), with blanks, dots or dashes between them.

use regex::Regex;

use super::{Hit, What, around};

/// Whether a number that a pattern found is one.
type Fits = fn(&str) -> bool;

/// A digit in any dress. 이, 일 and the like are words elsewhere, so that they count only amid other digits.
const D: &str = "[0-9０-９①-⑨⓪공영일이삼사오육륙칠팔구]";
/// What people put between digits.
const S: &str = r"[\s\-.·•・∙‧,()/_~–—‐−:|]{0,3}";

pattern!(
    MOBILE,
    &format!(
        "(?:(?:\\+|00)?{S}(?:82|팔이){S})?(?:[0０⓪공영]{S})?[1１①일]{S}[016789０１６７８９⓪①⑥⑦⑧⑨공영일육칠팔구]{S}(?:{D}{S}){{6,7}}{D}"
    )
);
pattern!(LAND, &format!(r"(?:\+?82{S})?0(?:2|[3-6][1-5]|70|80|50\d){S}\d{{3,4}}{S}\d{{4}}"));
pattern!(LAND_WORDS, &format!("[0０공영]{S}[2２이]{S}(?:{D}{S}){{6,7}}{D}"));
pattern!(LOCAL, r"\b1[5-8]\d\d[\s\-.–]{1,3}\d{4}\b");
pattern!(ABROAD, r"\+\d{1,3}[\s\-.(]{0,2}(?:\d[\s\-.()]{0,2}){6,11}\d");
pattern!(NANP, r"\(?\b[2-9]\d\d\)?[\s\-.]{1,2}\d{3}[\s\-.]\d{4}\b");
pattern!(BRITISH, r"\b0\d{2,4}[\s\-]\d{3,4}[\s\-]?\d{3,4}\b");
pattern!(SHORT, r"(?i)(?:전화|연락처|번호|핸드폰|휴대폰|폰|phone|tel|call)[^\d\n]{0,8}(\d{3,4}[\s\-.]{1,3}\d{4})\b");
pattern!(RESIDENT, r"(\d{6})\s?[\-–—‐−.]?\s?([1-8])(\d{6}|[\d*xX●#]{6})");
pattern!(CARD, r"(?:\d[\s\-–.]{0,2}){13,18}\d");
pattern!(
    EMAIL,
    r"(?i)[a-z0-9][a-z0-9._%+\-]*\s{0,2}(?:@|＠|\(at\)|\[at\]|\sat\s|골뱅이|\(골뱅이\))\s{0,2}[a-z0-9\-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s|닷|점)\s?[a-z0-9\-]+)*(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s|닷|점)\s?(?:[a-z]{2,}|컴|넷|케이알))"
);
pattern!(
    EMAIL_NAMED,
    r"(?i)[a-z0-9][a-z0-9._%+\-]{2,}\s{0,2}(?:@|골뱅이|앳)\s{0,2}(?:네이버|지메일|다음|한메일|카카오|핫메일|naver|gmail|daum|hanmail|kakao)(?:\s?(?:\.|닷|점)?\s?(?:com|net|컴|넷))?"
);
pattern!(ACCOUNT, r"(?:\d[\s\-–.]{0,2}){9,15}\d");
pattern!(GROUPS, r"\d{2,6}[\-–]\d{2,6}[\-–]\d{2,8}(?:[\-–]\d{1,5})?");
pattern!(
    BANK,
    "(?i)국민|신한|우리은행|우리 ?\\d|하나은행|하나 ?\\d|농협|기업은행|기업 ?\\d|카카오뱅크|카뱅|카카오 ?\\d|토스|케이뱅크|새마을|우체국|제일은행|씨티|수협|신협|은행|계좌|입금|송금|환불받을|account|bank|IBAN|acct"
);

fn value(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '①'..='⑨' => u32::from(c) - u32::from('①') + 1,
        '⓪' | '공' | '영' => 0,
        '일' => 1,
        '이' => 2,
        '삼' => 3,
        '사' => 4,
        '오' => 5,
        '육' | '륙' => 6,
        '칠' => 7,
        '팔' => 8,
        '구' => 9,
        _ => return None,
    })
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(value).collect()
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Whether no digit touches a stretch, so that it is no part of a longer number.
fn alone(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = around(text, start, end);
    !is_digit(before) && !is_digit(after)
}

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let mut hide = |what, start, end| hits.push(Hit { what, start, end });
    for rule in [&*EMAIL, &*EMAIL_NAMED] {
        rule.find_iter(text).for_each(|m| hide(What::Email, m.start(), m.end()));
    }
    for found in RESIDENT.captures_iter(text) {
        let (Some(whole), Some(birth), Some(kind)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        let is_one = resident(whole.as_str(), birth.as_str(), kind.as_str()) || named(text, whole.start());
        if is_one && alone(text, whole.start(), whole.end()) {
            hide(What::ResidentNumber, whole.start(), whole.end());
        }
    }
    for m in CARD.find_iter(text) {
        if alone(text, m.start(), m.end()) && card(m.as_str()) {
            hide(What::Card, m.start(), m.end());
        }
    }
    phones(text, &mut hide);
    accounts(text, &mut hide);
}

fn phones(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    let any: Fits = |_| true;
    let rules: [(&Regex, Fits); 7] = [
        (&*MOBILE, begins),
        (&*LAND_WORDS, begins),
        (&*LAND, any),
        (&*ABROAD, any),
        (&*NANP, any),
        (&*BRITISH, any),
        (&*LOCAL, any),
    ];
    for (rule, fits) in rules {
        let mut from = 0;
        while let Some(m) = rule.find_at(text, from) {
            if alone(text, m.start(), m.end()) && fits(m.as_str()) {
                hide(What::Phone, m.start(), m.end());
                from = m.end();
            } else {
                // A shorter number may begin inside of one that is none.
                from = m.start() + m.as_str().chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    for found in SHORT.captures_iter(text) {
        found.get(1).iter().for_each(|m| hide(What::Phone, m.start(), m.end()));
    }
}

/// A number in any dress begins with a 0 or the country; words that merely sound like digits do not.
fn begins(found: &str) -> bool {
    let numbers = digits(found);
    let national = numbers.first() == Some(&0) && numbers.get(1) != Some(&0);
    let abroad = [&[8, 2, 1][..], &[8, 2, 0], &[0, 0, 8, 2]].iter().any(|head| numbers.starts_with(head));
    // "10 1234 5678": the 0 gets lost, most often in a spreadsheet.
    let bare = found.starts_with("10") && numbers.len() == 10;
    national || abroad || bare
}

/// Groups that look like an account, or any long number near a bank. A date is none.
fn accounts(text: &str, hide: &mut impl FnMut(What, usize, usize)) {
    for m in GROUPS.find_iter(text) {
        let count = digits(m.as_str()).len();
        if alone(text, m.start(), m.end()) && (10..=16).contains(&count) {
            hide(What::Account, m.start(), m.end());
        }
    }
    for m in ACCOUNT.find_iter(text) {
        let count = digits(m.as_str()).len();
        if (10..=16).contains(&count) && alone(text, m.start(), m.end()) && near_bank(text, m.start(), m.end()) {
            hide(What::Account, m.start(), m.end());
        }
    }
}

/// Letters before and after a number in which a bank makes it an account.
const NEAR: usize = 20;

fn near_bank(text: &str, start: usize, end: usize) -> bool {
    let from = text[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
    let to = text[end..].char_indices().take(NEAR / 2).last().map_or(end, |(at, c)| end + at + c.len_utf8());
    BANK.is_match(&text[from..to])
}

/// Whether the text says right before that such a number follows.
fn named(text: &str, start: usize) -> bool {
    let from = text[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
    ["주민", "등록번호", "외국인"].iter().any(|word| text[from..start].contains(word))
}

/// A day of birth and a plausible seventh digit; run together also the checksum, which numbers given since October 2020
/// do not have.
fn resident(whole: &str, birth: &str, kind: &str) -> bool {
    let numbers = digits(whole);
    let birth = digits(birth);
    let [year, month, day] = [0, 2, 4].map(|at| birth[at] * 10 + birth[at + 1]);
    let born = (1..=12).contains(&month) && (1..=31).contains(&day);
    let parted = whole.chars().any(|c| !c.is_ascii_digit());
    born && (parted || checked(&numbers) || year >= 20 && kind.starts_with(['3', '4', '7', '8']))
}

fn checked(numbers: &[u32]) -> bool {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = numbers.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let base = if numbers.get(6).is_some_and(|kind| *kind >= 5) { 13 } else { 11 };
    numbers.len() == 13 && (base - sum % 11) % 10 == numbers[12]
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
