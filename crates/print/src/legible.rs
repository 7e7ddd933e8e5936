//! Characters that no font at hand can draw are written as `[?]`, counted, and said at the foot: a page never shows
//! an empty box without a word.

use yeojido_domain::{Filter, JourneyMap};

use crate::fonts::Fonts;

const INSTEAD: &str = "[?]";

/// A map whose texts can all be drawn, and how many characters were replaced.
pub(crate) fn legible(map: &JourneyMap, fonts: &Fonts) -> (JourneyMap, u64) {
    let mut map = map.clone();
    let mut missing = 0;
    let mut mend = |text: &mut String| {
        let (mended, lost) = mended(text, fonts);
        *text = mended;
        missing += lost;
    };
    mend(&mut map.name);
    map.segment.iter_mut().for_each(&mut mend);
    for stage in &mut map.stages {
        mend(&mut stage.name);
        stage.owner.iter_mut().chain(&mut stage.moment_of_truth).for_each(&mut mend);
        stage.actions.iter_mut().for_each(|action| mend(&mut action.event));
        stage.channels.iter_mut().filter_map(|channel| channel.channel.as_mut()).for_each(&mut mend);
        stage.thoughts.iter_mut().for_each(|quote| mend(&mut quote.text));
        stage.written.iter_mut().flat_map(|cell| [&mut cell.content.text, &mut cell.by]).for_each(&mut mend);
        let found = stage.pains.iter_mut().chain(&mut stage.delights);
        found.flat_map(|finding| [&mut finding.title.ko, &mut finding.title.en]).for_each(&mut mend);
    }
    (map, missing)
}

/// The predicates of a filter as one line, drawable; and how many characters were replaced.
pub(crate) fn filter(filter: &Filter, fonts: &Fonts) -> (Vec<String>, u64) {
    let mended: Vec<(String, u64)> =
        filter.0.iter().map(|predicate| mended(&crate::head::predicate(predicate), fonts)).collect();
    let missing = mended.iter().map(|(_, lost)| lost).sum();
    (mended.into_iter().map(|(text, _)| text).collect(), missing)
}

fn mended(text: &str, fonts: &Fonts) -> (String, u64) {
    let mut out = String::with_capacity(text.len());
    let mut lost = 0;
    for c in text.chars() {
        if c.is_control() {
            out.push(' ');
        } else if invisible(c) {
            // Nothing to see, nothing to lose.
        } else if c.is_whitespace() || fonts.covers(c) {
            out.push(c);
        } else {
            lost += 1;
            if !out.ends_with(INSTEAD) {
                out.push_str(INSTEAD);
            }
        }
    }
    (out, lost)
}

/// Joiners, variation selectors, marks of direction.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_counted() {
        let fonts = Fonts::new(None, Vec::new()).expect("own fonts");
        assert_eq!(mended("좋아요 👍🏽❤\u{fe0f} 最高", &fonts).0, "좋아요 [?] [?]");
        assert_eq!(mended("그냥\n그래요", &fonts), ("그냥 그래요".to_owned(), 0));
    }
}
