//! Tests of `/api/w/to-be/get`, and of what is written on that side.

use serde_json::{Value, json};

use crate::stand::{Stand, is_problem};

const PATH: &str = "/api/w/shop/map/buy/to-be";
const WRITTEN: &str = "/api/w/shop/map/buy/written";

fn cell(stage: &str, lane: &str, base: u32, content: Value) -> Value {
    let mut body = json!({"side": "to_be", "stage": stage, "lane": lane, "base": base});
    body["content"] = content;
    body
}

async fn write(stand: &Stand, stage: &str, lane: &str, base: u32, content: Value) {
    let (status, made) = stand.put(WRITTEN, &cell(stage, lane, base, content)).await;
    assert_eq!(status, 200, "{made}");
}

async fn begun() -> Stand {
    let stand = Stand::filled().await;
    let (status, made) = stand.post(PATH, &json!({})).await;
    assert_eq!((status.as_u16(), made["written"].as_array().map(Vec::len)), (200, Some(3)), "{made}");
    stand
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["id"].as_str().or(one.as_str()).expect("an id")).collect()
}

#[tokio::test]
async fn it_begins_with_todays_columns_once_and_takes_goals_over() {
    let stand = Stand::filled().await;
    let (_, nothing) = stand.get(PATH).await;
    assert_eq!((&nothing["stages"], &nothing["removed"]), (&json!([]), &json!([])), "nobody has begun");
    let goal = json!({"stage": "pay", "lane": "goal", "base": 0, "content": {"text": "할인 받고 끝내기"}});
    stand.put(WRITTEN, &goal).await;
    let (_, first) = stand.post(PATH, &json!({})).await;
    assert_eq!(first["written"].as_array().map(Vec::len), Some(4), "three columns and a goal: {first}");
    let (_, again) = stand.post(PATH, &json!({})).await;
    assert_eq!(again["written"], json!([]), "whoever comes second changes nothing");
    let (_, plan) = stand.get(PATH).await;
    assert_eq!(ids(&plan["stages"]), ["look", "pay", "receive"]);
    assert_eq!(plan["stages"][1]["written"][0]["text"], "할인 받고 끝내기");
    let (_, today) = stand.get(WRITTEN).await;
    assert_eq!(today["stages"][1]["written"].as_array().map(Vec::len), Some(1), "today is as it was: {today}");
}

#[tokio::test]
async fn columns_are_renamed_moved_added_and_taken_away_without_touching_todays() {
    let stand = begun().await;
    write(&stand, "pay", "stage", 1, json!({"text": "한 번에 결제", "planned": {"place": 0.5, "from": "pay"}})).await;
    write(&stand, "unbox", "stage", 0, json!({"text": "열어 보기", "planned": {"place": 9.0}})).await;
    stand.put(WRITTEN, &cell("look", "stage", 1, Value::Null)).await;
    let (_, plan) = stand.get(PATH).await;
    let names: Vec<&str> =
        plan["stages"].as_array().expect("a list").iter().filter_map(|stage| stage["name"].as_str()).collect();
    assert_eq!(names, ["한 번에 결제", "receive", "열어 보기"]);
    assert_eq!((ids(&plan["added"]), ids(&plan["removed"])), (vec!["unbox"], vec!["look"]));
    let (_, map) = stand.get("/api/w/shop/map/buy").await;
    assert_eq!(ids(&map["stages"]), ["look", "pay", "receive"]);
    let back = json!({"side": "to_be", "stage": "look", "lane": "stage", "revision": 1, "base": 2});
    assert_eq!(stand.post(&format!("{WRITTEN}/restore"), &back).await.0, 200);
    assert_eq!(ids(&stand.get(PATH).await.1["removed"]), Vec::<&str>::new());
}

#[tokio::test]
async fn every_wish_stands_beside_todays_figure_with_a_verdict_or_a_reason() {
    let stand = begun().await;
    write(&stand, "unbox", "stage", 0, json!({"text": "열어 보기", "planned": {"place": 9.0}})).await;
    let wants = |of: &str| {
        json!({"text": "", "wants": [
            {"cell": format!("{of}.went_on"), "op": "gte", "value": 0.999},
            {"cell": format!("{of}.dropped"), "op": "lte", "value": 0.99},
            {"cell": format!("{of}.kpi.nps"), "op": "gte", "value": 0.5}]})
    };
    write(&stand, "look", "kpis", 0, wants("look")).await;
    write(&stand, "unbox", "kpis", 0, wants("unbox")).await;
    write(&stand, "receive", "emotion", 0, json!({"text": "", "value": 1.5})).await;
    let (_, plan) = stand.get(PATH).await;
    let gaps = plan["gaps"].as_array().expect("a list");
    let of = |stage: &str, cell: &str| {
        let found = gaps.iter().find(|gap| gap["stage"] == stage && gap["wanted"]["cell"] == cell);
        found.unwrap_or_else(|| panic!("no {cell} of {stage} in {plan}"))
    };
    let now = &of("look", "look.went_on")["now"];
    let number = stand.get("/api/w/shop/map/buy/evidence?cell=look.went_on").await.1;
    assert_eq!((&now["value"], &now["low"], &now["n"]), (&number["value"], &number["low"], &3.into()), "{number}");
    assert_eq!(of("look", "look.went_on")["state"], "missed");
    assert_eq!(of("look", "look.dropped")["state"], "met");
    assert_eq!(of("look", "look.kpi.nps")["why"], "no_figure");
    assert_eq!(of("unbox", "unbox.went_on")["why"], "no_counterpart");
    assert_eq!(of("receive", "receive.emotion")["wanted"]["op"], "gte", "a wished feeling is wanted at least");
    assert_eq!(of("receive", "receive.emotion")["why"], "no_interval", "one voice has none");
    let order: Vec<&str> = gaps.iter().filter_map(|gap| gap["state"].as_str()).collect();
    let rank = |state: &str| ["missed", "unsure", "unmeasured", "met"].iter().position(|known| *known == state);
    assert!(order.is_sorted_by_key(|state| rank(state)), "{order:?}");
}

