//! Orders and reviews of a real marketplace: every count of the program equals one made here, plainly, from the files.

mod program;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use program::{Room, count, counts, root, shared};
use serde_json::Value;

/// A walk ends after so much silence.
const GAP_S: i64 = 60 * 24 * 60 * 60;
const STAGES: [&str; 5] = ["ordered", "approved", "handed-over", "delivered", "reviewed"];
/// The columns whose times are the events of the first four stages.
const TIMES: [(&str, &str); 4] = [
    ("order_purchase_timestamp", "order placed"),
    ("order_approved_at", "order approved"),
    ("order_delivered_carrier_date", "handed to carrier"),
    ("order_delivered_customer_date", "delivered"),
];

type Rows = Vec<HashMap<String, String>>;

fn raw(folder: &Path, part: &str) -> Rows {
    let mut reader = csv::Reader::from_path(folder.join(format!("olist_{part}_dataset.csv"))).expect("opens");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// The four files, imported by the mappings of the example; what each import said.
fn import(room: &Room, folder: &Path) -> [Value; 4] {
    let parts =
        [("orders", "orders"), ("order_reviews", "reviews"), ("order_items", "items"), ("order_payments", "payments")];
    parts.map(|(part, mapping)| {
        let mapping = root().join(format!("examples/olist/{mapping}.yaml"));
        let file = folder.join(format!("olist_{part}_dataset.csv"));
        let result = room.import(&file, &["--mapping", mapping.to_str().expect("UTF-8")]);
        assert_eq!(count(&result, "rejected"), 0, "{part}");
        result
    })
}

#[test]
fn every_event_is_counted_as_in_the_files() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let room = Room::new();
    let results = import(&room, &folder);
    let orders = raw(&folder, "orders");
    let filled = |column: &str| orders.iter().filter(|row| !row[column].is_empty()).count() as u64;
    let mut want: BTreeMap<String, u64> =
        TIMES.iter().map(|(column, name)| ((*name).to_owned(), filled(column))).collect();
    for (part, name) in
        [("order_reviews", "review written"), ("order_items", "item bought"), ("order_payments", "payment made")]
    {
        want.insert(name.to_owned(), raw(&folder, part).len() as u64);
    }
    let got = room.json(&["analyze", "transitions"]);
    let mut events: BTreeMap<String, u64> = BTreeMap::new();
    for (list, name) in [("start", "event"), ("edges", "to")] {
        for row in got[list].as_array().expect("a list") {
            *events.entry(row[name].as_str().expect("a name").to_owned()).or_default() += count(row, "count");
        }
    }
    assert_eq!(events, want);
    assert_eq!(count(&got, "events"), want.values().sum::<u64>());
    assert_eq!(results.iter().map(|result| count(result, "events")).sum::<u64>(), want.values().sum::<u64>());
    assert_eq!(count(&results[1], "voices"), want["review written"]);
    clock_faults(&results[0]);
    room.verify();
}

/// Handed over before approved, delivered before handed over: told, in orders that were told to their end.
fn clock_faults(orders: &Value) {
    let faults = orders["clock_faults"].as_array().expect("faults");
    let told: Vec<(&str, &str, u64)> = faults
        .iter()
        .map(|f| (f["from"].as_str().expect("a name"), f["to"].as_str().expect("a name"), count(f, "count")))
        .collect();
    assert_eq!(told, [("order approved", "handed to carrier", 68), ("handed to carrier", "delivered", 3)]);
}

/// Something a customer did: when, in which stage.
type Step = (i64, usize);

/// What every customer did, in order of time; at the same instant the one that stood earlier in its file came first.
fn steps(folder: &Path) -> HashMap<String, Vec<Step>> {
    let brazil = TimeZone::get("America/Sao_Paulo").expect("a zone");
    let second = |text: &str| -> i64 {
        let local: DateTime = text.parse().expect("a time");
        let at: Timestamp = brazil.to_timestamp(local).expect("an instant");
        at.as_second()
    };
    let mut people: HashMap<String, String> = HashMap::new();
    for mut row in raw(folder, "customers") {
        people.insert(row.remove("customer_id").expect("an id"), row.remove("customer_unique_id").expect("an id"));
    }
    let mut buyers: HashMap<String, String> = HashMap::new();
    let mut steps: HashMap<String, Vec<Step>> = HashMap::new();
    for row in raw(folder, "orders") {
        let buyer = people[&row["customer_id"]].clone();
        for (stage, (column, _)) in TIMES.iter().enumerate() {
            if !row[*column].is_empty() {
                steps.entry(buyer.clone()).or_default().push((second(&row[*column]), stage));
            }
        }
        buyers.insert(row["order_id"].clone(), buyer);
    }
    for row in raw(folder, "order_reviews") {
        steps.entry(buyers[&row["order_id"]].clone()).or_default().push((second(&row["review_creation_date"]), 4));
    }
    // A stable sort keeps the order of the file.
    steps.values_mut().for_each(|list| list.sort_by_key(|step| step.0));
    steps
}

