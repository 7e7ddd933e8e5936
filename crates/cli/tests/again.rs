//! What is there already is not stored again, whatever the file is called.

mod program;

use std::path::Path;

use program::{Room, counts, fixture};
use serde_json::Value;

const OCTOBER: &str = "고객번호,행동,일시\n1,방문,2026-10-01 10:00\n1,주문,2026-10-01 10:05\n2,방문,2026-10-31 23:59\n";
const LATER: &str = "고객번호,행동,일시\n1,주문,2026-10-01 10:05\n2,방문,2026-10-31 23:59\n2,주문,2026-11-01 00:03\n3,방문,2026-11-02 09:00\n";

fn told(result: &Value) -> [u64; 4] {
    counts(result, ["read", "stored", "duplicates", "rejected"])
}

#[test]
fn the_same_file_again_stores_nothing() {
    let room = Room::new();
    for name in ["good/events.ko.cp949.csv", "good/reviews.ko.csv", "good/orders.wide.ko.csv", "good/events.en.jsonl"] {
        let first = room.import(&fixture(name), &[]);
        assert!(told(&first)[1] > 0, "{name}: {first}");
        let again = room.import(&fixture(name), &[]);
        assert_eq!(told(&again), [told(&first)[0], 0, told(&first)[1], 0], "{name}");
    }
    room.verify();
}

#[test]
fn the_same_rows_in_a_file_of_another_name_store_nothing() {
    let room = Room::new();
    let october = room.file("주문-10월.csv", OCTOBER);
    assert_eq!(told(&room.import(&october, &[])), [3, 3, 0, 0]);
    let copy = room.file("다시 받은 것.csv", OCTOBER);
    assert_eq!(told(&room.import(&copy, &[])), [3, 0, 3, 0]);
    let (korean, ..) = encode(OCTOBER);
    let korean = room.file("cp949.csv", korean);
    assert_eq!(told(&room.import(&korean, &[])), [3, 0, 3, 0], "in another encoding");
    let turned =
        room.file("turned.csv", "일시,메모,고객번호,행동\n2026-10-31 23:59,,2,방문\n2026-10-01 10:05,, 1 ,주문\n");
    assert_eq!(told(&room.import(&turned, &[])), [2, 0, 2, 0], "other columns first, and one more that is empty");
    assert_eq!(room.events(), 3);
    room.verify();
}

/// Korean text as old programs write it.
fn encode(text: &str) -> (Vec<u8>, bool) {
    let (bytes, _, lossy) = encoding_rs::EUC_KR.encode(text);
    (bytes.into_owned(), lossy)
}

#[test]
fn a_later_export_that_overlaps_stores_only_what_is_new() {
    let room = Room::new();
    room.import(&room.file("주문-10월.csv", OCTOBER), &[]);
    assert_eq!(told(&room.import(&room.file("주문-11월.csv", LATER), &[])), [4, 2, 2, 0]);
    assert_eq!(room.events(), 5);
}

#[test]
fn equal_rows_inside_one_file_are_kept() {
    let room = Room::new();
    let clicks = "user_id,event,time\nu1,click,2026-10-01\nu1,click,2026-10-01\nu1,click,2026-10-01\n";
    assert_eq!(told(&room.import(&room.file("clicks.csv", clicks), &[])), [3, 3, 0, 0]);
    assert_eq!(told(&room.import(&room.file("other.csv", clicks), &[])), [3, 0, 3, 0]);
    let more = format!("{clicks}u1,click,2026-10-01\n");
    assert_eq!(told(&room.import(&room.file("more.csv", more), &[])), [4, 1, 3, 0], "the fourth is new");
}

#[test]
fn given_ids_count_within_their_source() {
    let room = Room::new();
    let one = "event_id,user_id,event,time\n7,u1,a,2026-10-01\n7,u1,a,2026-10-01\n8,u1,b,2026-10-02\n";
    let other = "event_id,user_id,event,time\n7,u9,z,2026-10-05\n";
    assert_eq!(told(&room.import(&room.file("shop.csv", one), &[])), [3, 2, 1, 0]);
    assert_eq!(told(&room.import(&room.file("desk.csv", other), &[])), [1, 1, 0, 0], "the desk's 7 is another 7");
    assert_eq!(told(&room.import(&room.file("shop (1).csv", one), &[])), [3, 0, 3, 0], "downloaded a second time");
}

fn mapping(room: &Room, name: &str) -> std::path::PathBuf {
    let text = format!("mapping: 1\nname: {name}\nevents:\n- {{event_from: event, time: time, customer: user_id}}\n");
    room.file(&format!("{name}.yaml"), text)
}

fn import_as(room: &Room, file: &Path, mapping: &Path) -> [u64; 4] {
    told(&room.import(file, &["--mapping", mapping.to_str().expect("UTF-8")]))
}

#[test]
fn sources_named_on_purpose_stand_apart() {
    let room = Room::new();
    let (web, app) = (mapping(&room, "web"), mapping(&room, "app"));
    let logins = "user_id,event,time\nu1,login,2026-10-01\nu2,login,2026-10-01\n";
    let (first, second) = (room.file("logins-1.csv", logins), room.file("logins-2.csv", logins));
    assert_eq!(import_as(&room, &first, &web), [2, 2, 0, 0]);
    assert_eq!(import_as(&room, &second, &app), [2, 2, 0, 0], "who used both did log in twice");
    assert_eq!(import_as(&room, &second, &web), [2, 0, 2, 0], "the same source in another file");
    room.verify();
}

#[test]
fn a_mapping_named_after_its_first_file_knows_its_rows_in_every_other() {
    let room = Room::new();
    let named = mapping(&room, "october");
    let one = room.file("october.csv", "user_id,event,time\nu1,a,2026-10-01\nu2,a,2026-10-31\n");
    let two = room.file("november.csv", "user_id,event,time\nu2,a,2026-10-31\nu2,b,2026-11-01\n");
    assert_eq!(import_as(&room, &one, &named), [2, 2, 0, 0]);
    assert_eq!(import_as(&room, &two, &named), [2, 1, 1, 0]);
    assert_eq!(told(&room.import(&two, &[])), [2, 0, 2, 0], "and without the mapping too");
}
