//! What was made of voices is there whole, of each voice once, and lakes from before it open.

use yeojido_domain::{Feeling, Intent, Labels, Need, Sentiment, Topic, VoiceKey};

use super::{everything, folder, open};
use crate::table::Table;
use crate::{LakeError, StatementRow};

fn row(voice: u128, start: u32) -> StatementRow {
    let labels = Labels {
        sentiment: Some(Sentiment::Negative),
        score: -0.75,
        confidence: 0.8,
        emotion: vec![Feeling::Anger, Feeling::Anxiety],
        intent: Some(Intent::Complaint),
        topic: vec![Topic::Delivery],
        need: Some(Need::Speed),
        cause: Some((start, start + 4)),
        consequence: None,
    };
    StatementRow { voice: VoiceKey(voice), start, end: start + 9, labels, model: "one".into() }
}

fn of_another(voice: u128, start: u32) -> StatementRow {
    StatementRow { model: "two".into(), ..row(voice, start) }
}

fn undecided(voice: u128) -> StatementRow {
    StatementRow { labels: Labels { confidence: 0.3, ..Labels::default() }, ..row(voice, 20) }
}

#[tokio::test]
async fn statements_are_read_as_they_were_written_and_a_voice_is_told_once_by_the_last_model() {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    lake.put_statements(vec![row(3, 0), undecided(3)]).await.expect("stored");
    lake.put_statements(vec![row(1, 0)]).await.expect("stored");
    let before = lake.snapshot(None).await.expect("newest");
    let read = before.statements().await.expect("read");
    assert_eq!(read.rows(), [row(1, 0), row(3, 0), undecided(3)]);
    assert_eq!(read.of(VoiceKey(3)), [row(3, 0), undecided(3)]);
    assert_eq!(read.of(VoiceKey(2)), []);
    lake.put_statements(vec![of_another(3, 2), row(5, 0)]).await.expect("stored");
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
    drop(lake);
    let lake = open(&dir).await;
    let now = lake.snapshot(None).await.expect("newest").statements().await.expect("read");
    assert_eq!(now.rows(), [row(1, 0), of_another(3, 2), row(5, 0)]);
    let then = lake.snapshot(Some(before.version())).await.expect("still there");
    assert_eq!(then.statements().await.expect("read").rows().len(), 3);
}

#[tokio::test]
async fn statements_that_were_cut_off_are_brought_to_their_end() {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    lake.put_statements(vec![row(1, 0)]).await.expect("stored");
    lake.writer.lock().await.stop_after = Some(Table::Statements);
    let error = lake.put_statements(vec![of_another(1, 4), row(3, 0)]).await.expect_err("cut off");
    assert!(matches!(error, LakeError::Damaged { .. }));
    drop(lake);
    let lake = open(&dir).await;
    let read = lake.snapshot(None).await.expect("newest").statements().await.expect("read");
    assert_eq!(read.rows(), [of_another(1, 4), row(3, 0)]);
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}

#[tokio::test]
async fn a_statement_of_a_voice_without_words_is_found_wrong() {
    let dir = folder();
    let lake = open(&dir).await;
    lake.append(everything(0), None).await.expect("stored");
    lake.put_statements(vec![row(2, 0), row(99, 0)]).await.expect("stored");
    let wrong = lake.verify().await.expect("looked at");
    assert_eq!(wrong, ["2 statements belong to no voice that has words"]);
}

#[tokio::test]
async fn a_lake_from_before_there_were_statements_opens_without_any() {
    let dir = folder();
    open(&dir).await.append(everything(0), None).await.expect("stored");
    std::fs::remove_dir_all(dir.path().join("lake/statements")).expect("taken away");
    for version in 0..=1 {
        let path = dir.path().join(format!("lake/manifest/{version:020}.json"));
        let text = std::fs::read_to_string(&path).expect("a manifest");
        std::fs::write(&path, text.replace(",\"statements\":0", "")).expect("written");
        assert!(text.contains("\"statements\":0"));
    }
    let lake = open(&dir).await;
    assert_eq!(lake.snapshot(None).await.expect("newest").statements().await.expect("read").rows(), []);
    lake.put_statements(vec![row(1, 0)]).await.expect("stored");
    assert_eq!(lake.verify().await.expect("looked at"), Vec::<String>::new());
}
