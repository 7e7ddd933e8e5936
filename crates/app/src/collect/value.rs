//! Numbers, names and properties as people write them in cells.

use yeojido_domain::Property;

/// Words that name nobody: what programs write where there is no id.
const JUNK: [&str; 16] = [
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

/// A number with its thousands separators, unit marks and all: `12,900`, `₩12,900원`, `4.5점`, `85%`, `−3`, `3개`.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['₩', '￦', '$', '€', '£', '¥']).trim_start();
    let text = text.trim_end_matches(['원', '점', '개', '%', '건', '회', '명']).trim_end();
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.trim_start_matches(['₩', '￦', '$', '€', '£', '¥']);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !grouped(digits) {
        return None;
    }
    let value: f64 = if digits.contains(',') { digits.replace(',', "").parse() } else { digits.parse() }.ok()?;
    value.is_finite().then_some(sign * value)
}

/// Whether every comma stands before exactly three digits, so that `1,5` is not read as fifteen.
fn grouped(digits: &str) -> bool {
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none() || (matches!(first.len(), 1..=3) && rest.all(|group| group.len() == 3))
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
    fn words_of_programs_name_nobody() {
        for junk in ["null", "NULL", "undefined", "0", "guest", "NaN", "None", "비회원"] {
            assert!(is_junk_id(junk), "{junk}");
        }
        assert!(!is_junk_id("user_0000"));
        assert!(!is_junk_id("00"));
    }
}
