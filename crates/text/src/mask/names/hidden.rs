//! Names that somebody hid in part: 김*수, 이○영, 박**, 김OO.

use super::super::{Hit, What, around};
use super::shape::is_family;

pattern!(STARRED, r"[가-힣]{1,2}[*○◯〇●△☆★□■ㅇ]{1,3}[가-힣]?");
pattern!(
    LETTERED,
    r"[가-힣](?:[OoXx0]{2}|[OoXx0][가-힣]|ㅇ{2}|ㅇ[가-힣])(?:님|씨| ?고객| ?회원|[,/\s.)]|이라|라고|이에요|입니다|$)"
);

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    if !text.contains(['*', '○', '◯', '〇', '●', '△', '☆', '★', '□', '■', 'O', 'o', 'X', 'x', '0', 'ㅇ'])
    {
        return;
    }
    for m in STARRED.find_iter(text) {
        let first = m.as_str().chars().take_while(|c| ('가'..='힣').contains(c)).collect::<String>();
        let family = is_family(&first) || first.chars().next().is_some_and(|c| is_family(&c.to_string()));
        let apart = !around(text, m.start(), m.start()).0.is_some_and(char::is_alphanumeric);
        if family && apart && !m.as_str().contains('ㅇ') {
            // A particle behind the last star is no part of the name.
            hits.push(Hit { what: What::Name, start: m.start(), end: m.end() });
        }
    }
    for m in LETTERED.find_iter(text) {
        let family = m.as_str().chars().next().is_some_and(|c| is_family(&c.to_string()));
        let apart = !around(text, m.start(), m.start()).0.is_some_and(char::is_alphanumeric);
        if family && apart {
            let end = m.as_str().char_indices().nth(3).map_or(m.as_str().len(), |(at, _)| at);
            hits.push(Hit { what: What::Name, start: m.start(), end: m.start() + end });
        }
    }
}
