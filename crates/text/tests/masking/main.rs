//! How much of what tells who spoke is hidden, and how much else: by kind, on texts that rules were made on and on
//! texts that they were not.

mod planted;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use planted::{Half, Planted};
use yeojido_text::Masker;

/// Neither asked for nor wrong.
const EITHER: &str = "either";

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    /// Planted items, and those of which every letter or digit is hidden.
    planted: usize,
    found: usize,
    /// Stretches that were hidden, and those that touch no item.
    hidden: usize,
    wrong: usize,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            planted: self.planted + other.planted,
            found: self.found + other.found,
            hidden: self.hidden + other.hidden,
            wrong: self.wrong + other.wrong,
        }
    }

    fn recall(self) -> f64 {
        self.found as f64 / self.planted as f64
    }

    fn precision(self) -> f64 {
        1.0 - self.wrong as f64 / self.hidden as f64
    }
}

#[derive(Debug, Default)]
struct Score {
    kinds: BTreeMap<String, Count>,
    texts: usize,
    /// What went wrong, a text per line.
    told: String,
}

impl Score {
    fn whole(&self) -> Count {
        self.kinds.values().copied().fold(Count::default(), Count::plus)
    }

    fn table(&self) -> String {
        let mut table = String::new();
        let mut row = |kind: &str, count: Count| {
            let Count { planted, found, hidden, wrong } = count;
            let (recall, precision) = (count.recall(), count.precision());
            writeln!(
                table,
                "  {kind:<16} {found:>4} of {planted:>4} {recall:.3}   {wrong:>3} wrong of {hidden:>4} {precision:.3}"
            )
            .expect("memory is there");
        };
        for (kind, count) in &self.kinds {
            row(kind, *count);
        }
        row("all", self.whole());
        table
    }

    fn add(&mut self, planted: &Planted) {
        self.texts += 1;
        let masked = masker(planted.rule).mask(&planted.text);
        let was: Vec<char> = planted.text.chars().collect();
        let now: Vec<char> = masked.text.chars().collect();
        assert_eq!(was.len(), now.len(), "positions moved: {}", planted.text);
        // What lies between groups of digits need not be hidden.
        let open = |at: usize| was[at].is_alphanumeric() && was[at] == now[at];
        for item in planted.items.iter().filter(|item| item.kind != EITHER) {
            let count = self.kinds.entry(item.kind.clone()).or_default();
            count.planted += 1;
            if (item.start..item.end).any(open) {
                tell(&mut self.told, "missed", &item.kind, planted, &masked.text);
            } else {
                count.found += 1;
            }
        }
        for found in &masked.found {
            let touched = |either: bool| {
                let mut items = planted.items.iter().filter(|item| (item.kind == EITHER) == either);
                items.any(|item| item.start < found.end && found.start < item.end)
            };
            if touched(true) && !touched(false) {
                continue;
            }
            let count = self.kinds.entry(found.what.as_str().to_owned()).or_default();
            count.hidden += 1;
            if !touched(false) {
                count.wrong += 1;
                tell(&mut self.told, "wrong", found.what.as_str(), planted, &masked.text);
            }
        }
    }
}

fn tell(told: &mut String, how: &str, kind: &str, planted: &Planted, masked: &str) {
    writeln!(told, "{how} {kind}: {:?} -> {masked:?}", planted.text).expect("memory is there");
}

fn masker(rule: Option<&str>) -> Masker {
    rule.map_or_else(Masker::new, |rule| Masker::with_orders(rule).expect("a rule"))
}

fn score<'a>(texts: impl Iterator<Item = &'a Planted>) -> Score {
    let mut score = Score::default();
    texts.for_each(|planted| score.add(planted));
    score
}

fn say(what: &str) {
    use std::io::Write as _;
    writeln!(std::io::stderr(), "{what}").expect("stderr is open");
}

#[test]
fn nearly_all_that_was_planted_is_hidden_and_little_else() {
    let texts = planted::all();
    let worked = score(texts.iter().filter(|text| text.half == Half::Worked));
    let kept = score(texts.iter().filter(|text| text.half == Half::Kept));
    for (name, score) in [("worked on", &worked), ("kept aside", &kept)] {
        say(&format!("{name}: {} texts\n{}", score.texts, score.table()));
    }
    // Only of the half that rules are made on may anybody read what went wrong.
    let told = format!("{}/masking-worked-on.txt", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&told, &worked.told).expect("the build's directory can be written");
    say(&format!("what went wrong on the half worked on: {told}"));
    let whole = worked.whole().plus(kept.whole());
    assert!(whole.planted >= 1_000, "only {} planted", whole.planted);
    assert!(whole.recall() >= 0.98, "recall {:.4}", whole.recall());
    assert!(whole.precision() >= 0.97, "precision {:.4}", whole.precision());
}

#[test]
fn texts_in_which_nobody_was_planted_are_many_and_nearly_all_stay_as_they_were() {
    let texts = planted::all();
    let plain: Vec<&Planted> = texts.iter().filter(|text| text.items.is_empty()).collect();
    let changed = plain.iter().filter(|text| !masker(text.rule).mask(&text.text).found.is_empty()).count();
    say(&format!("{changed} of {} texts without anything to hide were changed", plain.len()));
    assert!(plain.len() >= 300);
    assert!(changed * 50 <= plain.len(), "{changed} of {} were changed", plain.len());
}

#[test]
fn masking_takes_no_time_that_anybody_would_notice() {
    let texts = planted::all();
    let masker = Masker::new();
    let _ = masker.mask("the patterns are built before the clock starts");
    let (mut done, start) = (0_u32, Instant::now());
    while start.elapsed().as_millis() < 1_000 {
        texts.iter().for_each(|planted| drop(masker.mask(&planted.text)));
        done += texts.len() as u32;
    }
    say(&format!("{:.0} texts/s in this build", f64::from(done) / start.elapsed().as_secs_f64()));
}