#[tokio::test]
async fn a_wish_without_an_action_is_told() {
    let stand = begun().await;
    write(&stand, "pay", "desired", 0, json!({"text": "쿠폰을 놓치지 않기"})).await;
    assert_eq!(ids(&stand.get(PATH).await.1["unacted"]), ["pay"]);
    write(&stand, "pay", "actions", 0, json!({"text": "쓸 수 있는 쿠폰을 먼저 보여 줘요"})).await;
    assert_eq!(ids(&stand.get(PATH).await.1["unacted"]), Vec::<&str>::new());
}

#[tokio::test]
async fn a_column_that_names_a_stage_of_today_twice_goes_on_from_it_twice() {
    let stand = begun().await;
    write(&stand, "fast", "stage", 0, json!({"text": "간편 결제", "planned": {"place": 2.5, "from": "pay"}})).await;
    write(
        &stand,
        "fast",
        "kpis",
        0,
        json!({"text": "", "wants": [{"cell": "fast.went_on", "op": "gte", "value": 0.9}]}),
    )
    .await;
    let (_, plan) = stand.get(PATH).await;
    assert_eq!(plan["gaps"][0]["wanted"]["cell"], "pay.went_on", "its figures are those of the stage it goes on from");
    assert_eq!((ids(&plan["added"]).len(), ids(&plan["removed"]).len()), (0, 0));
}

#[tokio::test]
async fn what_makes_no_sense_on_that_side_is_refused() {
    let stand = begun().await;
    let column = |planned: Value| cell("x", "stage", 0, json!({"text": "새", "planned": planned}));
    let wish = json!({"text": "", "wants": [{"cell": "pay.time", "op": "lte", "value": 1.0}]});
    let twice =
        json!([{"cell": "pay.time", "op": "lte", "value": 1.0}, {"cell": "pay.time", "op": "lte", "value": 2.0}]);
    let mut today = cell("pay", "kpis", 0, wish.clone());
    today["side"] = "as_is".into();
    for body in [
        column(json!({"place": 1.0, "from": "nowhere"})),
        cell("x", "stage", 0, json!({"text": "자리 없음"})),
        cell("x", "stage", 0, json!({"text": "", "planned": {"place": 1.0}})),
        cell("pay", "goal", 0, json!({"text": "글", "planned": {"place": 1.0}})),
        cell("pay", "goal", 0, wish),
        cell("pay", "kpis", 0, json!({"text": "", "wants": twice})),
        cell("pay", "kpis", 0, json!({"text": "", "wants": [{"cell": "gone.time", "op": "lte", "value": 1.0}]})),
        today,
    ] {
        is_problem(&stand.put(WRITTEN, &body).await, 422, "bad_cell_text");
    }
}

#[tokio::test]
async fn two_who_write_the_same_wish_both_hear_of_it() {
    let stand = begun().await;
    write(&stand, "pay", "goal", 0, json!({"text": "처음"})).await;
    write(&stand, "pay", "goal", 1, json!({"text": "남의 말"})).await;
    let answer = stand.put(WRITTEN, &cell("pay", "goal", 1, json!({"text": "내 말"}))).await;
    is_problem(&answer, 409, "conflict");
    assert_eq!(answer.1["params"]["theirs"], "남의 말");
    let (_, history) = stand.get("/api/w/shop/map/buy/history?side=to_be&stage=pay&lane=goal").await;
    assert_eq!(history["revisions"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_plan_is_printed_under_its_name() {
    let stand = begun().await;
    write(&stand, "pay", "stage", 1, json!({"text": "한 번에 결제", "planned": {"place": 2.0, "from": "pay"}})).await;
    write(&stand, "pay", "kpis", 0, json!({"text": "", "wants": [{"cell": "pay.went_on", "op": "gte", "value": 0.9}]}))
        .await;
    for format in ["md", "svg"] {
        let answer = stand.raw(&format!("/api/w/shop/map/buy/export?format={format}&side=to_be")).await;
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.expect("text");
        for word in ["구매 · 목표 지도", "한 번에 결제", "넘어감 90.0% 이상"] {
            assert!(text.contains(word), "{format}: {word} is not in {text}");
        }
    }
    let today = stand.raw("/api/w/shop/map/buy/export?format=md").await.text().await.expect("text");
    assert!(!today.contains("목표 지도") && !today.contains("한 번에 결제"), "{today}");
}
