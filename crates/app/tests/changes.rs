//! What changed, on the demo company whose truths are known.

use std::collections::HashMap;
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use yeojido_app::map::{self, Against, Lang, Question};
use yeojido_app::{DataFolder, Workspace, journeys};
use yeojido_domain::{
    Change, ChangeSpan, ComparedBy, ComparedVerdict, Filter, JourneyId, LocalText, Micros, Period, WorkspaceName, Zone,
};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

async fn workspace(folder: &DataFolder, customers: usize) -> Arc<Workspace> {
    let company = yeojido_demo::company(yeojido_demo::SEED, customers).expect("the corpus");
    let (events, voices, customers) = (company.events, company.voices, company.customers);
    filled(folder, Batch { source: "maru".into(), events, voices, customers, ..Batch::default() }).await
}

async fn filled(folder: &DataFolder, batch: Batch) -> Arc<Workspace> {
    let name = WorkspaceName::new("demo").expect("a name");
    let title = LocalText::One("demo".into());
    let workspace = folder.workspace_or_new(&name, title, true, NOW).await.expect("a workspace");
    for journey in yeojido_demo::journeys().expect("both journeys") {
        journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    }
    workspace.lake.append(batch, None).await.expect("an append");
    workspace
}

fn until(to: &str) -> Question {
    Question {
        journey: JourneyId::new("first-purchase").expect("an id"),
        version: None,
        lake_version: None,
        period: Period::parse(None, Some(to), Zone::seoul()).expect("a day"),
        filter: Filter::default(),
    }
}

/// A change that a planted truth implies: up to when one looks, what changed where, for better or worse, and words of what it
/// goes along with.
struct Implied {
    until: &'static str,
    span: ChangeSpan,
    stage: &'static str,
    measure: ComparedBy,
    better: bool,
    /// Empty where the value came so fully that it cannot be told from its weeks.
    driver: &'static str,
}

const IMPLIED: [Implied; 5] = [
    // The payment screen of 3 to 30 August sent people on the mobile web back to the cart …
    implied("2026-08-30", ChangeSpan::Month, "pay", ComparedBy::Lost, false, "모바일 웹"),
    implied("2026-08-30", ChangeSpan::Month, "pay", ComparedBy::Back, false, "모바일 웹"),
    // … until it was taken back.
    implied("2026-09-06", ChangeSpan::Week, "pay", ComparedBy::Lost, true, "모바일 웹"),
    // Parcels pile up at Chuseok.
    implied("2026-09-27", ChangeSpan::Week, "deliver", ComparedBy::Lost, false, "늦음"),
    // Another courier carries the parcels from 26 October on: nine in ten of that week, none of the week before.
    implied("2026-11-01", ChangeSpan::Week, "deliver", ComparedBy::Slow, false, ""),
];

const fn implied(
    until: &'static str,
    span: ChangeSpan,
    stage: &'static str,
    measure: ComparedBy,
    better: bool,
    driver: &'static str,
) -> Implied {
    Implied { until, span, stage, measure, better, driver }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_planted_truths_imply_is_told_with_what_drives_it() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = workspace(&folder, 20_000).await;
    for wanted in IMPLIED {
        let found = map::what_changed(&workspace, &until(wanted.until), NOW).await.expect("changes");
        let all: Vec<String> = found.changes.iter().filter(|one| differs(one)).map(line).collect();
        let told = found.changes.iter().find(|one| {
            let difference = &one.difference;
            differs(one)
                && one.span == wanted.span
                && difference.stage.as_str() == wanted.stage
                && difference.measure == wanted.measure
                && difference.better == Some(wanted.better)
                && (wanted.driver.is_empty() || one.drivers.iter().any(|one| one.title.ko.contains(wanted.driver)))
        });
        let until = wanted.until;
        assert!(told.is_some(), "{} {:?} until {until} is not told:\n{}", wanted.stage, wanted.measure, all.join("\n"));
        for driver in told.iter().flat_map(|one| &one.drivers) {
            let change = told.and_then(|one| one.difference.value).expect("a change");
            assert!((driver.mix + driver.rate + driver.left.value - change).abs() < 1e-9, "{driver:?}");
        }
    }
    as_the_map_compares_them(&workspace).await;
}

