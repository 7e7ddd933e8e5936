//! Tests of `/api/w/imports/preview`.

use serde_json::json;

use crate::stand::{EVENTS, Stand, VOICES, events_mapping, is_problem};

#[tokio::test]
async fn a_file_without_a_mapping_is_guessed() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let ask = json!({"upload": upload["upload"], "file": "orders.csv"});
    let (status, preview) = stand.post("/api/w/shop/imports/preview", &ask).await;
    assert_eq!(status, 200, "{preview}");
    assert_eq!((&preview["format"], preview["columns"].as_array().map(Vec::len)), (&"csv".into(), Some(5)));
    assert_eq!(preview["result"]["events"], 6, "{preview}");
    assert_eq!(preview["sample"]["events"][0]["event"], "visit");
    let (_, fields) = stand.get("/api/w/shop/fields").await;
    assert_eq!(fields["events"], json!([]), "nothing is stored");
}

#[tokio::test]
async fn voices_of_a_file_are_shown_before_anything_is_stored() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("reviews.csv", VOICES.as_bytes())]).await;
    let ask = json!({"upload": upload["upload"], "file": "reviews.csv"});
    let (status, preview) = stand.post("/api/w/shop/imports/preview", &ask).await;
    assert_eq!((status.as_u16(), &preview["result"]["voices"]), (200, &2.into()), "{preview}");
    assert_eq!(preview["sample"]["voices"][0]["statements"], json!([]), "nobody has looked at them yet");
}

#[tokio::test]
async fn a_given_mapping_is_tried() {
    let stand = Stand::new().await;
    let (_, upload) = stand.upload(&[("orders.csv", EVENTS.as_bytes())]).await;
    let mut mapping = events_mapping();
    let ask =
        |mapping: &serde_json::Value| json!({"upload": upload["upload"], "file": "orders.csv", "mapping": mapping});
    let (_, preview) = stand.post("/api/w/shop/imports/preview", &ask(&mapping)).await;
    assert_eq!(preview["result"]["events"], 6, "{preview}");
    mapping["join"] = json!([{"file": "../../../store.db", "on": "a", "take": ["b"]}]);
    is_problem(&stand.post("/api/w/shop/imports/preview", &ask(&mapping)).await, 404, "upload_not_found");
    is_problem(&stand.post("/api/w/shop/imports", &ask(&mapping)).await, 404, "upload_not_found");
    is_problem(&stand.post("/api/w/shop/imports/preview", &ask(&json!({"mapping": "x"}))).await, 422, "bad_mapping");
}

#[tokio::test]
async fn the_sheets_of_a_workbook_are_told_and_one_of_them_may_be_asked_for() {
    let stand = Stand::new().await;
    let path = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate"))
        .join("../../fixtures/good/months.xlsx");
    let (_, upload) = stand.upload(&[("months.xlsx", &std::fs::read(path).expect("a fixture"))]).await;
    let ask = |more: serde_json::Value| {
        let mut ask = json!({"upload": upload["upload"], "file": "months.xlsx"});
        ask.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        ask
    };
    let (status, preview) = stand.post("/api/w/shop/imports/preview", &ask(json!({}))).await;
    assert_eq!((status.as_u16(), &preview["result"]["events"]), (200, &json!(3)), "{preview}");
    let read = |preview: &serde_json::Value| {
        let sheets = preview["sheets"].as_array().expect("sheets").iter().filter(|sheet| sheet["read"] == true);
        sheets.map(|sheet| sheet["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(read(&preview), ["5월", "6월"]);
    assert_eq!(preview["result"]["date_orders"][0]["read_as"], "ymd", "{preview}");
    let (_, preview) = stand.post("/api/w/shop/imports/preview", &ask(json!({"sheet": "6월"}))).await;
    assert_eq!((read(&preview), &preview["mapping"]["file"]["sheet"]), (vec!["6월".to_owned()], &json!("6월")));
    is_problem(&stand.post("/api/w/shop/imports/preview", &ask(json!({"sheet": "7월"}))).await, 422, "sheet_missing");
}
