//! Numbers, names and properties as people write them in cells.

use std::borrow::Cow;

use yeojido_domain::{Currency, Property};

/// Words that name nobody: what programs write where there is no id.
const JUNK: [&str; 22] = [
    "null",
    "(null)",
    "<null>",
    "undefined",
    "nan",
    "none",
    "nil",
    "n/a",
    "#n/a",
    "na",
    "0",
    "-",
    "guest",
    "anonymous",
    "unknown",
    "비회원",
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#null!",
    "#num!",
];

/// Whether a text names nobody.
#[must_use]
pub fn is_junk_id(text: &str) -> bool {
    text.len() <= 16 && JUNK.iter().any(|junk| text.eq_ignore_ascii_case(junk))
}

/// What people and programs write where a question did not apply, or was passed over: no value, and no fault.
const ABSENT: [&str; 9] = ["n/a", "#n/a", "해당없음", "해당 없음", "없음", "-", "무응답", "not applicable", "null"];

/// Whether a cell of a number says that there is none.
#[must_use]
pub fn is_absent(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 16 && ABSENT.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether an id is what a spreadsheet leaves of a long number: `1.23457E+15` stands for many.
#[must_use]
pub fn is_rounded(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let marked = power.starts_with('+') || !fraction.is_empty();
    let power = power.trim_start_matches('+');
    marked && whole.len() == 1 && all_digits(whole) && all_digits(fraction) && !power.is_empty() && all_digits(power)
}

/// A text with the wide digits and marks of East Asian keyboards as their plain ones.
#[must_use]
pub fn narrow(text: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}');
    if text.is_ascii() || !text.contains(wide) {
        return text.into();
    }
    let plain = |c: char| match c {
        '\u{3000}' => ' ',
        c if wide(c) => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    text.chars().map(plain).collect::<String>().into()
}

/// Marks of money before a number.
const MARKS: [char; 6] = ['₩', '￦', '$', '€', '£', '¥'];

/// A number with its thousands separators, unit marks and all: `12,900`, `₩12,900원`, `4.5점`, `85%`, `−3`, `3개`, and
/// `(500)` as bookkeepers write −500.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text = narrow(text.trim());
    let text = unmarked(&text);
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return plain_digits(unmarked(inner.trim())).map(|number| -number);
    }
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    plain_digits(digits.trim_start_matches(MARKS)).map(|number| sign * number)
}

fn unmarked(text: &str) -> &str {
    let text = text.trim_start_matches(MARKS).trim_start();
    text.trim_end_matches(['원', '점', '개', '%', '건', '회', '명']).trim_end()
}

fn plain_digits(digits: &str) -> Option<f64> {
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !grouped(digits) {
        return None;
    }
    let value: f64 = if digits.contains(',') { digits.replace(',', "").parse() } else { digits.parse() }.ok()?;
    value.is_finite().then_some(value)
}

/// Whether every comma stands before exactly three digits, so that `1,5` is not read as fifteen, nor `1.234,56` as
/// little more than one.
fn grouped(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    !fraction.contains(',')
        && (rest.peek().is_none() || (matches!(first.len(), 1..=3) && rest.all(|group| group.len() == 3)))
}

/// The mark of money that stands beside a number.
#[must_use]
pub fn money_mark(text: &str) -> Option<char> {
    let marks = |c: char| MARKS.contains(&c) || c == '원';
    text.chars().find(|&c| marks(c)).map(|c| if matches!(c, '￦' | '원') { '₩' } else { c })
}

/// The currency that a mark stands for where nobody says which.
#[must_use]
pub fn currency_of(mark: char) -> Option<Currency> {
    let code = match mark {
        '₩' => "KRW",
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        _ => return None,
    };
    code.parse().ok()
}