/// A change is the difference that the map tells when it compares the same days.
async fn as_the_map_compares_them(workspace: &Workspace) {
    let found = map::what_changed(workspace, &until("2026-09-06"), NOW).await.expect("changes");
    let change = found.changes.iter().find(|one| differs(one)).expect("the screen was taken back");
    let days = |days: yeojido_domain::Days| Period { from: Some(days.from), to: Some(days.to), zone: Zone::seoul() };
    let question = Question { period: days(change.after), ..until("2026-09-06") };
    let against = Against { period: days(change.before), filter: Filter::default() };
    let compared = map::compare(workspace, &question, against, Lang::Ko, NOW).await.expect("a comparison");
    for one in found.changes.iter().filter(|one| one.after == change.after && one.before == change.before) {
        let same = |other: &&yeojido_domain::Difference| {
            other.stage == one.difference.stage && other.measure == one.difference.measure
        };
        let same = compared.differences.iter().find(same).expect("compared too");
        assert_eq!((same.from.n, same.to.n), (one.difference.from.n, one.difference.to.n), "{}", line(one));
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        assert!(close(same.value, one.difference.value), "{} {:?}", line(one), same.value);
        assert!(close(same.low, one.difference.low), "{} {:?}", line(one), same.low);
        assert!(close(same.to.value, one.difference.to.value), "{} {:?}", line(one), same.to);
    }
}

/// The same company with its customers' days dealt anew: everybody keeps what they did and in which order, and begins some
/// whole weeks earlier or later, round the calendar, so that no week is like any other but by chance.
fn shuffled(seed: u64) -> Batch {
    let mut company = yeojido_demo::company(yeojido_demo::SEED, 4_000).expect("the corpus");
    let mut chance = StdRng::seed_from_u64(seed);
    let mut moved: HashMap<String, i64> = HashMap::new();
    let mut by = |customer: Option<&String>| {
        let Some(customer) = customer else { return 0 };
        *moved.entry(customer.clone()).or_insert_with(|| chance.random_range(0..26) * 7 * 86_400_000_000)
    };
    for event in &mut company.events {
        let name = event.customer.as_ref().or(event.anonymous.as_ref());
        event.time = Micros(event.time.0 + by(name));
    }
    for voice in &mut company.voices {
        voice.time = Micros(voice.time.0 + by(voice.customer.as_ref()));
    }
    let (events, voices, customers) = (company.events, company.voices, company.customers);
    Batch { source: "maru".into(), events, voices, customers, ..Batch::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_weeks_dealt_by_chance_nothing_changed() {
    let mut told = Vec::new();
    for seed in 0..3 {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
        let workspace = filled(&folder, shuffled(seed)).await;
        for day in ["2026-10-18", "2026-11-15"] {
            let found = map::what_changed(&workspace, &until(day), NOW).await.expect("changes");
            assert!(found.how.tried > 20, "{:?}", found.how);
            told.extend(found.changes.iter().filter(|one| differs(one)).map(line));
        }
    }
    assert!(told.len() <= 1, "{}", told.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handful_of_customers_is_too_little_to_say_anything() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = workspace(&folder, 60).await;
    let found = map::what_changed(&workspace, &until("2026-11-01"), NOW).await.expect("changes");
    assert_eq!(found.how.tried, 0);
    assert!(found.changes.iter().all(|one| one.difference.verdict == ComparedVerdict::TooFew), "{:?}", found.changes);
    let early = map::what_changed(&workspace, &until("2026-05-25"), NOW).await.expect("changes");
    assert!(early.changes.is_empty() && early.unwatched.iter().all(|one| one.reason == "too_short"), "{early:?}");
}

fn differs(change: &Change) -> bool {
    change.difference.verdict == ComparedVerdict::Differs
}

fn line(change: &Change) -> String {
    let one = &change.difference;
    let drivers = change.drivers.iter().map(|driver| format!("{} left {:.3}", driver.title.ko, driver.left.value));
    let drivers: Vec<String> = drivers.collect();
    format!(
        "{:?} {} {} {:?} {:?} of {} → {:?} of {} [{:?}, {:?}] | {}",
        change.span,
        change.after.from,
        one.stage,
        one.measure,
        one.from.value,
        one.from.n,
        one.to.value,
        one.to.n,
        one.low,
        one.high,
        drivers.join("; ")
    )
}
