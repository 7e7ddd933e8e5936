//! Addresses in English letters, at home and abroad.

use super::{Hit, What};

const STREET: &str = r"(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|square|sq|highway|hwy|parkway|pkwy|circle|crescent|close|gardens|grove|row|mews|walk|quay|trail|loop|hill|alley|plaza|pike)\b\.?";
/// A flat before or behind the street.
const FLAT: &str =
    r"(?i:(?:apt|apartment|unit|suite|ste|flat|fl|floor|room|rm)\.? ?#?[a-z0-9\-]+|#[a-z0-9\-]+|\d{1,3}f)";
/// Town, state and code behind it.
const TOWN: &str = r"(?:,? [A-Z][A-Za-z'\-]+(?: [A-Z][a-z]+){0,2})?(?:,? [A-Z]{2}\b)?(?:,? (?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))?";

pattern!(
    ROAD,
    &format!(
        r"\b(?:{FLAT},? )?\d{{1,5}}[A-Z]?(?:-\d{{1,4}})?,? (?:(?:[A-Z0-9][A-Za-z0-9.'’\-]* ){{1,3}}|[a-z]+ ){STREET}(?:,? {FLAT})?{TOWN}{TOWN}"
    )
);
pattern!(BOX, &format!(r"(?i:\bP\.?O\.? box) \d+{TOWN}{TOWN}"));
pattern!(
    ROMAN,
    r"(?i)(?:(?:apt|unit|room|#|\d{1,4}-dong|\d{1,4}-ho|\d{1,2}f)[ ,.#0-9\-a-z]{0,20},? ?)?(?:\d{1,5}(?:-\d{1,4})?,? )[a-z0-9\-]+(?:-ro|-gil|-daero|-dong|-ri)(?:,? ?\d+(?:beon)?-?gil)?\b(?: ?\d*(?:beon)?-gil)?(?:,? [a-z\-]+(?:-gu|-si|-gun|-do|-dong|-eup|-myeon))*(?:,? (?:seoul|busan|incheon|daegu|daejeon|gwangju|ulsan|sejong|jeju|korea))*(?:,? \d{5})?"
);
pattern!(
    ROMAN_UNIT,
    r"\b\d{1,4}-\d{1,4},? [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)? (?i:apt|apartments?|villa|officetel)\b\.?(?:,? [A-Za-z\-]+(?:-gu|-si|-gun|-do|-dong))*(?:,? (?i:seoul|busan|incheon|daegu|daejeon|gwangju|ulsan|sejong|jeju|korea))*"
);

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    if !(text.bytes().any(|c| c.is_ascii_digit()) && text.bytes().any(|c| c.is_ascii_alphabetic())) {
        return;
    }
    for rule in [&*ROAD, &*BOX, &*ROMAN, &*ROMAN_UNIT] {
        let found = rule.find_iter(text);
        hits.extend(found.map(|m| Hit { what: What::Address, start: m.start(), end: m.end() }));
    }
}
