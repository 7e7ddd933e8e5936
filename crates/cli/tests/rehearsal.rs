//! `import --dry-run`: says what would be stored, in the zone of the workspace, and stores nothing.

mod program;

use jiff::{Timestamp, ToSpan};
use program::{Room, count, counts, fixture};
use yeojido_domain::{LocalText, Micros, WorkspaceName, Zone};
use yeojido_store::{ServerStore, WorkspaceRow};

#[test]
fn a_rehearsal_counts_lists_rejects_and_makes_nothing() {
    let room = Room::new();
    let file = fixture("bad/formulas.csv");
    let ran = room.run(&program::import_of(&file, &["--dry-run"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let result: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(counts(&result, ["read", "events", "stored", "rejected"]), [3, 2, 0, 1]);
    assert!(ran.err.contains("row 4: time: this is not a time"), "{}", ran.err);
    assert!(!room.data().exists());
}

/// Makes a workspace that lives by another zone.
fn honolulu(room: &Room) {
    std::fs::create_dir_all(room.data()).expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", room.data().join("server.db").display());
    let row = WorkspaceRow {
        name: WorkspaceName::new("default").expect("a name"),
        title: LocalText::One("default".to_owned()),
        zone: "Pacific/Honolulu".parse::<Zone>().expect("a zone"),
        demo: false,
        created_at: Micros(0),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let server = ServerStore::open(&url).await.expect("a store");
        server.put_workspace_if_absent(&row).await.expect("a row");
    });
}

#[test]
fn a_rehearsal_lives_by_the_zone_of_the_workspace() {
    // Twenty-nine hours ahead by the clock of Greenwich: less than a day ahead in Seoul, more than one in Honolulu.
    let soon = Timestamp::now().checked_add(29.hours()).expect("in range").strftime("%Y-%m-%d %H:%M").to_string();
    let (seoul, hawaii) = (Room::new(), Room::new());
    honolulu(&hawaii);
    for (room, rejected) in [(&seoul, 0), (&hawaii, 1)] {
        let file = room.file("soon.csv", format!("user_id,event,time\nu1,a,2026-10-01\nu2,a,{soon}\n"));
        let rehearsed = room.import(&file, &["--dry-run"]);
        assert_eq!(count(&rehearsed, "rejected"), rejected, "{rehearsed}");
        let imported = room.import(&file, &[]);
        assert_eq!(count(&imported, "rejected"), rejected, "{imported}");
    }
}
