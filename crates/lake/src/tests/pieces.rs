//! Pieces folded apart, each where only its files are, against all events at once; and copies of a lake.

use std::path::Path;

use tempfile::TempDir;
use yeojido_domain::{Event, EventKey};
use yeojido_journey::{Folded, Part, Question};

use super::{event, events, folder, open};
use crate::{Batch, Catalogue, Lake, LakeError, Need, Piece, Shipment, Stop};

/// Forty appends, late ones among them, of customers and of visitors some of whom turn out to be customers.
async fn filled(dir: &TempDir) -> Lake {
    let lake = open(dir).await;
    for append in 0..40_i64 {
        let one = |n: i64| {
            let key = u128::try_from(append * 100 + n).expect("positive") + 1;
            let who = (append * 7 + n * 13) % 23;
            let time = (n * 7_919 + append * 104_729) % 1_000_003 - 77;
            let made = Event {
                key: EventKey(key << 64),
                channel: (n % 3 > 0).then(|| format!("c{}", n % 3)),
                ..event(key, "", ["view", "cart", "pay"][usize::try_from(who + n).expect("positive") % 3], time)
            };
            match who % 4 {
                0 => Event { customer: None, anonymous: Some(format!("쿠키{who}")), ..made },
                1 if append > 20 => Event {
                    customer: Some(format!("고객{}", who % 5)),
                    anonymous: Some(format!("쿠키{}", who - 1)),
                    ..made
                },
                _ => Event { customer: Some(format!("고객{who}")), ..made },
            }
        };
        lake.append(events((0..30).map(one).collect()), None).await.expect("stored");
    }
    lake
}

fn questions() -> Vec<Question> {
    let steps = r#"[{"event":"view"},{"event":"pay"}]"#;
    let written = [
        r#"{"analysis":"transitions"}"#.to_owned(),
        r#"{"analysis":"variants"}"#.to_owned(),
        r#"{"analysis":"attribution","spec":{"conversion":{"event":"pay"}}}"#.to_owned(),
        format!(
            r#"{{"analysis":"funnel","spec":{{"steps":{steps},"breakdown":"channel","trend":"day","who":{{"step":0,"is":"reached","limit":5}}}}}}"#
        ),
    ];
    written.iter().map(|text| serde_json::from_str(text).expect("a question")).collect()
}

fn copy(from: &Path, to: &Path, file: &Path) {
    std::fs::create_dir_all(to.join(file).parent().expect("a folder")).expect("made");
    std::fs::copy(from.join(file), to.join(file)).expect("copied");
}

/// Folds a piece in a folder of its own.
fn apart(question: &Question, root: &Path, piece: &Piece) -> Option<Folded> {
    let own = folder();
    for file in piece.files().expect("files of a lake") {
        copy(root, own.path(), &file.path);
        let bytes = std::fs::read(own.path().join(&file.path)).expect("there");
        assert_eq!((bytes.len() as u64, crate::write::checksum(&bytes)), (file.bytes, file.checksum));
    }
    let add = |sum: &mut Option<Folded>, part: &Part<'_>| -> Result<(), LakeError> {
        let more = question.fold(part).expect("a good question");
        match sum {
            None => *sum = Some(more),
            Some(sum) => sum.merge(more).expect("of the same question"),
        }
        Ok(())
    };
    piece.fold(own.path(), &Need::of(question.columns()), &Stop::default(), add).expect("folded")
}

#[tokio::test]
async fn pieces_apart_come_to_what_the_whole_comes_to() {
    let dir = folder();
    let lake = filled(&dir).await;
    let catalogue = Catalogue::read(dir.path(), None).await.expect("a catalogue");
    let snapshot = lake.snapshot(None).await.expect("the newest");
    let plain = snapshot.events(&["channel"]).await.expect("events");
    assert_eq!(catalogue.version(), 40);
    assert_eq!(catalogue.rows(), plain.len() as u64);
    assert_eq!(catalogue.span(), plain.begin().zip(plain.end()));
    for question in questions() {
        let columns = question.columns();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let whole = snapshot.events(&columns).await.expect("events");
        let at_once = question.fold(&Part::all(&whole)).expect("a good question");
        let at_once = question.report(at_once, catalogue.span()).expect("an answer");
        for shares in [1, 3] {
            let pieces = catalogue.pieces(shares);
            assert!(pieces.len() > 4 * shares as usize, "{}", pieces.len());
            let mut folded = pieces.iter().rev().filter_map(|piece| apart(&question, dir.path(), piece));
            let mut sum = folded.next().expect("some events");
            folded.for_each(|more| sum.merge(more).expect("of the same question"));
            assert_eq!(question.report(sum, catalogue.span()).expect("an answer"), at_once, "{question:?}");
        }
    }
}

#[tokio::test]
async fn a_piece_that_names_what_no_lake_names_is_refused() {
    let dir = folder();
    filled(&dir).await;
    let catalogue = Catalogue::read(dir.path(), None).await.expect("a catalogue");
    let good = serde_json::to_string(&catalogue.pieces(1)[0]).expect("written");
    let path = good.split('"').find(|word| word.ends_with(".parquet")).expect("a file").to_owned();
    for bad in ["../../restricted/key", "bucket=0/../../x.parquet", "/etc/passwd", "bucket=99/1-0.parquet"] {
        let piece: Piece = serde_json::from_str(&good.replace(&path, bad)).expect("a piece");
        assert!(matches!(piece.files(), Err(LakeError::Damaged { .. })), "{bad}");
        let folded =
            piece.fold(dir.path(), &Need::default(), &Stop::default(), |_: &mut Option<()>, _| Ok::<_, LakeError>(()));
        assert!(folded.is_err(), "{bad}");
    }
    assert!(matches!(Catalogue::read(dir.path(), Some(41)).await, Err(LakeError::NoVersion { asked: 41, newest: 40 })));
}

#[tokio::test]
async fn a_copy_in_the_order_of_the_shipment_is_a_lake_however_far_it_got() {
    let (dir, there) = (folder(), folder());
    let lake = filled(&dir).await;
    let first = Shipment::of(dir.path(), false).expect("a list");
    lake.append(Batch { source: "late".into(), ..events(vec![event(9 << 70, "늦은", "view", 5)]) }, None)
        .await
        .expect("stored");
    // What came after the list was made is not in it.
    assert_eq!((first.version, first.manifests.len()), (40, 41));
    assert!(first.data.iter().chain(&first.commits).all(|path| path.starts_with("lake")));
    first
        .data
        .iter()
        .chain(&first.commits)
        .chain(&first.pointers)
        .for_each(|file| copy(dir.path(), there.path(), file));
    for version in [0, 7, 40] {
        copy(dir.path(), there.path(), &first.manifests[version]);
        let copied = Catalogue::read(there.path(), None).await.expect("a lake");
        let own = Catalogue::read(dir.path(), Some(version as u64)).await.expect("a version");
        assert_eq!((copied.version(), copied.rows(), copied.span()), (version as u64, own.rows(), own.span()));
    }
    let whole = Shipment::of(dir.path(), true).expect("a list");
    assert!(whole.data.iter().any(|path| path.starts_with("restricted/identifiers")));
    assert!(whole.data.iter().chain(&whole.commits).all(|path| path.file_name() != Some("key".as_ref())));
}
