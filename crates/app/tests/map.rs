//! The map over the whole stack: every number of it against the list that it opens.

use std::sync::Arc;

use yeojido_app::map::{self, Cell, Evidence, EvidenceQuery, Lang, Question};
use yeojido_app::{DataFolder, Workspace, journeys, understand};
use yeojido_domain::{
    Condition, Field, Filter, JourneyId, JourneyMap, LocalText, Micros, OneOrMany, Period, Predicate, Property, Topic,
    WorkspaceName, Zone,
};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

struct Fixture {
    _dir: tempfile::TempDir,
    _folder: DataFolder,
    workspace: Arc<Workspace>,
}

async fn empty() -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("demo").expect("a name");
    let title = LocalText::One("demo".into());
    let workspace = folder.workspace_or_new(&name, title, true, NOW).await.expect("a workspace");
    for journey in yeojido_demo::journeys().expect("both journeys") {
        journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    }
    Fixture { _dir: dir, _folder: folder, workspace }
}

async fn demo(customers: usize) -> Fixture {
    let fixture = empty().await;
    let company = yeojido_demo::company(3, customers).expect("the corpus");
    let batch = Batch {
        source: "maru".into(),
        events: company.events,
        voices: company.voices,
        customers: company.customers,
        ..Batch::default()
    };
    fixture.workspace.lake.append(batch, None).await.expect("an append");
    fixture
}

fn question(journey: &str, from: Option<&str>, to: Option<&str>, filter: Filter) -> Question {
    Question {
        journey: JourneyId::new(journey).expect("an id"),
        version: None,
        lake_version: None,
        period: Period::parse(from, to, Zone::seoul()).expect("two days"),
        filter,
    }
}

async fn open(workspace: &Workspace, question: &Question, cell: &str) -> Evidence {
    let query = EvidenceQuery {
        question: question.clone(),
        cell: cell.parse::<Cell>().expect("a cell"),
        cursor: None,
        limit: Some(200),
    };
    let first = map::evidence(workspace, &query, NOW).await.unwrap_or_else(|e| panic!("{cell}: {e}"));
    assert_eq!(length(workspace, &query, &first).await, first.n, "{cell}: the pages and the count differ");
    first
}

fn rows(page: &Evidence) -> u64 {
    let lengths = [
        page.walks.as_ref().map(Vec::len),
        page.customers.as_ref().map(Vec::len),
        page.voices.as_ref().map(Vec::len),
        page.events.as_ref().map(Vec::len),
    ];
    lengths.into_iter().flatten().sum::<usize>() as u64
}

/// Follows the pages to the end and counts. Of long lists the first thousand rows are followed.
async fn length(workspace: &Workspace, query: &EvidenceQuery, first: &Evidence) -> u64 {
    let (mut n, mut next) = (rows(first), first.next.clone());
    while let Some(cursor) = next {
        if n >= 1_000 {
            return first.n;
        }
        let query = EvidenceQuery { cursor: Some(cursor), ..query.clone() };
        let page = map::evidence(workspace, &query, NOW).await.expect("a page");
        n += rows(&page);
        next = page.next;
    }
    n
}

async fn every_cell_opens(workspace: &Workspace, question: &Question) -> JourneyMap {
    let (_, map) = map::draw(workspace, question, Lang::Ko, NOW).await.expect("a map");
    let counts = [
        ("walks", map.walks),
        ("customers", map.customers),
        ("voices_unplaced", map.voices_unplaced),
        ("events_uncaught", map.events_uncaught),
    ];
    for (cell, n) in counts {
        assert_eq!(open(workspace, question, cell).await.n, n, "{cell}");
    }
    for stage in &map.stages {
        let from = stage.entered_from;
        assert_eq!(stage.entered, stage.went_on + stage.dropped + stage.undecided, "{}", stage.id);
        assert_eq!(stage.entered, from.began + from.straight + from.past + from.later, "{}", stage.id);
        for (cell, n) in cells(stage) {
            assert_eq!(open(workspace, question, &cell).await.n, n, "{cell}");
        }
        let emotion = open(workspace, question, &format!("{}.emotion", stage.id)).await;
        assert_eq!((emotion.value, emotion.low), (stage.emotion.mean, stage.emotion.low), "{}", stage.id);
        assert_eq!(emotion.high, stage.emotion.high);
        assert_eq!(open(workspace, question, &format!("{}.time", stage.id)).await.value, stage.time_s.median);
        for kpi in &stage.kpis {
            let list = open(workspace, question, &format!("{}.kpi.{}", stage.id, kpi.id)).await;
            assert_eq!((list.value, list.low, list.high), (Some(kpi.value), kpi.low, kpi.high), "{}", kpi.id);
        }
    }
    map
}

