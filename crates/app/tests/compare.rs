//! Two sides held against each other: every number against a plain count, the map's own and the list that it opens.

use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use yeojido_app::map::{self, Against, Cell, EvidenceQuery, Lang, Question};
use yeojido_app::{DataFolder, Workspace, journeys};
use yeojido_domain::{
    ComparedBy, ComparedVerdict, Comparison, Condition, Difference, Event, EventKey, Field, Filter, Journey, JourneyId,
    LocalText, Micros, OneOrMany, Period, Predicate, Property, Scalar, TraitValue, WorkspaceName, Zone,
};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// 2026-03-01 00:00 in Seoul.
const FIRST: i64 = 1_772_290_800_000_000;

struct Fixture {
    _dir: tempfile::TempDir,
    _folder: DataFolder,
    workspace: Arc<Workspace>,
}

async fn fixture(journeys: &[Journey], batch: Batch) -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("demo").expect("a name");
    let workspace =
        folder.workspace_or_new(&name, LocalText::One("demo".into()), true, NOW).await.expect("a workspace");
    for journey in journeys {
        journeys::put(&workspace, journey, None, "test", NOW).await.expect("a journey");
    }
    workspace.lake.append(batch, None).await.expect("an append");
    Fixture { _dir: dir, _folder: folder, workspace }
}

async fn demo(customers: usize) -> Fixture {
    let company = yeojido_demo::company(3, customers).expect("the corpus");
    let (events, voices, customers) = (company.events, company.voices, company.customers);
    let batch = Batch { source: "maru".into(), events, voices, customers, ..Batch::default() };
    fixture(&yeojido_demo::journeys().expect("both journeys"), batch).await
}

fn period(from: Option<&str>, to: Option<&str>) -> Period {
    Period::parse(from, to, Zone::seoul()).expect("two days")
}

fn is(field: Field, value: &str) -> Filter {
    Filter(vec![Predicate { field, is: Condition::Is(OneOrMany::One(Scalar::Text(value.to_owned()))) }])
}

fn question(journey: &str, period: Period, filter: Filter) -> Question {
    let journey = JourneyId::new(journey).expect("an id");
    Question { journey, version: None, lake_version: None, period, filter }
}

async fn compared(fixture: &Fixture, question: &Question, against: Against) -> Comparison {
    map::compare(&fixture.workspace, question, against, Lang::Ko, NOW).await.expect("a comparison")
}

fn find<'c>(comparison: &'c Comparison, stage: &str, measure: ComparedBy) -> &'c Difference {
    let here = |one: &&Difference| one.stage.as_str() == stage && one.measure == measure;
    comparison.differences.iter().find(here).expect("it is compared")
}

const VISITS: &str = "
journey: 1
id: shop
name: {ko: 구매, en: Shop}
goal: {event: buy}
gap: 2d
stages:
- {id: look, name: {ko: 보기, en: Look}, touchpoints: [{id: a, events: [{event: visit}]}]}
- {id: pay, name: {ko: 결제, en: Pay}, touchpoints: [{id: a, events: [{event: buy}]}]}
";

/// A visit: by whom, when, through what, and how many hours later they bought.
struct Plain {
    customer: i64,
    time: i64,
    app: bool,
    bought: Option<i64>,
}

/// 300 customers over sixty days; each tenth comes a second time, thirty days later, and buys nothing.
fn visits() -> Vec<Plain> {
    let first = (0..300).map(|n: i64| {
        let app = n % 3 == 0;
        let buys = if app { n % 2 == 0 } else { n % 4 != 0 };
        Plain { customer: n, time: FIRST + (n % 30) * DAY + (n % 7) * HOUR, app, bought: buys.then_some(1 + n % 5) }
    });
    let again = (0..300).step_by(10).map(|n: i64| Plain {
        customer: n,
        time: FIRST + (30 + n % 30) * DAY,
        app: n % 20 == 0,
        bought: None,
    });
    first.chain(again).collect()
}

fn events(visits: &[Plain]) -> Vec<Event> {
    let pattern = yeojido_demo::company(3, 1).expect("the corpus").events.remove(0);
    let mut all = Vec::new();
    let mut add = |customer: i64, time: i64, name: &str, app: bool| {
        all.push(Event {
            key: EventKey(all.len() as u128),
            event_id: None,
            customer: Some(format!("c{customer:04}")),
            anonymous: None,
            event: name.to_owned(),
            time: Micros(time),
            channel: Some(if app { "app" } else { "web" }.to_owned()),
            order: None,
            properties: std::collections::BTreeMap::new(),
            ..pattern.clone()
        });
    };
    for visit in visits {
        add(visit.customer, visit.time, "visit", visit.app);
        if let Some(hours) = visit.bought {
            add(visit.customer, visit.time + hours * HOUR, "buy", visit.app);
        }
    }
    all
}

