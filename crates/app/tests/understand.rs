//! Voices get labels once, stopped work is taken up, another model takes over, and themes keep their ids.

use std::collections::HashSet;
use std::sync::Arc;

use yeojido_app::understand::{self, Look};
use yeojido_app::{AppError, DataFolder, Workspace};
use yeojido_domain::{Labels, LocalText, Micros, WorkspaceName};
use yeojido_lake::{Batch, StatementRow};

const NOW: Micros = Micros(1_795_000_000_000_000);

struct Fixture {
    _dir: tempfile::TempDir,
    _folder: DataFolder,
    workspace: Arc<Workspace>,
}

async fn demo(seed: u64, customers: usize) -> Fixture {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let name = WorkspaceName::new("demo").expect("a name");
    let workspace =
        folder.workspace_or_new(&name, LocalText::One("demo".into()), true, NOW).await.expect("a workspace");
    let fixture = Fixture { _dir: dir, _folder: folder, workspace };
    fixture.add(seed, customers).await;
    fixture
}

impl Fixture {
    async fn add(&self, seed: u64, customers: usize) {
        let company = yeojido_demo::company(seed, customers).expect("the corpus");
        let batch = Batch {
            source: "maru".into(),
            events: company.events,
            voices: company.voices,
            customers: company.customers,
            ..Batch::default()
        };
        self.workspace.lake.append(batch, None).await.expect("an append");
    }

    async fn label(&self) -> understand::Labelled {
        understand::label_voices(&self.workspace.lake, Look::AtOnce, |_, _| true).await.expect("labels")
    }

    async fn speaking(&self) -> u64 {
        let snapshot = self.workspace.lake.snapshot(None).await.expect("a snapshot");
        snapshot.voices().await.expect("voices").iter().filter(|voice| voice.has_text).count() as u64
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_voice_with_words_gets_labels_once() {
    let fixture = demo(3, 600).await;
    let speaking = fixture.speaking().await;
    assert!(understand::is_wanted(&fixture.workspace.lake, Look::AtOnce).await.expect("looked at"));
    let done = fixture.label().await;
    assert!(done.voices == speaking && done.statements >= speaking, "{done:?} of {speaking}");
    let version = fixture.workspace.lake.version();
    assert_eq!(fixture.label().await, understand::Labelled::default());
    assert_eq!(fixture.workspace.lake.version(), version, "nothing was to be done");
    fixture.add(4, 50).await;
    let more = fixture.speaking().await - speaking;
    assert_eq!(fixture.label().await.voices, more);
    let wrong = fixture.workspace.lake.verify().await.expect("looked at");
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn labelling_that_is_stopped_says_so_and_is_taken_up() {
    let fixture = demo(3, 300).await;
    let lake = &fixture.workspace.lake;
    let error = understand::label_voices(lake, Look::AtOnce, |_, _| false).await.expect_err("stopped");
    assert!(matches!(error, AppError::Cancelled));
    assert_eq!(fixture.label().await.voices, fixture.speaking().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closer_look_keeps_what_it_has_read_when_it_is_stopped_and_counts_every_voice_once() {
    let fixture = demo(3, 60).await;
    fixture.label().await;
    let (lake, speaking) = (&fixture.workspace.lake, fixture.speaking().await);
    assert!(speaking > 5, "{speaking}");
    let error = understand::label_voices(lake, Look::Closely, |read, _| read < 2).await.expect_err("stopped");
    assert!(matches!(error, AppError::Cancelled));
    let statements = async || {
        let snapshot = lake.snapshot(None).await.expect("a snapshot");
        let statements = snapshot.statements().await.expect("statements");
        let closely = statements.rows().iter().filter(|row| row.model.starts_with("closely-")).map(|row| row.voice);
        let all: HashSet<_> = statements.rows().iter().map(|row| row.voice).collect();
        (closely.collect::<HashSet<_>>().len() as u64, all.len() as u64)
    };
    assert_eq!(statements().await, (2, speaking));
    assert!(!understand::is_wanted(lake, Look::AtOnce).await.expect("looked at"), "all have labels");
    let done = understand::label_voices(lake, Look::Closely, |_, _| true).await.expect("labels");
    assert_eq!(done.voices, speaking - 2);
    assert_eq!(statements().await, (speaking, speaking));
    assert!(!understand::is_wanted(lake, Look::Closely).await.expect("looked at"));
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_of_another_model_give_way_to_the_shipped_one() {
    let fixture = demo(3, 200).await;
    let snapshot = fixture.workspace.lake.snapshot(None).await.expect("a snapshot");
    let voices = snapshot.voices().await.expect("voices");
    let old = voices.iter().filter(|voice| voice.has_text).map(|voice| StatementRow {
        voice: voice.key,
        start: 0,
        end: 1,
        labels: Labels::default(),
        model: "older".into(),
    });
    let old: Vec<_> = old.collect();
    fixture.workspace.lake.put_statements(old).await.expect("stored");
    assert_eq!(fixture.label().await.voices, fixture.speaking().await);
    let snapshot = fixture.workspace.lake.snapshot(None).await.expect("a snapshot");
    let statements = snapshot.statements().await.expect("statements");
    let rows = statements.rows();
    assert!(rows.iter().all(|row| &*row.model != "older") && rows.iter().any(|row| row.labels.sentiment.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn themes_keep_their_ids_and_their_names_while_data_grow() {
    let fixture = demo(3, 1_500).await;
    fixture.label().await;
    let before = understand::themes(&fixture.workspace, NOW).await.expect("themes");
    assert!(before.themes.len() > 20, "{}", before.themes.len());
    assert!(before.themes.iter().any(|theme| theme.id == "delivery.late" && !theme.verbatims.is_empty()));
    assert!(before.spoken > 0 && before.other * 100 < before.spoken * 15, "{} of {}", before.other, before.spoken);
    let again = understand::themes(&fixture.workspace, NOW).await.expect("themes");
    assert!(Arc::ptr_eq(&before, &again), "the same version is answered from what was told");
    fixture.add(5, 150).await;
    fixture.label().await;
    let after = understand::themes(&fixture.workspace, NOW).await.expect("themes");
    assert_eq!(after.lake_version, fixture.workspace.lake.version());
    for theme in &before.themes {
        let now = after.themes.iter().find(|other| other.id == theme.id).expect("it is still there");
        assert_eq!(now.topic, theme.topic);
        assert!(now.statements >= theme.statements, "{}: {} of {}", theme.id, now.statements, theme.statements);
    }
}
