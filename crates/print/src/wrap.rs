//! Breaking a text into lines: between words (Korean keeps its words whole), and inside a word only when it alone is
//! wider than the column, then best after `_`, `-`, `.` or `/`, of which names from data are made.

use crate::fonts::Measure;
use crate::mark::Style;

/// Lines of a text that each fit into `room`.
pub(crate) fn lines(measure: &Measure<'_>, text: &str, style: &Style, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if measure.width(&longer, style) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while measure.width(rest, style) > room {
            let at = inside(measure, rest, style, room);
            lines.push(rest[..at].to_owned());
            rest = &rest[at..];
        }
        rest.clone_into(&mut line);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Where a word that is too wide is broken: after the last sign of a joint that fits, else after the last letter that
/// fits, and never before the first.
fn inside(measure: &Measure<'_>, word: &str, style: &Style, room: f32) -> usize {
    let mut fits = word.chars().next().map_or(word.len(), char::len_utf8);
    let mut joint = None;
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        if measure.width(&word[..end], style) > room {
            break;
        }
        fits = fits.max(end);
        if matches!(c, '_' | '-' | '.' | '/') && end < word.len() {
            joint = Some(end);
        }
    }
    joint.unwrap_or(fits)
}

/// At most `most` lines; the last one ends in “…” when the text was longer, and then the second value is true.
pub(crate) fn clamped(measure: &Measure<'_>, text: &str, style: &Style, room: f32, most: usize) -> (Vec<String>, bool) {
    let mut all = lines(measure, text, style, room);
    if all.len() <= most {
        return (all, false);
    }
    all.truncate(most);
    if let Some(last) = all.last_mut() {
        while !last.is_empty() && measure.width(&format!("{last}…"), style) > room {
            last.pop();
        }
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    (all, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fonts;

    fn broken(text: &str, room: f32) -> Vec<String> {
        lines(&Measure::new(&Fonts::new(None, Vec::new()).expect("own fonts")), text, &Style::BODY, room)
    }

    #[test]
    fn korean_breaks_between_words_only() {
        let text = "배송 완료 문자를 받고 조퇴까지 했는데 물건은 다음 날 왔습니다.";
        let found = broken(text, 110.0);
        assert!(found.len() > 2);
        assert_eq!(found.join(" "), text);
    }

    #[test]
    fn a_word_wider_than_the_column_is_broken_inside() {
        let text = "가나다라마바사아자차카타파하가나다라마바사";
        let found = broken(text, 60.0);
        assert!(found.len() > 3 && found.iter().rev().skip(1).all(|line| line.chars().count() > 2), "{found:?}");
        assert_eq!(found.concat(), text);
    }

    #[test]
    fn names_from_data_break_at_their_joints() {
        assert_eq!(broken("checkout_payment_method_selected", 117.0), ["checkout_payment_", "method_selected"]);
    }

    #[test]
    fn no_column_is_too_narrow_to_end() {
        assert_eq!(broken("가나", 1.0), ["가", "나"]);
    }

    #[test]
    fn what_is_cut_says_so() {
        let fonts = Fonts::new(None, Vec::new()).expect("own fonts");
        let measure = Measure::new(&fonts);
        let (found, cut) = clamped(&measure, "하나 둘 셋 넷 다섯 여섯 일곱 여덟", &Style::BODY, 60.0, 2);
        assert!(cut && found.len() == 2 && found[1].ends_with('…'), "{found:?}");
        assert!(measure.width(&found[1], &Style::BODY) <= 60.0);
    }
}
