//! People on one map: nothing that anybody wrote is lost, the history tells everything, and data that drift away from
//! what is written are told.

use std::sync::Arc;

use yeojido_app::map::{self, Lang, Question};
use yeojido_app::team::{self, Actor, CellAddress, Change, NewComment, Reply};
use yeojido_app::{AppError, DataFolder, Workspace, journeys};
use yeojido_domain::{
    Expectation, Filter, JourneyId, JourneyMap, Lane, LocalText, Micros, Op, Period, Side, StageId, WorkspaceName,
    WrittenContent, WrittenKind, Zone,
};
use yeojido_lake::Batch;

const NOW: Micros = Micros(1_795_000_000_000_000);

struct Fixture {
    _dir: tempfile::TempDir,
    _folder: DataFolder,
    workspace: Arc<Workspace>,
    journey: JourneyId,
}

async fn demo() -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("demo").expect("a name");
    let workspace =
        folder.workspace_or_new(&name, LocalText::One("demo".into()), true, NOW).await.expect("a workspace");
    let journey = yeojido_demo::journeys().expect("both journeys").remove(0);
    journeys::put(&workspace, &journey, None, "test", NOW).await.expect("a journey");
    let company = yeojido_demo::company(3, 300).expect("the corpus");
    let batch = Batch {
        source: "maru".into(),
        events: company.events,
        voices: company.voices,
        customers: company.customers,
        ..Batch::default()
    };
    workspace.lake.append(batch, None).await.expect("an append");
    Fixture { _dir: dir, _folder: folder, workspace, journey: journey.id }
}

impl Fixture {
    fn question(&self) -> Question {
        let period = Period::parse(None, None, Zone::seoul()).expect("all time");
        Question { journey: self.journey.clone(), version: None, lake_version: None, period, filter: Filter::default() }
    }

    async fn map(&self) -> JourneyMap {
        map::draw(&self.workspace, &self.question(), Lang::Ko, NOW).await.expect("a map").1
    }

    async fn write(
        &self,
        who: &str,
        stage: &StageId,
        lane: Lane,
        base: u32,
        content: WrittenContent,
    ) -> Result<u32, AppError> {
        let cell = CellAddress { side: Side::AsIs, stage: stage.clone(), lane };
        let change = Change { cell, base, content: Some(content), reason: None };
        team::change(&self.workspace, &actor(who), &self.journey, change, NOW).await.map(|made| made.revision)
    }
}

fn actor(name: &str) -> Actor {
    Actor::owner(Some(name)).expect("a good name")
}

fn said(text: &str) -> WrittenContent {
    WrittenContent { text: text.to_owned(), ..WrittenContent::default() }
}

