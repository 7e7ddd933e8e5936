//! Real data, where this machine has them: counts equal those of the raw files, counted here by other means.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use yeojido_app::collect::{ImportPlan, ImportResult};
use yeojido_domain::{Mapping, Zone};

use super::steps::{Room, plan};
use super::{drafts, now, shared};

type Rows = Vec<HashMap<String, String>>;

fn raw(folder: &Path, name: &str) -> Rows {
    let mut reader = csv::Reader::from_path(folder.join(name)).expect("opens");
    let header = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| header.iter().map(str::to_owned).zip(row.expect("a row").iter().map(str::to_owned)).collect())
        .collect()
}

fn example(name: &str) -> Mapping {
    let path = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate"))
        .join("../../examples/olist")
        .join(name);
    Mapping::from_yaml(&std::fs::read_to_string(path).expect("an example")).expect("a mapping")
}

fn by_event(path: &Path, mapping: &Mapping) -> BTreeMap<String, u64> {
    let (got, _) = drafts(path, Some(mapping)).expect("reads");
    assert_eq!(got.rejects, []);
    let mut counts = BTreeMap::new();
    for event in got.events {
        *counts.entry(event.event).or_default() += 1;
    }
    counts
}

#[test]
fn every_event_of_olist_is_counted_as_in_its_files() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let orders = raw(&folder, "olist_orders_dataset.csv");
    let filled = |column: &str| orders.iter().filter(|row| !row[column].is_empty()).count() as u64;
    let counts = by_event(&folder.join("olist_orders_dataset.csv"), &example("orders.yaml"));
    let want = [
        ("order placed", filled("order_purchase_timestamp")),
        ("order approved", filled("order_approved_at")),
        ("handed to carrier", filled("order_delivered_carrier_date")),
        ("delivered", filled("order_delivered_customer_date")),
    ];
    assert_eq!(counts, want.into_iter().map(|(name, n)| (name.to_owned(), n)).collect());
    for (mapping, file, event) in [
        ("reviews.yaml", "olist_order_reviews_dataset.csv", "review written"),
        ("items.yaml", "olist_order_items_dataset.csv", "item bought"),
        ("payments.yaml", "olist_order_payments_dataset.csv", "payment made"),
    ] {
        let want = raw(&folder, file).len() as u64;
        assert_eq!(by_event(&folder.join(file), &example(mapping)), [(event.to_owned(), want)].into());
    }
}

#[test]
fn a_review_of_olist_is_a_voice_of_its_customer() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let (got, _) =
        drafts(&folder.join("olist_order_reviews_dataset.csv"), Some(&example("reviews.yaml"))).expect("reads");
    let raw_rows = raw(&folder, "olist_order_reviews_dataset.csv");
    assert_eq!(got.voices.len(), raw_rows.len());
    let written = raw_rows.iter().filter(|row| !row["review_comment_message"].trim().is_empty()).count();
    assert_eq!(got.voices.iter().filter(|voice| voice.text.is_some()).count(), written);
    let sum: f64 = raw_rows.iter().filter_map(|row| row["review_score"].parse::<f64>().ok()).sum();
    let got_sum: f64 = got.voices.iter().filter_map(|voice| voice.score).sum();
    assert!((sum - got_sum).abs() < 1e-9);
    assert!(got.voices.iter().all(|voice| voice.customer.is_some() && voice.order.is_some()));
}

#[test]
fn orders_that_go_back_in_time_are_counted_as_the_reference_counts_them() {
    let (Some(folder), Some(reference)) = (shared("data/orders/olist"), shared("reference/olist_sample_journey.json"))
    else {
        return;
    };
    let reference: serde_json::Value = serde_json::from_slice(&std::fs::read(reference).expect("reads")).expect("JSON");
    let (_, mapper) = drafts(&folder.join("olist_orders_dataset.csv"), Some(&example("orders.yaml"))).expect("reads");
    let faults: BTreeMap<(String, String), u64> =
        mapper.clock_faults().into_iter().map(|fault| ((fault.from, fault.to), fault.count)).collect();
    let count = |from: &str, to: &str| faults.get(&(from.to_owned(), to.to_owned())).copied().unwrap_or(0);
    let want = |name: &str| reference["negative_durations"][name].as_u64().expect("a number");
    assert_eq!(count("order placed", "order approved"), want("approve"));
    assert_eq!(count("order approved", "handed to carrier"), want("handover"));
    assert_eq!(count("handed to carrier", "delivered"), want("transit"));
}

#[tokio::test]
async fn olist_lies_in_the_lake_as_it_lies_in_its_files() {
    let Some(folder) = shared("data/orders/olist") else { return };
    let room = Room::new().await;
    let mut results: Vec<ImportResult> = Vec::new();
    for (mapping, file) in
        [("orders.yaml", "olist_orders_dataset.csv"), ("reviews.yaml", "olist_order_reviews_dataset.csv")]
    {
        let plan =
            ImportPlan::new(&folder.join(file), example(mapping), Zone::seoul(), now(), "owner").expect("a plan");
        results.push(room.import(&plan).await);
    }
    let people: HashSet<String> = raw(&folder, "olist_customers_dataset.csv")
        .into_iter()
        .map(|mut row| row.remove("customer_unique_id").expect("a column"))
        .collect();
    assert_eq!(results[0].customers, people.len() as u64);
    assert_eq!((results[1].voices, results[1].rejected, results[1].duplicates), (8225, 0, 0));
    let snapshot = room.lake.snapshot(None).await.expect("a snapshot");
    let events = snapshot.events(&[]).await.expect("events");
    assert_eq!(events.time.len() as u64, results.iter().map(|result| result.events).sum::<u64>());
    assert_eq!(events.persons.len(), people.len());
    assert_eq!(snapshot.voices().await.expect("voices").len(), 8225);
}

#[tokio::test]
async fn the_three_object_logs_give_the_same_counts() {
    let Some(folder) = shared("data/journeys") else { return };
    for name in ["ocel20_example.jsonocel", "ocel20_example.xmlocel", "ocel20_example.sqlite"] {
        let room = Room::new().await;
        let got = room.import(&plan(&folder.join(name))).await;
        assert_eq!((got.read, got.events, got.objects, got.relations), (13, 13, 9, 20), "{name}");
        assert_eq!((got.stored, got.rejected), (13, 0), "{name}");
        let lake = room.lake.snapshot(None).await.expect("a snapshot").objects().await.expect("objects");
        assert_eq!(lake, (9, 20), "{name}");
    }
}

#[test]
fn logs_of_the_field_are_read_whole() {
    let Some(folder) = shared("data/journeys") else { return };
    for (name, events, cases) in [
        ("running-example.xes", 42, 6),
        ("running-example.csv", 42, 6),
        ("helpdesk.xes.gz", 21_348, 4_580),
        ("ecom.csv.gz", 31_106, 600),
    ] {
        let (got, mapper) = drafts(&folder.join(name), None).expect("reads");
        assert_eq!((got.events.len(), mapper.people(), got.rejects.len()), (events, cases, 0), "{name}");
    }
}
