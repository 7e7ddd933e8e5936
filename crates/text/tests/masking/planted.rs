//! The planted texts: what must be hidden stands between `{kind|` and `}`, all else must stay.
//!
//! `\n` is a new line. `{either|…}` may be hidden or not: a company's public number, a birth date. A line `@rule …` is
//! the workspace's rule for order numbers of the lines after it. Lines are told apart by their place alone: every second
//! text of a file is kept for measuring, and no rule is made by looking at it.

/// A stretch of a text, in scalars; half-open.
#[derive(Debug, Clone)]
pub struct Item {
    pub kind: String,
    pub start: usize,
    pub end: usize,
}

/// Which half of the set a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Rules are made on it.
    Worked,
    /// It is only measured.
    Kept,
}

#[derive(Debug)]
pub struct Planted {
    pub text: String,
    pub items: Vec<Item>,
    pub rule: Option<&'static str>,
    pub half: Half,
}

const FILES: [&str; 12] = [
    include_str!("first.txt"),
    include_str!("chat.txt"),
    include_str!("forms.txt"),
    include_str!("mail.txt"),
    include_str!("speech.txt"),
    include_str!("reviews.txt"),
    include_str!("orders.txt"),
    include_str!("numbers.txt"),
    include_str!("english.txt"),
    include_str!("more.txt"),
    include_str!("traps_ko.txt"),
    include_str!("traps_en.txt"),
];

pub fn all() -> Vec<Planted> {
    FILES.iter().flat_map(|file| of_file(file)).collect()
}

fn of_file(file: &'static str) -> Vec<Planted> {
    let (mut texts, mut rule) = (Vec::new(), None);
    for line in file.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()) {
        if let Some(now) = line.strip_prefix("@rule ") {
            rule = Some(now);
            continue;
        }
        let half = if texts.len() % 2 == 0 { Half::Kept } else { Half::Worked };
        let (text, items) = read(line);
        texts.push(Planted { text, items, rule, half });
    }
    texts
}

/// A line with its items taken out.
fn read(line: &str) -> (String, Vec<Item>) {
    let line = line.replace("\\n", "\n");
    let (mut text, mut items, mut rest) = (String::new(), Vec::new(), line.as_str());
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (kind, after) = after.split_once('|').expect("a kind");
        let (planted, after) = after.split_once('}').expect("an end");
        let start = text.chars().count();
        text.push_str(planted);
        items.push(Item { kind: kind.to_owned(), start, end: text.chars().count() });
        rest = after;
    }
    text.push_str(rest);
    (text, items)
}
