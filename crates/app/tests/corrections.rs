//! What a person puts right in a label holds everywhere, keeps its history and outlives another model.

use std::sync::Arc;

use yeojido_app::map::{self, Cell, EvidenceQuery, Lang, Question};
use yeojido_app::people::{self, Says, VoiceQuery};
use yeojido_app::team::{Actor, Versioned};
use yeojido_app::understand::{self, Amendment, Told};
use yeojido_app::{AppError, DataFolder, Workspace, journeys};
use yeojido_domain::{
    Correction, Filter, Intent, JourneyId, JourneyMap, Labels, LocalText, Micros, Need, OwnTopic, Period, Sentiment,
    Topic, TopicTree, VoiceKey, WorkspaceName, Zone,
};
use yeojido_lake::{Batch, StatementRow};

const NOW: Micros = Micros(1_795_000_000_000_000);

struct Fixture {
    _dir: tempfile::TempDir,
    _folder: DataFolder,
    workspace: Arc<Workspace>,
    actor: Actor,
}

async fn demo() -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("demo").expect("a name");
    let title = LocalText::One("demo".into());
    let workspace = folder.workspace_or_new(&name, title, true, NOW).await.expect("a workspace");
    for journey in yeojido_demo::journeys().expect("both journeys") {
        journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    }
    let company = yeojido_demo::company(3, 400).expect("the corpus");
    let batch = Batch { source: "maru".into(), events: company.events, voices: company.voices, ..Batch::default() };
    workspace.lake.append(batch, None).await.expect("an append");
    understand::label_voices(&workspace.lake, understand::Look::AtOnce, |_, _| true).await.expect("labels");
    Fixture { _dir: dir, _folder: folder, workspace, actor: Actor::owner(Some("정도윤")).expect("a name") }
}

fn question() -> Question {
    Question {
        journey: JourneyId::new("first-purchase").expect("an id"),
        version: None,
        lake_version: None,
        period: Period::all(Zone::seoul()),
        filter: Filter::default(),
    }
}

fn everything() -> VoiceQuery {
    VoiceQuery {
        voice: None,
        text: String::new(),
        nearly: false,
        source: None,
        score_min: None,
        score_max: None,
        rated: None,
        says: Says::default(),
        put_right: None,
        theme: None,
        stage: None,
        period: Period::all(Zone::seoul()),
        cursor: None,
        limit: Some(200),
    }
}

impl Fixture {
    async fn map(&self) -> JourneyMap {
        map::draw(&self.workspace, &question(), Lang::Ko, NOW).await.expect("a map").1
    }

    async fn list(&self, cell: &str) -> map::Evidence {
        let cell: Cell = cell.parse().expect("a cell");
        let query = EvidenceQuery { question: question(), cell, cursor: None, limit: Some(200) };
        map::evidence(&self.workspace, &query, NOW).await.expect("a list")
    }

    async fn voices(&self, query: VoiceQuery) -> people::Voices {
        people::voices(&self.workspace, &query, None, NOW).await.expect("voices")
    }

    async fn correct(&self, voice: VoiceKey, told: &Told, correction: Option<Correction>) -> Result<Told, AppError> {
        let amendment = Amendment { start: told.start, end: told.end, base: told.revision, correction };
        understand::correct(&self.workspace, &self.actor, voice, amendment, NOW).await
    }

    /// A voice of the map's cell about delivery that speaks of it in one statement, and that statement.
    async fn about_delivery(&self) -> (VoiceKey, Told) {
        let list = self.list("deliver.topic.delivery").await;
        let one = |row: &yeojido_app::rows::VoiceRow| {
            let about: Vec<_> = row.statements.iter().filter(|told| told.topic.contains(&Topic::Delivery)).collect();
            (about.len() == 1 && about[0].topic.len() == 1).then(|| (row.voice_id, about[0].clone()))
        };
        list.voices.expect("voices").iter().find_map(one).expect("a voice that says it once")
    }

    async fn told(&self, voice: VoiceKey) -> Vec<Told> {
        let mut found = self.voices(VoiceQuery { voice: Some(voice), ..everything() }).await;
        found.rows.pop().expect("the voice").statements
    }
}

