//! Digits in any dress: wide, circled, or written out (공일공).

use super::around;

/// A digit in any dress. 이, 일 and the like are words elsewhere, so that they count only amid other digits.
pub(super) const D: &str = "[0-9①-⑨⓪공영일이삼사오육륙칠팔구]";
/// What people put between digits.
pub(super) const S: &str = r"[\s\-.·•・∙‧ㆍ,()/_~ㅡ:|]{0,3}";

pub(super) fn value(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '①'..='⑨' => u32::from(c) - u32::from('①') + 1,
        '⓪' | '공' | '영' | 'O' | 'o' => 0,
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

pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(value).collect()
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Whether no digit touches a stretch, so that it is no part of a longer number.
pub(super) fn alone(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = around(text, start, end);
    !is_digit(before) && !is_digit(after)
}

/// Whether a stretch is no part of a longer run of groups either: 9400 1000 0000 0000 0000 00.
pub(super) fn apart(text: &str, start: usize, end: usize) -> bool {
    let joined = |c: Option<char>| matches!(c, Some('-' | ' ' | '.'));
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    let (one, two) = (before.next(), before.next());
    let (three, four) = (after.next(), after.next());
    let longer = joined(one) && is_digit(two) || joined(three) && is_digit(four);
    let coded = one.is_some_and(|c| c.is_ascii_alphabetic());
    alone(text, start, end) && !longer && !coded
}
