//! Words by which names are told from what is none; the lists are `assets/names/*.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

type Words = LazyLock<FxHashSet<&'static str>>;

fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

macro_rules! list {
    ($name:ident, $file:literal) => {
        pub(super) static $name: Words = LazyLock::new(|| words(include_str!(concat!("../../assets/names/", $file))));
    };
}

list!(TITLES, "titles.txt");
list!(KIN, "kin.txt");
list!(NOBODY, "nobody.txt");
list!(NATIVE, "native.txt");
list!(FOREIGN, "foreign.txt");
list!(COMMON, "common.txt");
list!(NOUNS, "nouns.txt");
list!(SEEDS, "seeds.txt");
list!(LARGE, "large.txt");

/// Given names in English letters, and those of them that are words as well.
pub(super) static FIRST: Words = LazyLock::new(|| words(first().0));
pub(super) static FIRST_OR_WORD: Words = LazyLock::new(|| words(first().1));

fn first() -> (&'static str, &'static str) {
    let list = include_str!("../../assets/names/first.txt");
    list.split_once("# Words too").unwrap_or((list, ""))
}

/// Whether a word is one of a list that is written with bars between.
pub(super) fn one_of(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}
