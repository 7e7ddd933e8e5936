//! Decisions about who is who outlive a process that ends in the middle of one.

use serde_json::json;
use yeojido_app::people::{self, NewMerge};
use yeojido_app::team::Actor;
use yeojido_app::{AppError, DataFolder, Workspace};
use yeojido_domain::{Event, EventKey, LocalText, Micros, PersonId, WorkspaceName};
use yeojido_lake::{Batch, Identity};

const NOW: Micros = Micros(1_795_000_000_000_000);

async fn shop(folder: &DataFolder) -> std::sync::Arc<Workspace> {
    let name = WorkspaceName::new("shop").expect("a name");
    let workspace =
        folder.workspace_or_new(&name, LocalText::One("shop".into()), false, NOW).await.expect("a workspace");
    let events = (1..=4).map(|n| {
        let event = Event::new(EventKey(n), Some(format!("u{n}")), "view", Micros(NOW.0 + n as i64), "shop");
        Event { seq: n as i64, ..event }
    });
    let batch = Batch { source: "shop".into(), events: events.collect(), ..Batch::default() };
    workspace.lake.append(batch, None).await.expect("stored");
    workspace
}

fn new(customer: &str, into: &str) -> NewMerge {
    NewMerge { customer: customer.into(), into: into.into(), reason: None, key: None }
}

async fn who(workspace: &Workspace, name: &str) -> PersonId {
    let snapshot = workspace.lake.snapshot(None).await.expect("newest");
    snapshot.who(workspace.lake.person(Identity::Customer(name))).await.expect("somebody")
}

#[tokio::test]
async fn a_decision_that_was_only_written_down_is_carried_out_by_the_next_one() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = DataFolder::open(dir.path()).await.expect("a fresh folder");
    let workspace = shop(&folder).await;
    let owner = Actor::owner(None).expect("an owner");
    let [u1, u2, u3, u4] = ["u1", "u2", "u3", "u4"].map(|name| workspace.lake.person(Identity::Customer(name)));
    // What the process has written when it is killed between the two.
    let note = |undone: bool| json!({"customer": u1, "into": u2, "reason": null, "key": null, "undone": undone, "undone_reason": null});
    let kept = workspace.store.keep("merge", &note(false), &owner.author(), NOW).await.expect("kept");
    assert_eq!(who(&workspace, "u1").await, u1);
    people::merge(&workspace, &owner, &new("u3", "u4"), Micros(NOW.0 + 1)).await.expect("merged");
    assert_eq!((who(&workspace, "u1").await, who(&workspace, "u3").await), (u2, u4));

    let at = Micros(NOW.0 + 2);
    workspace
        .store
        .keep_anew("merge", kept.number, kept.revision, Some(&note(true)), &owner.author(), at)
        .await
        .expect("kept anew");
    let again = people::undo(&workspace, &owner, kept.number, None, Micros(NOW.0 + 3)).await;
    assert!(matches!(again, Err(AppError::Invalid { code: "already_undone", .. })), "{again:?}");
    assert_eq!((who(&workspace, "u1").await, who(&workspace, "u3").await), (u1, u4), "and it is undone");
    people::merge(&workspace, &owner, &new("u1", "u3"), Micros(NOW.0 + 4)).await.expect("merged");
    assert_eq!((who(&workspace, "u1").await, who(&workspace, "u2").await), (u4, u2));
    assert_ne!(u3, u4);
}
