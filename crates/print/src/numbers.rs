//! How numbers, spans of time and days are written: as on screen, to the letter. The minus is U+2212.

use jiff::civil::Date;
use yeojido_domain::{KpiCell, Micros, Zone};

use crate::Lang;

const MINUS: char = '−';
const DAY_S: f64 = 86_400.0;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The size of a number with so many digits after the point and a comma every thousand. Halves go up on what is
/// written in decimals (12.25 → 12.3), as a reader would round, not on what the machine holds.
fn fixed(value: f64, digits: usize) -> String {
    let written = format!("{}", value.abs());
    let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
    let mut figures: Vec<u8> =
        whole.bytes().chain((0..digits).map(|at| part.as_bytes().get(at).copied().unwrap_or(b'0'))).collect();
    if part.as_bytes().get(digits).is_some_and(|next| *next >= b'5') {
        let mut at = figures.len();
        loop {
            if at == 0 {
                figures.insert(0, b'1');
                break;
            }
            at -= 1;
            if figures[at] == b'9' {
                figures[at] = b'0';
            } else {
                figures[at] += 1;
                break;
            }
        }
    }
    let whole = figures.len() - digits;
    let mut out = String::new();
    for (at, figure) in figures.iter().enumerate() {
        if at == whole {
            out.push('.');
        } else if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(char::from(*figure));
    }
    out
}

fn is_zero(written: &str) -> bool {
    written.chars().all(|c| matches!(c, '0' | '.'))
}

/// −88210.4 of won → `−₩88,210`; other money by its three letters: `EUR 1,200`.
pub(crate) fn money(amount: f64, currency: &str) -> String {
    let figures = fixed(amount, 0);
    let sign = if amount < 0.0 && !is_zero(&figures) { MINUS.to_string() } else { String::new() };
    if currency == "KRW" { format!("{sign}₩{figures}") } else { format!("{currency} {sign}{figures}") }
}

/// 48210 → `48,210`.
pub(crate) fn count(value: u64) -> String {
    let figures = value.to_string();
    let mut out = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

/// Without a forced sign: −2.5 → `−2.5`.
pub(crate) fn plain(value: f64, digits: usize) -> String {
    let written = fixed(value, digits);
    if value < 0.0 && !is_zero(&written) { format!("{MINUS}{written}") } else { written }
}

/// On a scale that has a zero: 0.5 → `+0.5`, −1.1 → `−1.1`, 0 → `0.0`.
pub(crate) fn signed(value: f64, digits: usize) -> String {
    let written = fixed(value, digits);
    if is_zero(&written) {
        return written;
    }
    format!("{}{written}", if value < 0.0 { MINUS } else { '+' })
}

/// A ratio 0…1 as per cent: 0.661 → `66.1%`.
pub(crate) fn share(value: f64, digits: usize) -> String {
    format!("{}%", plain(value * 100.0, digits))
}

/// `part` of `whole` as a ratio; nothing of nothing is 0.
#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
pub(crate) fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// `[−1.2, −1.0]` for what has a sign.
pub(crate) fn signed_interval(low: f64, high: f64, digits: usize) -> String {
    format!("[{}, {}]", signed(low, digits), signed(high, digits))
}

/// A figure's value and interval: NPS as points with a sign, shares as per cent, ease (a mean on seven) as it is.
pub(crate) fn kpi(cell: &KpiCell) -> (String, Option<String>) {
    let both = cell.low.zip(cell.high);
    if cell.id == "nps" {
        let interval = both.map(|(low, high)| signed_interval(low * 100.0, high * 100.0, 0));
        return (signed(cell.value * 100.0, 0), interval);
    }
    if cell.id != "ces" && cell.value.abs() <= 1.0 {
        let interval = both.map(|(low, high)| format!("{}–{}", plain(low * 100.0, 1), plain(high * 100.0, 1)));
        return (share(cell.value, 1), interval);
    }
    (plain(cell.value, 1), both.map(|(low, high)| format!("{}–{}", plain(low, 1), plain(high, 1))))
}

/// A span of time in the unit that suits it: 120 → `2분`, 275 000 → `3.2일`.
pub(crate) fn span(seconds: f64, lang: Lang) -> String {
    let [s, min, h, d] = match lang {
        Lang::Ko => ["초", "분", "시간", "일"],
        Lang::En => [" s", " min", " h", " d"],
    };
    let small = |value: f64, unit: &str| {
        let rounded = plain(value, 1);
        let digits = usize::from(value < 10.0 && !rounded.ends_with(".0"));
        format!("{}{unit}", plain(value, digits))
    };
    if seconds < 59.5 {
        format!("{}{s}", plain(seconds, 0))
    } else if seconds < 3_570.0 {
        format!("{}{min}", plain(seconds / 60.0, 0))
    } else if seconds < DAY_S {
        small(seconds / 3_600.0, h)
    } else {
        small(seconds / DAY_S, d)
    }
}

fn day(date: Date, lang: Lang, short: bool) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    let month = usize::try_from(m - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    match (lang, short) {
        (Lang::Ko, true) => format!("{m}. {d}."),
        (Lang::Ko, false) => format!("{y}. {m}. {d}."),
        (Lang::En, true) => format!("{d} {month}"),
        (Lang::En, false) => format!("{d} {month} {y}"),
    }
}

/// `2026. 5. 23. – 11. 22.`: the year once when it is the same.
pub(crate) fn days(from: Date, to: Date, lang: Lang) -> String {
    let same = from.year() == to.year();
    let (first, last) = (day(from, lang, same && lang == Lang::En), day(to, lang, same && lang == Lang::Ko));
    format!("{first} – {last}")
}

/// Day and minute: `2026. 11. 17. 09:30`.
pub(crate) fn moment(at: Micros, zone: &Zone, lang: Lang) -> String {
    let here = at.timestamp().to_zoned_datetime(zone.time_zone().clone());
    format!("{} {:02}:{:02}", day(here.date(), lang, false), here.hour(), here.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_on_screen() {
        assert_eq!(count(48_210), "48,210");
        assert_eq!(plain(1234.56, 1), "1,234.6");
        assert_eq!(plain(999.96, 1), "1,000.0");
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(signed(-1.1, 1), "−1.1");
        assert_eq!(share(0.661, 1), "66.1%");
        assert_eq!(plain(0.5, 0), "1");
        assert_eq!(plain(12.25, 1), "12.3");
        assert_eq!(signed_interval(-1.2, 0.3, 1), "[−1.2, +0.3]");
    }

    #[test]
    fn spans_take_the_unit_that_suits_them() {
        assert_eq!(span(120.0, Lang::Ko), "2분");
        assert_eq!(span(275_000.0, Lang::Ko), "3.2일");
        assert_eq!(span(3_600.0, Lang::En), "1 h");
        assert_eq!(span(39_600.0, Lang::Ko), "11시간");
    }

    #[test]
    fn a_year_is_written_once() {
        let (a, b) = (jiff::civil::date(2026, 5, 23), jiff::civil::date(2026, 11, 22));
        assert_eq!(days(a, b, Lang::Ko), "2026. 5. 23. – 11. 22.");
        assert_eq!(days(a, b, Lang::En), "23 May – 22 Nov 2026");
        assert_eq!(days(jiff::civil::date(2025, 5, 23), b, Lang::En), "23 May 2025 – 22 Nov 2026");
    }
}
