//! Maps to draw.

use serde_json::{Value, json};
use yeojido_domain::JourneyMap;

use crate::{Fonts, Lang, Print};

/// Own fonts alone, so that a test does not depend on the machine.
pub(super) fn fonts() -> Fonts {
    Fonts::new(None, Vec::new()).expect("own fonts")
}

pub(super) fn print<'a>(map: &'a JourneyMap, fonts: &'a Fonts) -> Print<'a> {
    Print::new(map, Lang::Ko, fonts)
}

fn emotion(mean: f64, half: f64, n: u64) -> Value {
    json!({"mean": mean, "low": mean - half, "high": mean + half, "n": n, "from_scores": n, "from_text": 0})
}

fn silence() -> Value {
    json!({"mean": null, "low": null, "high": null, "n": 0, "from_scores": 0, "from_text": 0})
}

fn thought(text: &str, sentiment: &Value, source: &str) -> Value {
    json!({"voice_id": "v_00000000000000000000000001", "text": text, "sentiment": sentiment, "source": source,
        "time": "2026-11-01T00:00:00Z", "stands_for": 3})
}

fn kpi(id: &str, value: f64, low: f64, high: f64, n: u64, formula: &str) -> Value {
    json!({"id": id, "value": value, "low": low, "high": high, "n": n, "formula": formula})
}

/// One stage, as full as the demo's.
pub(super) fn stage(at: usize) -> Value {
    let name = ["알게 됨", "둘러보기", "고르기", "결제", "배송", "받아 쓰기", "다시 찾기"][at % 7];
    let mean = [0.5, 0.2, -0.4, -0.6, 0.7, 1.1, -1.8][at % 7];
    json!({
        "id": format!("s{at}"), "name": name,
        "owner": "이서준 · 마케팅", "entered": 48210, "went_on": 31862, "went_straight_on": 30101, "dropped": 15907,
        "undecided": 441, "reentries": 902, "entered_from": {"began": 48210, "straight": 0, "past": 0, "later": 0},
        "time_s": {"median": 120.0, "p90": 5400.0, "n": 100, "censored": 40, "faults": 0},
        "actions": [
            {"event": "광고 누름", "count": 19766, "walks": 19766, "share": 0.41},
            {"event": "검색해서 옴", "count": 17000, "walks": 17000, "share": 0.37},
            {"event": "ad_click_from_partner", "count": 9000, "walks": 8000, "share": 0.172},
            {"event": "넷째", "count": 1, "walks": 1, "share": 0.01},
        ],
        "channels": [{"channel": "인스타그램", "count": 41, "share": 0.41}, {"channel": null, "count": 37, "share": 0.37}],
        "emotion": emotion(mean, 0.2, 178),
        "thoughts": [thought("쿠폰 준다고 해서 들어왔는데 결제할 때 사용 불가라고 떠서 그냥 나왔습니다.", &json!("negative"), "survey"),
            thought("좋아요", &json!("positive"), "review")],
        "voices": 331, "events": 24936,
        "kpis": [kpi("csat", 0.539, 0.466, 0.611, 178, "csat_top2"), kpi("nps", 0.54, 0.28, 0.8, 24, "nps"),
            kpi("ces", 3.5, 3.3, 3.6, 375, "ces_mean")],
        "coverage": {"computed": 4, "lanes": 5, "by_lane": [["actions", "computed"], ["channels", "computed"],
            ["thoughts", "computed"], ["emotion", "partial"], ["kpis", "assumed"]]},
    })
}

pub(super) fn map_of(stages: &[Value]) -> JourneyMap {
    let walks = if stages.is_empty() { 0 } else { 48_210 };
    let map = json!({
        "map": 1, "journey": "first-purchase", "version": 3, "name": "첫 구매 여정", "segment": null,
        "from": "2026-05-23", "to": "2026-11-22", "zone": "Asia/Seoul", "computed_at": "2026-11-23T00:05:00Z",
        "lake_version": 812, "walks": walks, "customers": walks, "voices_unplaced": 112, "events_uncaught": 4080,
        "data_end": "2026-11-22T00:00:00Z", "stages": stages,
    });
    serde_json::from_value(map).expect("a map")
}

/// So many full stages.
pub(super) fn map(stages: usize) -> JourneyMap {
    map_of(&(0..stages).map(stage).collect::<Vec<_>>())
}

/// Enough, too few, nobody, and a moment of truth.
pub(super) fn small() -> JourneyMap {
    let mut stages: Vec<Value> = (0..4).map(stage).collect();
    stages[1]["emotion"] = emotion(0.6, 0.9, 7);
    stages[1]["moment_of_truth"] = json!("약속한 날에 오는지가 다시 사는지를 가장 크게 갈라요.");
    stages[2]["emotion"] = silence();
    stages[2]["thoughts"] = json!([]);
    stages[2]["voices"] = json!(0);
    stages[2]["kpis"] = json!([]);
    stages[2]["owner"] = json!(null);
    stages[2]["time_s"]["median"] = json!(null);
    map_of(&stages)
}

/// Names of nobody's making.
pub(super) fn wordy() -> JourneyMap {
    let mut stages: Vec<Value> = (0..5).map(stage).collect();
    let long = "checkout_payment_method_selected.by_customer_on_the_second_page_of_the_new_form_2026";
    let words = "아주 긴 이름의 단계여서 한 줄에는 도저히 들어가지 않고 두 줄에도 들어가지 않으며 세 줄도 모자라요 정말로 그래요";
    for stage in &mut stages {
        stage["name"] = json!(words);
        stage["owner"] = json!(words);
        stage["moment_of_truth"] = json!(words.repeat(4));
        stage["actions"][0]["event"] = json!(long);
        stage["actions"][1]["event"] = json!(long.replace(['_', '.'], ""));
        stage["channels"][0]["channel"] = json!(words.replace(' ', ""));
        stage["thoughts"][0]["text"] = json!(words.repeat(12));
        stage["kpis"][0]["id"] = json!("an_unknown_figure_of_tomorrow");
        stage["kpis"][0]["n"] = json!(9_999_999_999_u64);
        stage["entered"] = json!(9_999_999_999_u64);
    }
    let mut map = map_of(&stages);
    map.name = words.repeat(6);
    map.filter = serde_json::from_value(json!([
        {"field": {"of": "trait", "name": "등급"}, "is": ["단골", "새 손님"]},
        {"field": {"of": "event", "name": "amount"}, "is": {"gte": 100.0, "lt": 1000.0}},
    ]))
    .expect("a filter");
    map
}
