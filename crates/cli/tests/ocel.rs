//! One object-centric log in three formats gives the same counts, once.

mod program;

use program::{Room, counts, shared};

#[test]
fn the_three_object_logs_hold_the_same_and_are_stored_once() {
    let Some(folder) = shared("data/journeys") else { return };
    for name in ["ocel20_example.jsonocel", "ocel20_example.xmlocel", "ocel20_example.sqlite"] {
        let room = Room::new();
        let first = room.import(&folder.join(name), &[]);
        let held = ["events", "objects", "relations"];
        assert_eq!(counts(&first, held), [13, 9, 20], "{name}");
        assert_eq!(counts(&first, ["read", "stored", "duplicates", "rejected"]), [13, 13, 0, 0], "{name}");
        let again = room.import(&folder.join(name), &[]);
        assert_eq!(counts(&again, held), [13, 9, 20], "{name}");
        assert_eq!(counts(&again, ["read", "stored", "duplicates", "rejected"]), [13, 0, 13, 0], "{name}");
        assert_eq!(room.events(), 13, "{name}");
        room.verify();
    }
}
