//! A text as keys are looked for in it: without spaces, since half of them are where nobody else would put them
//! (`앱이자꾸튕겨요`), with the places remembered where words begin.

use crate::grams::normalise;

/// Spellings that are frequent and wrong, each beside the one that keys are written in.
const MISSPELT: [(&str, &str); 8] = [
    ("않되", "안되"),
    ("않와", "안와"),
    ("않오", "안오"),
    ("됬", "됐"),
    ("돼", "되"),
    ("왓", "왔"),
    ("햇", "했"),
    ("엇", "었"),
];

/// Lower case, runs of signs as one, `돼` as `되`.
pub(super) fn spelt(text: &str) -> String {
    let mut text = normalise(text);
    for (wrong, right) in MISSPELT {
        if text.contains(wrong) {
            text = text.replace(wrong, right);
        }
    }
    text
}

/// A text without spaces and stops.
#[derive(Debug)]
pub(crate) struct Squeezed {
    pub text: String,
    /// Bytes of `text` at which a word begins, ascending; its length is the last.
    starts: Vec<usize>,
}

impl Squeezed {
    pub(crate) fn new(text: &str) -> Self {
        let spelt = spelt(text);
        let mut squeezed = String::with_capacity(spelt.len());
        let mut starts = Vec::new();
        let mut open = false;
        for letter in spelt.chars() {
            // Apostrophes and hyphens stand within words: `doesn't`, `sign-up`.
            if letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '/') && open {
                if !open {
                    starts.push(squeezed.len());
                }
                squeezed.push(if letter == '’' { '\'' } else { letter });
                open = true;
            } else {
                open = false;
            }
        }
        starts.push(squeezed.len());
        Self { text: squeezed, starts }
    }

    /// Whether a word begins at this byte, or the text ends there.
    pub(super) fn is_border(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok()
    }

    /// The borders inside a stretch, without its ends.
    pub(super) fn borders(&self, from: usize, to: usize) -> &[usize] {
        let first = self.starts.partition_point(|start| *start <= from);
        let last = self.starts.partition_point(|start| *start < to);
        &self.starts[first..last.max(first)]
    }

    /// Its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.starts.windows(2).map(|pair| &self.text[pair[0]..pair[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remembered_where_spaces_were() {
        let text = Squeezed::new("앱이 자꾸, 안 돼요!! Doesn’t");
        assert_eq!(text.text, "앱이자꾸안되요doesn't");
        assert_eq!(text.words().collect::<Vec<_>>(), ["앱이", "자꾸", "안", "되요", "doesn't"]);
        assert!(text.is_border(6) && !text.is_border(3));
        assert_eq!(text.borders(0, 15), [6, 12]);
    }
}