/// Lost and judged visits that `keep` keeps, counted one by one.
fn plainly(visits: &[Plain], keep: impl Fn(&Plain) -> bool) -> (u64, u64) {
    let mut times: Vec<i64> = visits.iter().filter_map(|visit| visit.bought).map(|hours| hours * HOUR).collect();
    times.sort_unstable();
    let usual = times[times.len() * 95 / 100];
    let ends = visits.iter().map(|visit| visit.time + visit.bought.unwrap_or(0) * HOUR).max().expect("visits");
    let judged = || visits.iter().filter(|visit| keep(visit) && visit.time + usual <= ends);
    let lost = judged().filter(|visit| visit.bought.is_none_or(|hours| hours * HOUR > usual));
    (lost.count() as u64, judged().count() as u64)
}

fn holds(difference: &Difference, from: (u64, u64), to: (u64, u64)) {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let share = |(part, whole): (u64, u64)| part as f64 / whole as f64;
    assert_eq!((difference.from.n, difference.to.n), (from.1, to.1));
    assert!((difference.from.value.expect("a share") - share(from)).abs() < 1e-12);
    assert!((difference.to.value.expect("a share") - share(to)).abs() < 1e-12);
    assert!((difference.value.expect("judged") - (share(to) - share(from))).abs() < 1e-12);
}