/// Every writer reads, writes, and on a conflict lays the newest text before theirs and tries again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_writers_at_once_no_word_is_lost_and_the_history_tells_all() {
    let fixture = Arc::new(demo().await);
    let stage = fixture.map().await.stages[0].id.clone();
    let writers = (0..4).map(|who| {
        let (fixture, stage) = (Arc::clone(&fixture), stage.clone());
        tokio::spawn(async move {
            for turn in 0..3 {
                let mine = format!("{who}의 {turn}번째 말");
                let (mut base, mut text) = (0, mine.clone());
                loop {
                    match fixture.write(&format!("사람 {who}"), &stage, Lane::Goal, base, said(&text)).await {
                        Ok(_) => break,
                        Err(AppError::Overtaken { newest, params, .. }) => {
                            assert_eq!(params["mine"], text, "the refusal carries what was typed");
                            base = newest;
                            text = format!("{}\n{mine}", params["theirs"]);
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("does not panic");
    }
    let map = fixture.map().await;
    let cell = &map.stages[0].written[0];
    for who in 0..4 {
        for turn in 0..3 {
            let word = format!("{who}의 {turn}번째 말");
            assert!(cell.content.text.lines().any(|line| line == word), "{word} is lost: {}", cell.content.text);
        }
    }
    let history =
        team::history(&fixture.workspace, &actor("본 사람"), &fixture.journey, None, None, None).await.expect("reads");
    let revisions: Vec<u32> = history.revisions.iter().map(|revision| revision.revision).collect();
    assert_eq!(revisions, (1..=12).rev().collect::<Vec<_>>(), "every write is there once");
    assert_eq!(cell.revision, 12);
}

#[tokio::test]
async fn data_that_drift_away_from_what_is_written_are_told() {
    let fixture = demo().await;
    let before = fixture.map().await;
    let stage = before.stages.iter().find(|stage| stage.time_s.low.is_some()).expect("a stage with a median");
    let (id, low) = (stage.id.clone(), stage.time_s.low.expect("has an interval"));
    let expects = |value: f64| {
        let expects = Expectation { cell: format!("{id}.time"), op: Op::AtMost, value };
        WrittenContent { text: "빨리".into(), expects: Some(expects), ..WrittenContent::default() }
    };
    fixture.write("정도윤", &id, Lane::Goal, 0, expects(low * 0.9)).await.expect("is saved");
    fixture.write("정도윤", &id, Lane::Desired, 0, expects(low * 1.01)).await.expect("is saved");
    let map = fixture.map().await;
    let stage = map.stages.iter().find(|stage| stage.id == id).expect("is there");
    let drift = |lane: Lane| stage.written.iter().find(|cell| cell.lane == lane).expect("is written").drift;
    assert_eq!(drift(Lane::Goal).map(|figure| Some(figure.value)), Some(stage.time_s.median));
    assert_eq!(drift(Lane::Desired), None, "an interval that reaches the number does not contradict it");
    assert_eq!(stage.time_s, before.stages.iter().find(|stage| stage.id == id).expect("is there").time_s);
}

#[tokio::test]
async fn words_of_people_do_not_count_as_data() {
    let fixture = demo().await;
    let before = fixture.map().await.stages[0].clone();
    let assumed = WrittenContent { kind: WrittenKind::Assumption, ..said("우연히 만나기") };
    fixture.write("정도윤", &before.id, Lane::Goal, 0, assumed).await.expect("is saved");
    fixture.write("정도윤", &before.id, Lane::Actions, 0, said("친구에게 물음")).await.expect("is saved");
    let after = fixture.map().await.stages[0].clone();
    assert_eq!(after.coverage.computed, before.coverage.computed);
    assert_eq!(after.coverage.lanes, before.coverage.lanes + 1, "the goal is a lane more");
    let state =
        |lane: &str| after.coverage.by_lane.iter().find(|(name, _)| name == lane).map(|(_, state)| state.as_str());
    assert_eq!((state("goal"), state("actions")), (Some("assumed"), Some("computed")));
    assert_eq!(after.actions, before.actions, "what is computed stays");
}

#[tokio::test]
async fn a_settled_thread_that_somebody_answers_meanwhile_is_looked_at_again() {
    let fixture = demo().await;
    let stage = fixture.map().await.stages[0].id.clone();
    let (workspace, journey) = (&fixture.workspace, &fixture.journey);
    let new = NewComment { stage, lane: Lane::Goal, text: "@정도윤 맞나요?".into() };
    let lee = actor("이서준");
    team::comment(workspace, &actor("정도윤"), journey, NewComment { text: "처음".into(), ..new.clone() }, NOW)
        .await
        .expect("is said");
    let thread = team::comment(workspace, &lee, journey, new, NOW).await.expect("is said");
    assert_eq!(thread.comments[0].mentions, ["정도윤"]);
    let answer = Reply::Answer { text: "맞아요".into() };
    let answered = team::reply(workspace, &actor("정도윤"), journey, thread.id, answer, NOW).await.expect("is said");
    let late = Reply::Edit { comment: thread.id, text: "고침".into(), seen: thread.seen };
    let error = team::reply(workspace, &lee, journey, thread.id, late, NOW).await.expect_err("has moved on");
    assert!(matches!(error, AppError::Overtaken { what: "thread", .. }), "{error}");
    let again = Reply::Edit { comment: thread.id, text: "고침".into(), seen: answered.seen };
    let edited = team::reply(workspace, &lee, journey, thread.id, again, NOW).await.expect("is edited");
    assert_eq!(edited.comments[0].earlier[0].text, "@정도윤 맞나요?");
    let settled = team::reply(workspace, &lee, journey, thread.id, Reply::Resolve, NOW).await.expect("is settled");
    let twice =
        team::reply(workspace, &lee, journey, thread.id, Reply::Resolve, NOW).await.expect("is settled already");
    assert_eq!(twice, settled, "settling twice is settling once");
}