fn about(topic: Topic) -> Correction {
    Correction { topic: Some(vec![topic]), ..Correction::default() }
}

fn voices_about(map: &JourneyMap, topic: Topic) -> u64 {
    let stage = map.stages.iter().find(|stage| stage.id.as_str() == "deliver").expect("a stage");
    stage.topics.iter().find(|told| told.topic == topic).map_or(0, |told| told.voices)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_label_changes_the_map_and_the_lists_alike_and_going_back_undoes_it() {
    let fixture = demo().await;
    let topic = |topic| VoiceQuery { says: Says { topic: Some(topic), ..Says::default() }, ..everything() };
    let (map, list) = (fixture.map().await, fixture.voices(topic(Topic::Delivery)).await);
    let themes = understand::themes(&fixture.workspace, NOW).await.expect("themes");
    let before = voices_about(&map, Topic::Delivery);
    assert_eq!(fixture.list("deliver.topic.delivery").await.n, before);
    let (voice, told) = fixture.about_delivery().await;

    let now = fixture.correct(voice, &told, Some(about(Topic::Privacy))).await.expect("corrected");
    assert_eq!((now.topic.as_slice(), now.revision, now.sentiment), (&[Topic::Privacy][..], 1, told.sentiment));
    let put_right = now.put_right.clone().expect("it says so");
    assert_eq!((put_right.by.as_str(), &put_right.model.topic), ("정도윤", &told.topic));
    let corrected = fixture.map().await;
    assert_eq!(voices_about(&corrected, Topic::Delivery), before - 1);
    assert_eq!(fixture.list("deliver.topic.delivery").await.n, before - 1);
    let privacy = voices_about(&corrected, Topic::Privacy);
    assert_eq!(
        (privacy, fixture.list("deliver.topic.privacy").await.n),
        (voices_about(&map, Topic::Privacy) + 1, privacy)
    );
    let found = fixture.voices(topic(Topic::Delivery)).await;
    assert_eq!((found.n, found.facets.put_right), (list.n - 1, 0), "what was corrected fits the filter no more");
    let only = fixture.voices(VoiceQuery { put_right: Some(true), ..everything() }).await;
    assert_eq!((only.n, only.rows[0].voice_id, only.facets.put_right), (1, voice, 1));
    let after = understand::themes(&fixture.workspace, NOW).await.expect("themes");
    assert!(!Arc::ptr_eq(&themes, &after), "themes are told anew");

    let back = fixture.correct(voice, &now, None).await.expect("back");
    assert_eq!(Told { revision: 0, ..back.clone() }, Told { revision: 0, ..told });
    assert_eq!(back.revision, 2);
    assert_eq!(fixture.map().await.stages, map.stages);
    assert_eq!(fixture.voices(VoiceQuery { put_right: Some(true), ..everything() }).await.n, 0);
    let history = understand::correction_history(&fixture.workspace, &fixture.actor, voice, back.start, back.end).await;
    let revisions = history.expect("a history").revisions;
    assert_eq!(
        revisions.iter().map(|one| one.correction.clone()).collect::<Vec<_>>(),
        [None, Some(about(Topic::Privacy))]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_correct_the_second_hears_what_the_first_decided() {
    let fixture = demo().await;
    let (voice, told) = fixture.about_delivery().await;
    fixture.correct(voice, &told, Some(about(Topic::App))).await.expect("the first");
    let late = fixture.correct(voice, &told, Some(about(Topic::Price))).await.expect_err("the second");
    let AppError::Overtaken { newest: 1, params, .. } = late else { panic!("{late}") };
    assert_eq!(params["mine"], r#"{"topic":["price"]}"#);
    assert_eq!((params["theirs"].as_str(), params["by"].as_str()), (r#"{"topic":["app"]}"#, "정도윤"));
    assert_eq!(fixture.told(voice).await.iter().filter(|one| one.topic == [Topic::App]).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_decided_is_refused() {
    let fixture = demo().await;
    let (voice, told) = fixture.about_delivery().await;
    let need = Correction { intent: Some(Intent::Praise), need: Some(Some(Need::Speed)), ..Correction::default() };
    for bad in [Correction::default(), need] {
        let error = fixture.correct(voice, &told, Some(bad)).await.expect_err("refused");
        assert!(matches!(error, AppError::Invalid { code: "bad_correction", .. }), "{error}");
    }
    let nowhere = Told { start: 9_000, end: 9_001, ..told };
    let error = fixture.correct(voice, &nowhere, Some(about(Topic::App))).await.expect_err("no statement");
    assert!(matches!(error, AppError::NotFound { what: "statement", .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_outlives_another_model_and_one_that_fits_nowhere_is_counted() {
    let fixture = demo().await;
    let (voice, told) = fixture.about_delivery().await;
    let sad = Correction { sentiment: Some(Sentiment::Negative), ..about(Topic::Privacy) };
    fixture.correct(voice, &told, Some(sad)).await.expect("corrected");
    let whole = |start, end| StatementRow { voice, start, end, labels: Labels::default(), model: "another".into() };
    fixture.workspace.lake.put_statements(vec![whole(0, told.end + 3)]).await.expect("stored");
    let [now] = fixture.told(voice).await.try_into().expect("one statement");
    assert_eq!((now.topic.as_slice(), now.sentiment), (&[Topic::Privacy][..], Some(Sentiment::Negative)));
    let again = fixture.correct(voice, &now, Some(about(Topic::App))).await.expect("corrected where it stands now");
    assert_eq!((again.revision, again.topic.as_slice(), again.sentiment), (2, &[Topic::App][..], None));

    let short = whole(told.start, told.start + 1);
    fixture.workspace.lake.put_statements(vec![short]).await.expect("stored");
    let [now] = fixture.told(voice).await.try_into().expect("one statement");
    assert_eq!((now.topic.len(), now.put_right), (0, None));
    assert_eq!(fixture.voices(everything()).await.facets.nowhere, 1);
    let list = understand::corrected(&fixture.workspace, &fixture.actor).await.expect("a list");
    assert_eq!((list.rows.len(), list.nowhere), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn corrected_statements_are_listed_with_their_words_and_the_store_holds_none() {
    let fixture = demo().await;
    let (voice, told) = fixture.about_delivery().await;
    let all = Correction {
        sentiment: Some(Sentiment::Negative),
        emotion: Some(vec![yeojido_domain::Feeling::Anger]),
        intent: Some(Intent::Complaint),
        topic: Some(vec![Topic::Delivery, Topic::Packaging]),
        need: Some(Some(Need::Reliability)),
    };
    fixture.correct(voice, &told, Some(all)).await.expect("corrected");
    let list = understand::corrected(&fixture.workspace, &fixture.actor).await.expect("a list");
    let [row] = list.rows.as_slice() else { panic!("{list:?}") };
    assert_eq!((row.voice, row.intent, row.need), (1, Intent::Complaint, Some(Need::Reliability)));
    let snapshot = fixture.workspace.lake.snapshot(None).await.expect("a snapshot");
    let text = snapshot.texts().await.expect("texts")[&voice].to_string();
    assert!(text.contains(&row.text), "{text}: {}", row.text);
    let stored = format!("{:?}", fixture.workspace.store.corrections().await.expect("reads"));
    assert!(stored.contains("Packaging") && !stored.contains(&row.text), "{stored}");
}

fn own(topics: &[(Topic, OwnTopic)]) -> TopicTree {
    TopicTree { topics: topics.iter().cloned().collect() }
}

impl Fixture {
    async fn lay(&self, version: u32, laid: TopicTree) -> Versioned<TopicTree> {
        let new = Versioned { version, laid };
        understand::lay_topics(&self.workspace, &self.actor, &new, NOW).await.expect("an order")
    }

    async fn about(&self, topic: Topic) -> u64 {
        let query = VoiceQuery { says: Says { topic: Some(topic), ..Says::default() }, ..everything() };
        self.voices(query).await.n
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_that_count_as_one_are_one_on_the_map_in_lists_and_in_rules_until_they_are_parted_again() {
    let fixture = demo().await;
    let map = fixture.map().await;
    let (delivery, packaging) =
        (fixture.list("deliver.topic.delivery").await, fixture.list("deliver.topic.packaging").await);
    let keys = |list: &map::Evidence| -> std::collections::BTreeSet<VoiceKey> {
        list.voices.iter().flatten().map(|voice| voice.voice_id).collect()
    };
    let either = keys(&delivery).union(&keys(&packaging)).count() as u64;
    assert!(either > delivery.n && packaging.n > 0, "{either} of {} and {}", delivery.n, packaging.n);

    let named = OwnTopic { name: Some("배달".into()), ..OwnTopic::default() };
    let merged = OwnTopic { into: Some(Topic::Delivery), ..OwnTopic::default() };
    let laid = fixture.lay(0, own(&[(Topic::Delivery, named), (Topic::Packaging, merged)])).await;
    let now = fixture.map().await;
    assert_eq!((voices_about(&now, Topic::Delivery), voices_about(&now, Topic::Packaging)), (either, 0));
    let stage = now.stages.iter().find(|stage| stage.id.as_str() == "deliver").expect("a stage");
    let told = stage.topics.iter().find(|told| told.topic == Topic::Delivery).expect("the topic");
    assert_eq!(told.name.as_deref(), Some("배달"));
    for cell in ["deliver.topic.delivery", "deliver.topic.packaging"] {
        assert_eq!(fixture.list(cell).await.n, either, "{cell}");
    }
    assert_eq!(fixture.about(Topic::Packaging).await, fixture.about(Topic::Delivery).await);

    let mut journey = yeojido_demo::journeys().expect("both journeys").remove(0);
    let rule = yeojido_domain::VoiceRule {
        topic: Some(yeojido_domain::OneOrMany::One("packaging".into())),
        ..yeojido_domain::VoiceRule::default()
    };
    journey.stages[0].touchpoints[0].voices = vec![rule];
    let first = journey.stages[0].id.to_string();
    let catches = |check: journeys::JourneyCheck| {
        check
            .rules
            .iter()
            .filter(|rule| rule.kind == "voice" && rule.stage == first)
            .map(|rule| rule.catches)
            .max()
            .unwrap_or(0)
    };
    let by_rule = catches(journeys::check(&fixture.workspace, &journey).await.expect("a report"));
    assert_eq!(by_rule, fixture.about(Topic::Delivery).await, "a rule that names the merged topic catches both");

    fixture.lay(laid.version, TopicTree::default()).await;
    assert_eq!(fixture.map().await.stages, map.stages);
    let past = understand::past_topics(&fixture.workspace, &fixture.actor, None, None).await.expect("versions");
    assert_eq!(
        past.versions.iter().map(|one| (one.version, one.by.as_str())).collect::<Vec<_>>(),
        [(2, "정도윤"), (1, "정도윤")]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_below_another_counts_there_too_and_a_hidden_one_is_not_shown_but_opens() {
    let fixture = demo().await;
    let (packaging, support) = (fixture.about(Topic::Packaging).await, fixture.about(Topic::Support).await);
    let below = OwnTopic { under: Some(Topic::Support), ..OwnTopic::default() };
    let hidden = OwnTopic { hidden: true, ..OwnTopic::default() };
    let laid = fixture.lay(0, own(&[(Topic::Packaging, below), (Topic::Delivery, hidden)])).await;
    assert_eq!(fixture.about(Topic::Packaging).await, packaging);
    assert!(fixture.about(Topic::Support).await > support);
    let shown = fixture.voices(everything()).await.facets.topic;
    assert!(
        shown.iter().all(|one| one.label != Topic::Delivery) && shown.iter().any(|one| one.label == Topic::Packaging)
    );
    assert_eq!(voices_about(&fixture.map().await, Topic::Delivery), 0);
    assert!(fixture.list("deliver.topic.delivery").await.n > 0);

    let late = Versioned { version: laid.version - 1, laid: TopicTree::default() };
    let error = understand::lay_topics(&fixture.workspace, &fixture.actor, &late, NOW).await.expect_err("late");
    assert!(matches!(error, AppError::Conflict { what: "topics", newest: 1 }), "{error}");
    let itself = OwnTopic { into: Some(Topic::App), ..OwnTopic::default() };
    let bad = Versioned { version: laid.version, laid: own(&[(Topic::App, itself)]) };
    let error = understand::lay_topics(&fixture.workspace, &fixture.actor, &bad, NOW).await.expect_err("bad");
    assert!(matches!(error, AppError::Invalid { code: "bad_topics", .. }), "{error}");
}