#[tokio::test(flavor = "multi_thread")]
async fn segments_and_periods_are_what_a_plain_count_says() {
    let visits = visits();
    let batch = Batch { source: "t".into(), events: events(&visits), ..Batch::default() };
    let fixture = fixture(&[Journey::from_yaml(VISITS).expect("a journey")], batch).await;
    let app = is(Field::Event("channel".into()), "app");
    let web = Against { period: period(None, None), filter: is(Field::Event("channel".into()), "web") };
    let of_channels = compared(&fixture, &question("shop", period(None, None), app), web).await;
    let lost = find(&of_channels, "look", ComparedBy::Lost);
    holds(lost, plainly(&visits, |visit| !visit.app), plainly(&visits, |visit| visit.app));
    assert_eq!((lost.verdict, lost.better), (ComparedVerdict::Differs, Some(false)));

    let (march, april) = (period(None, Some("2026-03-30")), period(Some("2026-03-31"), None));
    let before = Against { period: march, filter: Filter::default() };
    let of_months = compared(&fixture, &question("shop", april, Filter::default()), before).await;
    let (early, late) = (|visit: &Plain| visit.time < FIRST + 30 * DAY, |visit: &Plain| visit.time >= FIRST + 30 * DAY);
    holds(find(&of_months, "look", ComparedBy::Lost), plainly(&visits, early), plainly(&visits, late));
    assert_eq!(of_months.how.shared_customers, 30, "each tenth came in both months");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_is_the_maps_own_and_opens_on_its_side() {
    let fixture = demo(3_000).await;
    let all = period(None, None);
    let question = question("first-purchase", all.clone(), is(Field::Trait("지역".into()), "호남"));
    let against = Against { period: all, filter: is(Field::Trait("지역".into()), "수도권") };
    let comparison = compared(&fixture, &question, against.clone()).await;
    let other = Question { period: against.period, filter: against.filter, ..question.clone() };
    let mut opened = 0;
    for one in &comparison.differences {
        for (side, map, question) in [(&one.from, &comparison.against, &other), (&one.to, &comparison.of, &question)] {
            let stage = map.stages.iter().find(|stage| stage.id == one.stage).expect("a stage");
            let kpi = |id: &str| stage.kpis.iter().find(|kpi| kpi.id == id).map(|kpi| (kpi.value, kpi.n));
            let own = match one.measure {
                ComparedBy::Emotion => stage.emotion.mean.map(|mean| (mean, stage.emotion.n)),
                ComparedBy::Csat => kpi("csat"),
                ComparedBy::Ces => kpi("ces"),
                ComparedBy::Nps => kpi("nps"),
                ComparedBy::Action => {
                    let action = stage.actions.iter().find(|action| Some(&action.event) == one.which.as_ref());
                    Some((action.map_or(0.0, |action| action.share), stage.entered))
                }
                ComparedBy::Channel => {
                    let named = |name: &Option<String>| name.as_deref().unwrap_or("-").to_owned();
                    let channel = stage.channels.iter().find(|one_of| Some(named(&one_of.channel)) == one.which);
                    Some((channel.map_or(0.0, |channel| channel.share), stage.events))
                }
                ComparedBy::Lost | ComparedBy::Back | ComparedBy::Slow => None,
            };
            if let (Some((value, n)), Some(told)) = (own, side.value) {
                assert!(
                    (value - told).abs() < 1e-9 && n == side.n,
                    "{} {:?}: {value} {n} {side:?}",
                    one.stage,
                    one.measure
                );
            }
            if matches!(one.measure, ComparedBy::Lost | ComparedBy::Back | ComparedBy::Slow | ComparedBy::Emotion) {
                opens(&fixture.workspace, question, side, one.measure, stage.entered).await;
                opened += 1;
            }
        }
        let wanted = one.verdict == ComparedVerdict::Differs;
        assert_eq!(wanted, one.p_adjusted.is_some_and(|p| p <= comparison.how.level), "{one:?}");
    }
    assert!(opened > 40, "{opened}");
    let gap = comparison.gap.expect("every stage is judged");
    let sum: f64 = gap.parts.iter().map(|part| part.value).sum();
    assert!((sum - (gap.to - gap.from)).abs() < 1e-9, "the parts add up to the gap");
}

/// The list has as many rows as the number says, and gives it again.
async fn opens(
    workspace: &Workspace,
    question: &Question,
    side: &yeojido_domain::SideValue,
    measure: ComparedBy,
    entered: u64,
) {
    let open = |cell: &str| EvidenceQuery {
        question: question.clone(),
        cell: cell.parse::<Cell>().expect("a cell"),
        cursor: None,
        limit: Some(1),
    };
    let list = map::evidence(workspace, &open(&side.cell), NOW).await.expect("a list");
    if matches!(measure, ComparedBy::Lost | ComparedBy::Back) {
        let stage = side.cell.split('.').next().expect("a stage");
        let judged = map::evidence(workspace, &open(&format!("{stage}.judged")), NOW).await.expect("a list");
        assert_eq!((judged.n, judged.n + side.young), (side.n, entered), "{side:?}");
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let share = (side.n > 0).then(|| list.n as f64 / side.n as f64);
        assert_eq!((share, list.value), (side.value, side.value), "{side:?}");
    } else {
        assert_eq!(list.n, side.n, "{side:?}");
        let same = list.value.zip(side.value).is_none_or(|(list, told)| (list - told).abs() < 1e-9);
        assert!(same, "{side:?} {:?}", list.value);
    }
}

/// Every customer of the demo with a trait dealt by chance.
fn dealt(seed: u64) -> Batch {
    let mut company = yeojido_demo::company(3, 3_000).expect("the corpus");
    let mut chance = StdRng::seed_from_u64(seed);
    for customer in &mut company.customers {
        let value = Property::Text(if chance.random_bool(0.4) { "a" } else { "b" }.to_owned());
        customer.traits.insert("dealt".into(), TraitValue { value, since: None, direct: false });
    }
    let (events, voices, customers) = (company.events, company.voices, company.customers);
    Batch { source: "maru".into(), events, voices, customers, ..Batch::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn segments_dealt_by_chance_do_not_differ() {
    let journeys = yeojido_demo::journeys().expect("both journeys");
    let mut told = 0;
    for seed in 0..4 {
        let fixture = fixture(&journeys, dealt(seed)).await;
        let side = |value| is(Field::Trait("dealt".into()), value);
        let question = question("first-purchase", period(None, None), side("a"));
        let against = Against { period: period(None, None), filter: side("b") };
        let comparison = compared(&fixture, &question, against).await;
        assert!(comparison.how.tried > 60, "{:?}", comparison.how);
        told += comparison.differences.iter().filter(|one| one.verdict == ComparedVerdict::Differs).count();
    }
    assert!(told <= 1, "{told} differences between customers dealt by chance");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_side_without_anybody_is_too_few_and_nothing_else() {
    let fixture = demo(300).await;
    let nobody = Against { period: period(None, None), filter: is(Field::Trait("지역".into()), "달") };
    let question = question("first-purchase", period(None, None), Filter::default());
    let comparison = compared(&fixture, &question, nobody).await;
    assert_eq!((comparison.against.walks, comparison.how.tried, comparison.gap.is_none()), (0, 0, true));
    assert!(comparison.differences.iter().all(|one| one.verdict == ComparedVerdict::TooFew && one.value.is_none()));
}