/// A walk is what one customer did up to a review, or up to a silence longer than the gap.
fn walks(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut walks: Vec<Vec<Step>> = Vec::new();
    for &step in steps {
        let goes_on =
            walks.last().and_then(|walk| walk.last()).is_some_and(|last| last.1 != 4 && step.0 - last.0 <= GAP_S);
        match walks.last_mut() {
            Some(walk) if goes_on => walk.push(step),
            _ => walks.push(vec![step]),
        }
    }
    walks
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    entered: u64,
    went_on: u64,
    dropped: u64,
    undecided: u64,
    reentries: u64,
}

/// Adds one walk to the tallies; `open` while it may still go on.
fn add(tallies: &mut [Tally; 5], walk: &[Step], open: bool) {
    for (stage, tally) in tallies.iter_mut().enumerate() {
        let Some(first) = walk.iter().position(|step| step.1 == stage) else { continue };
        tally.entered += 1;
        let later = walk[first..].iter().any(|step| step.1 > stage);
        // The last stage catches reviews alone, and a review is the goal.
        if later || stage == 4 {
            tally.went_on += 1;
        } else if open {
            tally.undecided += 1;
        } else {
            tally.dropped += 1;
        }
        let came = |at: usize| walk[at].1 == stage && walk[at - 1].1 != stage;
        tally.reentries += (first + 1..walk.len()).filter(|&at| came(at)).count() as u64;
    }
}

#[test]
fn walks_are_counted_as_they_are_here() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let steps = steps(&folder);
    let end = steps.values().flatten().map(|step| step.0).max().expect("steps");
    let mut want = [Tally::default(); 5];
    let mut all = 0;
    for list in steps.values() {
        let walks = walks(list);
        all += walks.len() as u64;
        for (at, walk) in walks.iter().enumerate() {
            let last = walk.last().expect("a step");
            let open = at + 1 == walks.len() && last.1 != 4 && end - last.0 <= GAP_S;
            add(&mut want, walk, open);
        }
    }

    let room = Room::new();
    import(&room, &folder);
    let journey = root().join("examples/olist/olist.journey.yaml");
    let applied = room.json(&["journey", "apply", journey.to_str().expect("UTF-8")]);
    assert_eq!((applied["id"].as_str(), applied["version"].as_u64()), (Some("olist"), Some(1)));
    let map = room.json(&["map", "olist"]);
    assert_eq!((count(&map, "walks"), count(&map, "customers")), (all, steps.len() as u64));
    let stages = map["stages"].as_array().expect("stages");
    assert_eq!(stages.iter().map(|stage| stage["id"].as_str().expect("an id")).collect::<Vec<_>>(), STAGES);
    for (stage, want) in stages.iter().zip(want) {
        let [entered, went_on, dropped, undecided, reentries] =
            counts(stage, ["entered", "went_on", "dropped", "undecided", "reentries"]);
        assert_eq!(Tally { entered, went_on, dropped, undecided, reentries }, want, "{}", stage["id"]);
        assert_eq!(entered, went_on + dropped + undecided, "{}", stage["id"]);
    }
    // A voice for every review, each in a stage or told to be in none.
    let placed: u64 = stages.iter().map(|stage| count(stage, "voices")).sum();
    assert_eq!(placed + count(&map, "voices_unplaced"), raw(&folder, "order_reviews").len() as u64);
}

#[test]
fn lateness_splits_the_review_score_most_and_breaks_at_three_days() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let room = Room::new();
    import(&room, &folder);
    let journey = root().join("examples/olist/olist.journey.yaml");
    room.json(&["journey", "apply", journey.to_str().expect("UTF-8")]);
    let map = room.json(&["map", "olist"]);
    let reviewed = map["stages"].as_array().and_then(|stages| stages.last()).expect("stages");
    let lists = [&reviewed["pains"], &reviewed["delights"]].map(|list| list.as_array().expect("a list").clone());
    let mut of_score: Vec<&Value> =
        lists.iter().flatten().filter(|finding| finding["effect"]["measure"] == "emotion").collect();
    let weight = |finding: &&Value| finding["weight"]["value"].as_f64().expect("a number");
    of_score.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    assert_eq!(of_score[0]["title"]["ko"], "배송 완료가 promised보다 3일 넘게 늦으면 덜 만족해요");
    assert_eq!(
        of_score[0]["title"]["en"],
        "Customers are less satisfied where Delivered comes more than 3 days after promised"
    );
}
