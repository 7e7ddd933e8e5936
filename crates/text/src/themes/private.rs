//! A theme is kept and shown to everybody, so it may not be called after somebody: what customers say again and again may be the
//! name of one who serves them.

use yeojido_domain::Statement;

use super::catalogue::Catalogue;
use super::entry::{Entry, ThemeId};
use crate::mask::Masker;

/// Statements with a word that are looked at: what masking hides of them tells.
const LOOKED: usize = 100;

impl Catalogue {
    /// Takes out those of the new themes whose words masking hides where they were said, and says which.
    pub fn without_names(&mut self, added: &[ThemeId], statements: &[&Statement], masker: &Masker) -> Vec<ThemeId> {
        let mut gone = Vec::new();
        for id in added {
            let words = self.entry(id).map(words).unwrap_or_default();
            if words.iter().any(|word| is_hidden(word, statements, masker)) {
                gone.push(id.clone());
            }
        }
        self.entries.retain(|entry| !gone.contains(&entry.id));
        gone
    }
}

/// All words of a theme, in small letters.
fn words(entry: &Entry) -> Vec<String> {
    let names = [&entry.ko, &entry.en].into_iter().flat_map(|name| name.split_whitespace());
    let keys = entry.about.iter().chain(&entry.said).flat_map(|key| key.split(['&', '!', '~', '_']));
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    names.chain(keys).map(bare).filter(|word| word.chars().count() >= 2).collect()
}

fn is_hidden(word: &str, statements: &[&Statement], masker: &Masker) -> bool {
    let with = statements.iter().filter(|statement| statement.text.to_lowercase().contains(word));
    with.take(LOOKED).any(|statement| !masker.mask(&statement.text).text.to_lowercase().contains(word))
}
