use serde_json::json;
use yeojido_domain::ToBe;

use super::sample::{fonts, map};
use crate::{Lang, Paper, Print};

fn plan() -> ToBe {
    let wish = |cell: &str, op: &str, value: f64| json!({"cell": cell, "op": op, "value": value});
    let written = |lane: &str, text: &str, wants: Vec<serde_json::Value>| json!({"lane": lane, "text": text, "wants": wants, "by": "정도윤", "at": "2026-08-11T00:00:00Z", "revision": 1});
    let gap = |stage: &str, wanted: serde_json::Value, state: &str, why: Option<&str>| {
        let now = why.is_none().then(|| json!({"value": 276_480.0, "low": 267_840.0, "high": 293_760.0, "n": 1204}));
        json!({"stage": stage, "lane": "kpis", "wanted": wanted, "now": now, "state": state, "why": why, "far": null})
    };
    let two_days = wish("s4.time", "lte", 172_800.0);
    let alone = wish("unbox.emotion", "gte", 0.5);
    let plan = json!({"journey": "first-purchase", "number": 9, "added": ["unbox"], "removed": ["s0"], "unacted": [],
        "stages": [
            {"id": "s4", "name": "약속한 날에 받기", "from": "s4", "place": 1.0, "revision": 2, "written": [
                written("kpis", "", vec![two_days.clone()]), written("desired", "늦으면 먼저 듣기 🎉", vec![])]},
            {"id": "unbox", "name": "열어 보기", "from": null, "place": 2.0, "revision": 1,
                "written": [written("kpis", "", vec![alone.clone()])]}],
        "gaps": [gap("s4", two_days, "missed", None), gap("unbox", alone, "unmeasured", Some("no_counterpart"))]});
    serde_json::from_value(plan).expect("a plan")
}

#[test]
fn the_plan_is_printed_with_its_own_columns_and_says_which_side_it_is() {
    let (fonts, map, plan) = (fonts(), map(7), plan());
    let print = Print::to_be(&map, &plan, Lang::Ko, &fonts);
    let markdown = print.markdown();
    for row in [
        "# 첫 구매 여정 · 목표 지도",
        "| 단계 | 약속한 날에 받기 | 열어 보기 |",
        "| 현재 | 현재의 배송 | 새 단계 |",
        "중앙값 2일 이하<br>지금 3.2일 \\[3.1일–3.4일\\] n 1,204<br>못 미침",
        "감정 +0.5 이상<br>현재에 짝이 되는 단계가 없어요.<br>잴 수 없어요",
        "- **현재에만 있는 단계** 알게 됨",
    ] {
        assert!(markdown.contains(row), "{row} is not in {markdown}");
    }
    assert!(!markdown.contains("48,210 |"), "no count of today stands under a column of the plan");
    let svg = print.svg();
    assert!(
        svg.contains("첫 구매 여정 · 목표 지도") && svg.contains("현재의 배송") && svg.contains("못 미침"),
        "{svg}"
    );
    assert!(!svg.contains("넘어감") && !svg.contains("목소리 없음"), "today's lanes are not drawn empty");
    assert_eq!(print.missing(), 1, "a sign that no font has is counted in what people wrote");
    for paper in [Paper::A3, Paper::A4] {
        assert!(print.pdf(paper).expect("a file").starts_with(b"%PDF"));
    }
}

#[test]
fn a_plan_that_nobody_has_begun_says_so() {
    let (fonts, map) = (fonts(), map(2));
    let empty = ToBe { stages: Vec::new(), gaps: Vec::new(), added: Vec::new(), removed: Vec::new(), ..plan() };
    let print = Print::to_be(&map, &empty, Lang::En, &fonts);
    assert!(
        print.markdown().contains("There is no map to be yet.") && print.svg().contains("There is no map to be yet.")
    );
}
