//! A text as its words: runs of Korean syllables or of Latin letters, with what stands between them.

#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
    pub korean: bool,
}

#[derive(Debug)]
pub(super) struct Words<'t> {
    pub text: &'t str,
    pub words: Vec<Word<'t>>,
}

fn is_korean(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// `None` for what is part of no word; an apostrophe inside of a Latin word is part of it.
fn kind(c: char) -> Option<bool> {
    match c {
        c if is_korean(c) => Some(true),
        c if c.is_alphabetic() && c < 'ㄱ' => Some(false),
        _ => None,
    }
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let (mut words, mut open): (Vec<Word<'t>>, Option<(usize, bool)>) = (Vec::new(), None);
        let mut close = |open: &mut Option<(usize, bool)>, end: usize| {
            if let Some((start, korean)) = open.take() {
                words.push(Word { text: &text[start..end], start, end, korean });
            }
        };
        for (at, c) in text.char_indices() {
            let now = kind(c);
            if open.is_some_and(|(_, korean)| now != Some(korean)) {
                close(&mut open, at);
            }
            if let (None, Some(korean)) = (open, now) {
                open = Some((at, korean));
            }
        }
        close(&mut open, text.len());
        Self { text, words }
    }

    pub(super) fn get(&self, at: usize) -> Option<Word<'t>> {
        self.words.get(at).copied()
    }

    pub(super) fn before(&self, at: usize) -> Option<Word<'t>> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// What stands between a word and the one before it, or the beginning.
    pub(super) fn gap_before(&self, at: usize) -> &'t str {
        let from = self.before(at).map_or(0, |word| word.end);
        self.get(at).map_or("", |word| &self.text[from..word.start])
    }

    /// What stands between a word and the next, or the end.
    pub(super) fn gap_after(&self, at: usize) -> &'t str {
        let Some(word) = self.get(at) else { return "" };
        &self.text[word.end..self.get(at + 1).map_or(self.text.len(), |next| next.start)]
    }
}