/// Whether an amount with this mark may be one of that currency: several count in dollars, two in yen or yuan.
#[must_use]
pub fn marks_currency(mark: char, currency: Currency) -> bool {
    let code = currency.as_str();
    match mark {
        '$' => ["USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "BRL", "CLP", "COP", "ARS"].contains(&code),
        '¥' => ["JPY", "CNY"].contains(&code),
        '£' => ["GBP", "EGP"].contains(&code),
        _ => currency_of(mark).is_none_or(|meant| meant == currency),
    }
}

/// A rating: a number, `4/5`, or stars to count (`★★★★☆`).
#[must_use]
pub fn score(text: &str) -> Option<f64> {
    let stars = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    if stars > 0 && text.chars().all(|c| matches!(c, '★' | '☆' | '⭐' | '\u{fe0f}') || c.is_whitespace()) {
        return u32::try_from(stars).ok().map(f64::from);
    }
    match text.split_once('/') {
        Some((given, of)) if number(of).is_some() => number(given),
        Some(_) => None,
        None => number(text),
    }
}

/// A property with the type that its text shows: `true`, `3.5`, or text. What would not be written back the same way
/// (`007`, a number of twenty digits) stays text.
#[must_use]
pub fn property(text: &str) -> Property {
    match text {
        "true" => Property::Flag(true),
        "false" => Property::Flag(false),
        _ => plain_number(text).map_or_else(|| Property::Text(text.to_owned()), Property::Number),
    }
}

fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole) && fraction.is_none_or(all_digits) && (whole == "0" || !whole.starts_with('0'));
    if !plain || digits.len() > 15 {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them_are_read_and_nothing_else() {
        for (text, value) in [
            ("12,900", Some(12_900.0)),
            ("₩1,234,567원", Some(1_234_567.0)),
            ("-₩500", Some(-500.0)),
            ("4.5점", Some(4.5)),
            ("\u{2212}3", Some(-3.0)),
            (".5", Some(0.5)),
            ("1e3", Some(1000.0)),
            ("(1,500)", Some(-1500.0)),
            ("(₩1,500)", Some(-1500.0)),
            ("₩(1,500)", Some(-1500.0)),
            ("１２，９００원", Some(12_900.0)),
            ("￦12,900", Some(12_900.0)),
            ("(-5)", None),
            ("1.234,56", None),
            ("1,5", None),
            ("1,2345", None),
            ("inf", None),
            ("NaN", None),
            ("무료", None),
            ("", None),
            ("1.2.3", None),
        ] {
            assert_eq!(number(text), value, "{text}");
        }
    }

    #[test]
    fn what_does_not_apply_is_no_value() {
        for text in ["N/A", "n/a", "해당없음", "해당 없음", "없음", "-", " 무응답 ", "Not applicable"] {
            assert!(is_absent(text), "{text}");
        }
        for text in ["0", "-1", "아니요", "many", ""] {
            assert!(!is_absent(text), "{text}");
        }
    }

    #[test]
    fn scores_may_be_stars_or_parts() {
        assert_eq!(score("★★★★☆"), Some(4.0));
        assert_eq!(score("4/5"), Some(4.0));
        assert_eq!(score("5점"), Some(5.0));
        assert_eq!(score("좋아요 ★"), None);
    }

    #[test]
    fn a_property_keeps_what_its_text_says() {
        assert_eq!(property("true"), Property::Flag(true));
        assert_eq!(property("12.50"), Property::Number(12.5));
        assert_eq!(property("007"), Property::Text("007".into()));
        assert_eq!(property("12345678901234567890"), Property::Text("12345678901234567890".into()));
        assert_eq!(property("01012345678"), Property::Text("01012345678".into()));
        assert_eq!(property("1e5"), Property::Text("1e5".into()));
    }

    #[test]
    fn what_a_spreadsheet_leaves_of_a_long_number_is_told() {
        for text in ["1.23457E+15", "1E+15", "1.2345678901234568e22"] {
            assert!(is_rounded(text), "{text}");
        }
        for text in ["1e5", "12E+3", "E+15", "1.5", "123456789012345", "1E", "u1E+1"] {
            assert!(!is_rounded(text), "{text}");
        }
    }

    #[test]
    fn a_mark_of_money_tells_its_currency() {
        let krw: Currency = "KRW".parse().expect("a currency");
        assert_eq!(money_mark("12,900원"), Some('₩'));
        assert_eq!(money_mark("($5)"), Some('$'));
        assert_eq!(money_mark("12"), None);
        assert!(marks_currency('₩', krw) && !marks_currency('$', krw) && !marks_currency('€', krw));
        assert_eq!(currency_of('€').map(|euro| euro.as_str().to_owned()).as_deref(), Some("EUR"));
    }

    #[test]
    fn words_of_programs_name_nobody() {
        for junk in ["#REF!", "null", "NULL", "undefined", "0", "guest", "NaN", "None", "비회원"] {
            assert!(is_junk_id(junk), "{junk}");
        }
        assert!(!is_junk_id("user_0000"));
        assert!(!is_junk_id("00"));
    }
}
