//! Numbers read out: 사오칠구 칠삼이일 …, 공일공에 삼삼팔사 ….

use super::cues::{Cue, cue};
use super::digits::digits;
use super::{Hit, What};

pattern!(
    READ,
    r"(?:[공영일이삼사오육륙칠팔구둘]{1,14}(?:에|의|다시|대시)?[\s,.\-]{0,2}){2,8}[공영일이삼사오육륙칠팔구둘]|[공영일이삼사오육륙칠팔구]{8,16}"
);
/// Fewest digits of a number that is read out.
const LEAST: usize = 8;

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    for m in READ.find_iter(text) {
        let count = m.as_str().chars().filter(|c| *c != '둘').filter_map(super::digits::value).count();
        let groups = m.as_str().split([' ', ',', '.', '-', '에', '의']).map(|group| digits(group).len());
        let (mut long, mut single) = (0, 0);
        for group in groups.filter(|count| *count > 0) {
            long += usize::from(group >= 3);
            single += usize::from(group == 1);
        }
        if count < LEAST || long < 2 && single < LEAST && count != long_run(m.as_str()) {
            continue;
        }
        let what = match (count, cue(text, m.start(), m.end())) {
            (15 | 16, _) => What::Card,
            (_, Cue::Bank) => What::Account,
            _ => What::Phone,
        };
        hits.push(Hit { what, start: m.start(), end: m.end() });
    }
}

/// Digits of the longest group.
fn long_run(found: &str) -> usize {
    found.split([' ', ',', '.', '-']).map(|group| digits(group).len()).max().unwrap_or_default()
}