/// Every number of a stage with the cell that opens it.
fn cells(stage: &yeojido_domain::MapStage) -> Vec<(String, u64)> {
    let from = stage.entered_from;
    let fixed = [
        ("entered", stage.entered),
        ("went_on", stage.went_on),
        ("went_straight_on", stage.went_straight_on),
        ("dropped", stage.dropped),
        ("undecided", stage.undecided),
        ("reentries", stage.reentries),
        ("began", from.began),
        ("straight", from.straight),
        ("past", from.past),
        ("later", from.later),
        ("time", stage.time_s.n),
        ("censored", stage.time_s.censored),
        ("faults", stage.time_s.faults),
        ("voices", stage.voices),
        ("events", stage.events),
        ("emotion", stage.emotion.n),
        ("requests", stage.asking),
    ];
    let channel = |c: &yeojido_domain::ChannelShare| c.channel.clone().unwrap_or_else(|| "-".into());
    let mut cells: Vec<(String, u64)> = fixed.into_iter().map(|(of, n)| (of.to_owned(), n)).collect();
    cells.extend(stage.actions.iter().map(|a| (format!("action.{}", a.event), a.count)));
    cells.extend(stage.channels.iter().map(|c| (format!("channel.{}", channel(c)), c.count)));
    cells.extend(stage.thoughts.iter().map(|t| (format!("thought.{}", t.voice_id), 1)));
    cells.extend(stage.kpis.iter().map(|k| (format!("kpi.{}", k.id), k.n)));
    for told in &stage.topics {
        cells.push((format!("topic.{}", told.topic), told.voices));
        cells.push((format!("topic.{}.glad", told.topic), told.glad.n));
        cells.push((format!("topic.{}.unhappy", told.topic), told.unhappy.n));
    }
    cells.into_iter().map(|(of, n)| (format!("{}.{of}", stage.id), n)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_the_map_is_the_length_of_its_list() {
    let fixture = demo(1_500).await;
    understand::label_voices(&fixture.workspace.lake, understand::Look::AtOnce, |_, _| true).await.expect("labels");
    let all = every_cell_opens(&fixture.workspace, &question("first-purchase", None, None, Filter::default())).await;
    assert_eq!(all.stages.len(), 7);
    assert!(all.stages.iter().all(|stage| stage.entered > 0 && !stage.thoughts.is_empty()));
    let feelings: Vec<_> = all.stages.iter().map(|stage| stage.emotion).collect();
    assert!(feelings.iter().all(|one| one.n == one.from_scores + one.from_text));
    assert!(feelings.iter().any(|one| one.from_text > 0) && feelings.iter().any(|one| one.from_scores > 0));
    let deliver = all.stages.iter().find(|stage| stage.id.as_str() == "deliver").expect("a stage");
    assert_eq!(deliver.topics.first().map(|told| told.topic), Some(Topic::Delivery), "{:?}", deliver.topics);
    assert!(!deliver.requests.is_empty() && deliver.topics[0].unhappy.quote.is_some());
    let won_by_instagram = Filter(vec![Predicate {
        field: Field::Trait("처음 온 길".into()),
        is: Condition::Is(OneOrMany::One(Property::Text("인스타그램".into()))),
    }]);
    let autumn = question("first-purchase", Some("2026-09-01"), Some("2026-10-15"), won_by_instagram);
    let part = every_cell_opens(&fixture.workspace, &autumn).await;
    assert!(part.walks > 0 && part.walks < all.walks);
    every_cell_opens(&fixture.workspace, &question("help", None, None, Filter::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_at_the_version_of_its_number() {
    let fixture = demo(200).await;
    let mut asked = question("first-purchase", None, None, Filter::default());
    let (_, before) = map::draw(&fixture.workspace, &asked, Lang::Ko, NOW).await.expect("a map");
    let more = yeojido_demo::company(4, 100).expect("the corpus");
    let batch = Batch { source: "maru".into(), events: more.events, ..Batch::default() };
    fixture.workspace.lake.append(batch, None).await.expect("an append");
    let (_, after) = map::draw(&fixture.workspace, &asked, Lang::Ko, NOW).await.expect("a map");
    assert!(after.lake_version > before.lake_version);
    assert_ne!(after.stages[0].events, before.stages[0].events);
    asked.lake_version = Some(before.lake_version);
    let entered = &before.stages[0];
    let list = open(&fixture.workspace, &asked, &format!("{}.entered", entered.id)).await;
    assert_eq!(list.n, entered.entered);
    let (_, again) = map::draw(&fixture.workspace, &asked, Lang::Ko, NOW).await.expect("a map");
    assert_eq!(again.stages, before.stages);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_workspace_has_a_map_of_zeros() {
    let fixture = empty().await;
    let asked = question("first-purchase", None, None, Filter::default());
    let (_, map) = map::draw(&fixture.workspace, &asked, Lang::En, NOW).await.expect("a map");
    assert_eq!((map.walks, map.customers, map.data_end), (0, 0, None));
    assert!(map.stages.iter().all(|stage| stage.emotion.mean.is_none() && stage.time_s.median.is_none()));
    let journey = yeojido_demo::journeys().expect("journeys").remove(0);
    let check = journeys::check(&fixture.workspace, &journey).await.expect("a report");
    assert_eq!((check.events, check.caught), (0, 0));
    assert!(journeys::suggest(&fixture.workspace).await.expect("an answer").definition.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggested_journey_says_why_and_catches_what_it_names() {
    let fixture = demo(300).await;
    let suggestion = journeys::suggest(&fixture.workspace).await.expect("a suggestion");
    let journey = suggestion.definition.expect("a journey");
    let order: Vec<&str> = journey.stages.iter().map(|s| s.id.as_str()).collect();
    let wanted = ["discover", "browse", "choose", "cart", "pay", "order", "deliver-1", "deliver-2", "deliver-3"];
    assert_eq!(order, [&wanted[..], &["use", "support", "again"]].concat());
    // From the order to the parcel and to the next order takes days, so a walk outlasts them.
    let gap = suggestion.gap_why.expect("a reason");
    assert_eq!(gap.reason, "between_visits");
    assert!(journey.gap >= yeojido_domain::Span::days(30), "{}", journey.gap);
    let stage_of = |event: &str| suggestion.why.iter().find(|why| why.event == event).map(|why| why.stage.as_str());
    // Reviews are unfolded before buying, and a window that does not open belongs where it was to open.
    assert_eq!((stage_of("후기 펼침"), stage_of("인증 창 안 뜸")), (Some("choose"), Some("pay")));
    let check = journeys::check(&fixture.workspace, &journey).await.expect("a report");
    assert_eq!(check.caught, check.events);
    let rules = journey.stages.iter().flat_map(|s| &s.touchpoints).map(|t| t.events.len()).sum::<usize>();
    assert_eq!(suggestion.why.len(), rules);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_is_placed_by_the_event_it_names_else_by_its_day() {
    let fixture = empty().await;
    let at = |text: &str| Micros::from(text.parse::<jiff::Timestamp>().expect("an instant"));
    let event = |key: u128, name: &str, time: &str| {
        let customer = Some("c1".to_owned());
        yeojido_domain::Event::new(yeojido_domain::EventKey(key), customer, name, at(time), "shop")
    };
    let voice = |key: u128, time: &str| yeojido_domain::Voice {
        key: yeojido_domain::VoiceKey(key),
        voice_id: None,
        customer: Some("c1".into()),
        time: at(time),
        seq: 0,
        source: yeojido_domain::VoiceSource::Review,
        channel: None,
        text: Some("늦게 왔어요".into()),
        score: Some(2.0),
        scale: Some(yeojido_domain::Scale::Stars5),
        order: None,
        event_id: None,
        survey: None,
        question: None,
        product: None,
        author_role: yeojido_domain::AuthorRole::Customer,
        language: None,
        properties: yeojido_domain::Properties::new(),
    };
    let stranger =
        yeojido_domain::Voice { customer: None, event_id: Some("e1".into()), ..voice(3, "2026-09-09T00:00:01Z") };
    let mut first = event(1, "주문 완료", "2026-09-01T03:00:00Z");
    first.event_id = Some("e1".into());
    let batch = Batch {
        source: "shop".into(),
        events: vec![
            first,
            event(2, "배송 완료", "2026-09-05T03:00:00Z"),
            event(3, "구매 확정", "2026-09-06T03:00:00Z"),
        ],
        // Midnight of September 5th in Seoul, and one second later.
        // The third has no customer and names the event it speaks of.
        voices: vec![voice(1, "2026-09-04T15:00:00Z"), voice(2, "2026-09-04T15:00:01Z"), stranger],
        ..Batch::default()
    };
    fixture.workspace.lake.append(batch, None).await.expect("an append");
    let asked = question("first-purchase", None, None, Filter::default());
    let (scene, _) = map::draw(&fixture.workspace, &asked, Lang::Ko, NOW).await.expect("a map");
    assert_eq!(scene.stage_of_voice(yeojido_domain::VoiceKey(1)), Some("deliver"));
    assert_eq!(scene.stage_of_voice(yeojido_domain::VoiceKey(2)), Some("pay"));
    assert_eq!(scene.stage_of_voice(yeojido_domain::VoiceKey(3)), Some("pay"));
}
