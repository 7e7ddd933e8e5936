//! Nothing moves as data grow: with a tenth more, at least 95 % of statements keep their themes; in another order, all do.

use std::time::Instant;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use yeojido_domain::Statement;
use yeojido_text::{Catalogue, Heard, Reader, ThemeId, Windows};

use crate::said::{corpus, day, demo, heard, statements};

fn themes(catalogue: &Catalogue, of: &[&Statement]) -> Vec<Vec<ThemeId>> {
    let reader = Reader::new(catalogue);
    let ids = |it: &&Statement| reader.read(it).iter().map(|at| catalogue.entries()[*at].id.clone()).collect();
    of.iter().map(ids).collect()
}

fn kept(one: &[Vec<ThemeId>], two: &[Vec<ThemeId>]) -> f64 {
    one.iter().zip(two).filter(|(a, b)| a == b).count() as f64 / one.len() as f64
}

/// Of statements known before a tenth came, the share that keeps its themes: while the catalogue goes on growing, and
/// when a catalogue is made anew of all data.
fn a_tenth_more(all: &[&Statement], seed: u64) -> (f64, f64) {
    let mut shuffled = all.to_vec();
    shuffled.shuffle(&mut StdRng::seed_from_u64(seed));
    let known = &shuffled[..shuffled.len() * 10 / 11];
    let mut catalogue = Catalogue::shipped();
    catalogue.grow(known);
    let before = themes(&catalogue, known);
    let names: Vec<(ThemeId, String)> =
        catalogue.entries().iter().map(|entry| (entry.id.clone(), entry.ko.clone())).collect();
    catalogue.grow(&shuffled);
    let still: Vec<(ThemeId, String)> =
        catalogue.entries().iter().take(names.len()).map(|entry| (entry.id.clone(), entry.ko.clone())).collect();
    assert_eq!(names, still, "no theme loses its id, name or place");
    let mut anew = Catalogue::shipped();
    anew.grow(&shuffled);
    (kept(&before, &themes(&catalogue, known)), kept(&before, &themes(&anew, known)))
}

#[test]
fn with_a_tenth_more_data_assignments_stay() {
    let demo = demo();
    let (korean, english) = (corpus("ko", ""), corpus("en", ""));
    for (what, spoken) in [("demo", demo), ("corpus ko", &korean[..]), ("corpus en", &english[..])] {
        let all = statements(spoken);
        for seed in 1..=5 {
            let (grown, anew) = a_tenth_more(&all, seed);
            println!("{what}, seed {seed}: {:.2} % stay, {:.2} % when made anew", 100.0 * grown, 100.0 * anew);
            assert!(grown >= 0.95 && anew >= 0.95, "{what}, seed {seed}: {grown:.4}, {anew:.4}");
        }
    }
}

#[test]
fn another_order_makes_the_same_catalogue_and_the_same_themes() {
    let spoken = demo();
    let all = statements(spoken);
    let mut catalogue = Catalogue::shipped();
    catalogue.grow(&all);
    let mut shuffled = all.clone();
    shuffled.shuffle(&mut StdRng::seed_from_u64(1));
    let mut other = Catalogue::shipped();
    other.grow(&shuffled);
    assert_eq!(catalogue, other);
}

/// Whatever company they are said to, shipped themes are the same.
#[test]
fn a_statement_has_the_same_shipped_theme_in_every_company() {
    let (demo, hotels) = (demo(), corpus("ko", "travel"));
    let (mut one, mut two) = (Catalogue::shipped(), Catalogue::shipped());
    one.grow(&statements(demo));
    two.grow(&statements(&hotels));
    let shipped = |themes: Vec<Vec<ThemeId>>| -> Vec<Vec<ThemeId>> {
        let known = Catalogue::shipped();
        let specific = |id: &ThemeId| known.entry(id).is_some_and(|entry| !entry.said.is_empty());
        themes.into_iter().map(|ids| ids.into_iter().filter(specific).collect()).collect()
    };
    let all = statements(demo);
    assert_eq!(shipped(themes(&one, &all)), shipped(themes(&two, &all)));
}

#[test]
fn twenty_thousand_statements_take_seconds() {
    let all: Vec<Heard<'_>> = heard(demo()).into_iter().cycle().take(20_000).collect();
    let of: Vec<&Statement> = all.iter().map(|it| it.statement).collect();
    let started = Instant::now();
    let mut catalogue = Catalogue::shipped();
    catalogue.grow(&of);
    let grown = started.elapsed();
    let windows = Windows::weeks(day(2026, 11, 23), 4, 20);
    catalogue.emerge(&all, &windows);
    let emerged = started.elapsed();
    let found = catalogue.themes(&all, &windows);
    let shown = started.elapsed();
    println!("{} statements: grown {grown:.1?}, emerged {emerged:.1?}, shown {shown:.1?}", found.spoken);
    assert!(shown.as_secs() < 60, "{shown:?}");
}
