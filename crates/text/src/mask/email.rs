//! E-mail addresses, also where signs are written out or mistyped.

use super::{Hit, What};

/// What stands for @.
const AT: &str = r"(?:\s{0,2}(?:@|\(at\)|\[at\]|\(골뱅이\)|골뱅이|골벵이|앳)\s{0,2})";
/// What stands for a dot.
const POINT: &str = r"(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s|닷|점)\s?)";

pattern!(
    WRITTEN,
    &format!(
        r"(?i)[a-z0-9](?:[a-z0-9._%+\-]*[a-z0-9_\-])?{AT}[a-z0-9\-]+(?:{POINT}[a-z0-9\-]+)*(?:{POINT}(?:컴|넷|케이알)|,\s?(?:com|net|org|co|kr)\b)?"
    )
);
pattern!(
    NAMED,
    r"(?i)[a-z0-9][a-z0-9._%+\-]{1,}\s{0,2}(?:@|골뱅이|앳)\s{0,2}(?:네이버|지메일|다음|한메일|카카오|핫메일|네이트|naver|gmail|daum|hanmail|kakao)(?:\s?(?:\.|닷|점)?\s?(?:com|net|컴|넷))?"
);
pattern!(KOREAN, r"[가-힣]{1,8}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+");
pattern!(
    SAID,
    r"(?i)\b[a-z0-9]+(?:(?:\sdot\s|\.|_|\sunderscore\s)[a-z0-9]+)*\sat\s[a-z0-9\-]+(?:(?:\sdot\s|\.)[a-z]{2,})+\b"
);

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let mut hide = |start, end| hits.push(Hit { what: What::Email, start, end });
    if text.contains('@') || text.contains('골') || text.contains('앳') || text.contains("at)") || text.contains("at]")
    {
        for m in WRITTEN.find_iter(text) {
            if is_address(m.as_str()) {
                hide(m.start(), m.end());
            }
        }
        for rule in [&*NAMED, &*KOREAN] {
            rule.find_iter(text).for_each(|m| hide(m.start(), m.end()));
        }
    }
    for m in SAID.find_iter(text) {
        // "at ten. The adviser": a sentence ends there.
        if m.as_str().contains(" dot ") || !m.as_str().contains(". ") && ends_large(m.as_str()) {
            hide(m.start(), m.end());
        }
    }
}

/// "tom at example.com" and not "at ten.The".
fn ends_large(found: &str) -> bool {
    const ENDS: &[&str] = &["com", "net", "org", "kr", "edu", "io", "co", "uk", "de"];
    found.rsplit('.').next().is_some_and(|end| ENDS.contains(&end.to_ascii_lowercase().as_str()))
}

/// A host has letters, and what was mistyped (`example,com`, `examplecom`) at least four of them.
fn is_address(found: &str) -> bool {
    let Some((_, host)) = found.rsplit_once(['@', ')', ']', '이', '앳']) else { return false };
    let letters = host.chars().filter(|c| c.is_alphabetic()).count();
    letters >= if host.contains('.') { 2 } else { 4 }
}
