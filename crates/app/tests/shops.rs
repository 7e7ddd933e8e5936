//! Small shops with planted truths: how many of them are among the first five findings of the journey that is suggested,
//! and how many findings are about nothing that was planted.
//!
//! A few seeds run always; `YEOJIDO_SHOPS=24 cargo test -p yeojido-app --test shops -- --nocapture` prints the table of more.

#![allow(clippy::print_stdout, reason = "the table is what a person runs it for")]

mod shops {
    pub mod company;
    pub mod judge;
    pub mod truth;
}

use shops::company::Shop;
use shops::judge::{Judged, judge};
use yeojido_app::map::{self, Question};
use yeojido_app::{DataFolder, journeys};
use yeojido_domain::{Filter, LocalText, Micros, Period, WorkspaceName, Zone};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

/// Draws the journey that is suggested, unaided, and holds what it finds against what was planted.
async fn drawn(seed: u64) -> (Shop, Judged) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("shop").expect("a name");
    let workspace =
        folder.workspace_or_new(&name, LocalText::One("shop".into()), true, NOW).await.expect("a workspace");
    let mut shop = Shop::of(seed);
    let (events, voices) = (std::mem::take(&mut shop.events), std::mem::take(&mut shop.voices));
    let batch = Batch { source: "shop".into(), events, voices, ..Batch::default() };
    workspace.lake.append(batch, None).await.expect("an append");
    let journey = journeys::suggest(&workspace).await.expect("an answer").definition.expect("a journey");
    journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    let question = Question {
        journey: journey.id.clone(),
        version: None,
        lake_version: None,
        period: Period::all(Zone::seoul()),
        filter: Filter::default(),
    };
    let found = map::findings(&workspace, &question, NOW).await.expect("findings");
    let judged = judge(&shop, &journey, &found);
    (shop, judged)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planted_in_small_shops_is_among_the_first_five_findings() {
    let more = std::env::var("YEOJIDO_SHOPS").ok().and_then(|count| count.parse::<u64>().ok());
    let (mut planted, mut first, mut anywhere, mut told, mut wrong) = (0, 0, 0, 0, 0);
    for seed in 0..more.unwrap_or(3) {
        let (shop, judged) = drawn(seed).await;
        planted += shop.truths.len();
        first += judged.ranks.iter().flatten().filter(|rank| **rank <= 5).count();
        anywhere += judged.ranks.iter().flatten().count();
        told += judged.told;
        wrong += judged.about_nothing.len();
        for (truth, rank) in shop.truths.iter().zip(&judged.ranks) {
            println!("{seed:3} {:5} {truth}", rank.map_or("–".to_owned(), |rank| rank.to_string()));
        }
        judged.about_nothing.iter().for_each(|title| println!("{seed:3} false {title}"));
        if more.is_some() {
            judged.seen.iter().for_each(|line| println!("{seed:3}       {line}"));
        }
    }
    println!(
        "{planted} planted, {first} among the first five, {anywhere} anywhere; {told} told, {wrong} about nothing"
    );
    if more.is_none() {
        assert!(first + 1 >= planted, "{first} of {planted} among the first five");
        assert!(wrong <= 1, "{wrong} of {told} findings are about nothing that was planted");
    }
}
