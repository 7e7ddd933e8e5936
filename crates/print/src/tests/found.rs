use std::process::Command;

use serde_json::{Value, json};
use yeojido_domain::JourneyMap;

use super::sample::{fonts, map_of, print, stage};
use crate::found::{pages, texts};
use crate::mark::{Mark, ink};
use crate::plan::Room;
use crate::{Lang, Paper, Print};

fn finding(stage: &str, rank: u64) -> Value {
    let share = json!({"value": 0.131, "low": 0.126, "high": 0.136});
    json!({"id": format!("f{rank}"), "stage": stage, "touchpoint": null, "kind": "loss", "rank": rank,
        "title": {"ko": format!("{rank}번째 불편: 쿠폰을 쓰려다 쓸 수 없다는 말을 들어요"), "en": format!("Pain {rank}: coupons that cannot be used")},
        "who": {"where": []}, "when": null, "n": 631, "of": 4806, "share": share, "weight": share, "tied": false,
        "effect": {"measure": "lost", "value": 0.333, "low": 0.292, "high": 0.374, "group": 0.442, "others": 0.111,
            "compared_with": "matched"},
        "cost": null, "reason_no_cost": null, "p_adjusted": 0.001, "trend": [], "state": "new", "splits": [],
        "further": [], "also": [], "evidence": {"customers": 631, "events": 631, "voices": 0, "query": "q"}})
}

/// Seven stages, each with so many pains.
fn found(each: u64) -> JourneyMap {
    let stages: Vec<Value> = (0..7)
        .map(|at| {
            let mut stage = stage(at);
            let ranks = (0..each).map(|n| at as u64 + 7 * n + 1);
            stage["pains"] = ranks.map(|rank| finding(&format!("s{at}"), rank)).collect();
            stage
        })
        .collect();
    let mut map = map_of(&stages);
    let looked = json!({"tried": 1204, "level": 0.05, "enough": 30, "left_out": []});
    map.looked = serde_json::from_value(looked).expect("looked");
    map
}

#[test]
fn all_findings_stand_after_the_map_in_the_order_of_their_rank() {
    let fonts = fonts();
    let map = found(6);
    let print = print(&map, &fonts);
    let view = print.view(20.0, ink::PAPER);
    for paper in [Paper::A3, Paper::A4] {
        let inner = Room::of(paper).inner();
        let pages = pages(&view, inner, 2);
        let ranks: Vec<u64> = pages.iter().flat_map(texts).filter_map(|text| text.parse().ok()).collect();
        assert_eq!(ranks, (1..=42).collect::<Vec<u64>>(), "{paper:?}");
        for (at, page) in pages.iter().enumerate() {
            assert!(page.height <= inner.1.ceil(), "{paper:?}: page {at} is {} of {} high", page.height, inner.1);
            let number = format!("{} / {}", at + 3, pages.len() + 2);
            assert!(texts(page).contains(&number.as_str()), "{number} is not on it");
            for mark in &page.marks {
                let Mark::Text(run) = mark else { continue };
                assert!(run.width <= run.room + 0.5, "{:?} is wider than its room", run.text);
            }
        }
        let last = texts(pages.last().expect("a page")).join(" ");
        assert!(last.contains("연관이며") && last.contains("1,204"), "what was tried is said: {last}");
    }
}

#[test]
fn a_map_that_found_nothing_has_no_further_page() {
    let fonts = fonts();
    let map = found(0);
    assert!(pages(&print(&map, &fonts).view(20.0, ink::PAPER), (900.0, 900.0), 1).is_empty());
}

#[test]
fn findings_of_a_printed_map_can_be_read_out_of_the_file() {
    let fonts = fonts();
    let map = found(3);
    for (lang, word) in [(Lang::Ko, "21번째 불편"), (Lang::En, "Pain 21")] {
        for paper in [Paper::A3, Paper::A4] {
            let file =
                std::env::temp_dir().join(format!("yeojido-found-{}-{lang:?}-{paper:?}.pdf", std::process::id()));
            std::fs::write(&file, Print::new(&map, lang, &fonts).pdf(paper).expect("a file")).expect("written");
            let Ok(out) = Command::new("pdftotext").args([file.as_os_str(), "-".as_ref()]).output() else {
                return super::files::eprintln_skip("pdftotext (poppler-utils) is not installed");
            };
            std::fs::remove_file(&file).expect("removed");
            let text = String::from_utf8_lossy(&out.stdout).replace('\n', " ");
            assert!(text.contains(word), "{lang:?} {paper:?}: {word} is not in {text}");
        }
    }
}
