use std::fmt::Write as _;

use yeojido_domain::{Counts, JourneyMap};

use super::sample::{fonts, map, map_of, print, small, stage, wordy};
use crate::mark::{Mark, Run, ink};
use crate::page::Page;
use crate::plan::{Room, pages, whole};
use crate::{Lang, Paper, Print};

/// Every text of a page, in the order of reading.
pub(super) fn runs(marks: &[Mark]) -> Vec<&Run> {
    let mut found = Vec::new();
    for mark in marks {
        match mark {
            Mark::Text(run) => found.push(run),
            Mark::Within { marks, .. } => found.extend(runs(marks)),
            _ => {}
        }
    }
    found
}

/// All the pages that a map can become.
fn every_page(print: &Print<'_>) -> Vec<Page> {
    let mut all = vec![whole(&print.view(24.0, ink::BG), print.missing)];
    for room in [Room::of(Paper::A3), Room::of(Paper::A4), Room::slide()] {
        let found = pages(&print.view(20.0, ink::PAPER), &room, print.missing);
        for page in &found {
            assert!(room.scale(page) > 0.5, "{} × {} is made too small", page.width, page.height);
        }
        all.extend(found);
    }
    all
}

fn check(map: &JourneyMap, lang: Lang) {
    let fonts = fonts();
    let print = Print::new(map, lang, &fonts);
    for page in every_page(&print) {
        for run in runs(&page.marks) {
            assert!(run.width <= run.room + 0.1, "{:?} is {} wide in {}", run.text, run.width, run.room);
            let left = match run.anchor {
                crate::mark::Anchor::Start => run.x,
                crate::mark::Anchor::Middle => run.x - run.width / 2.0,
                crate::mark::Anchor::End => run.x - run.width,
            };
            let inside = left >= -0.1 && left + run.width <= page.width + 0.1 && run.y < page.height;
            assert!(inside, "{:?} leaves the page", run.text);
        }
    }
}

#[test]
fn no_text_leaves_its_room() {
    for (name, map) in [("empty", map(0)), ("one", map(1)), ("seven", map(7)), ("fifteen", map(15)), ("small", small())]
    {
        for lang in [Lang::Ko, Lang::En] {
            check(&map, lang);
        }
        assert!(!name.is_empty());
    }
}

#[test]
fn very_long_names_and_numbers_stay_in_their_room() {
    check(&wordy(), Lang::Ko);
    check(&wordy(), Lang::En);
}

#[test]
fn texts_of_neighbours_do_not_touch() {
    let fonts = fonts();
    let map = wordy();
    let page = whole(&print(&map, &fonts).view(24.0, ink::BG), 0);
    for run in runs(&page.marks).into_iter().filter(|run| run.x > 84.0 && run.y > 150.0) {
        let column = |x: f32| ((x - 84.0) / page.columns.width).floor();
        let (left, right) = match run.anchor {
            crate::mark::Anchor::Start => (run.x, run.x + run.width),
            crate::mark::Anchor::Middle => (run.x - run.width / 2.0, run.x + run.width / 2.0),
            crate::mark::Anchor::End => (run.x - run.width, run.x),
        };
        let foot = run.style.size < 12.0 && run.style.leading > 15.0;
        assert!(foot || (column(left) - column(right)).abs() < 0.1, "{:?} stands in two columns", run.text);
    }
}

#[test]
fn what_was_cut_is_said() {
    let fonts = fonts();
    let (long, short) = (wordy(), map(7));
    let said = |map| print(map, &fonts).svg().contains("Markdown, CSV");
    assert!(said(&long));
    assert!(!said(&short));
}

#[test]
fn a_map_of_nobody_says_so() {
    let fonts = fonts();
    let mut map = map(3);
    map.walks = 0;
    map.customers = 0;
    let svg = print(&map, &fonts).svg();
    assert!(svg.contains("이 조건과 기간에는 지나간 고객이 없어요."));
    assert!(!svg.contains("알게 됨</text>"));
}

#[test]
fn a_stage_without_voices_is_hatched_and_not_crossed() {
    let fonts = fonts();
    let map = small();
    let page = whole(&print(&map, &fonts).view(24.0, ink::BG), 0);
    let texts: Vec<&str> = runs(&page.marks).iter().map(|run| run.text.as_str()).collect();
    assert!(texts.contains(&"목소리 없음") && texts.contains(&"선을 잇지 않아요") && texts.contains(&"자료 부족"));
    let curve = |mark: &Mark| matches!(mark, Mark::Path { paint, .. } if paint.width > 2.2 && paint.width < 2.3);
    let within = |mark: &Mark| matches!(mark, Mark::Within { marks, .. } if marks.iter().any(curve));
    // Enough voices stand alone on both sides: there is nothing to draw a ridge between.
    assert!(!page.marks.iter().any(within));
}

#[test]
fn a4_splits_between_stages_and_repeats_the_lanes() {
    let fonts = fonts();
    let map = map(7);
    let found = pages(&print(&map, &fonts).view(20.0, ink::PAPER), &Room::of(Paper::A4), 0);
    assert_eq!(found.iter().map(|page| page.columns.stages.clone()).collect::<Vec<_>>(), [0..4, 4..7]);
    for page in &found {
        let texts: Vec<&str> = runs(&page.marks).iter().map(|run| run.text.as_str()).collect();
        for lane in ["단계", "행동", "생각", "감정", "지표", "근거"] {
            assert!(texts.contains(&lane), "{lane}");
        }
    }
    let last = runs(&found[1].marks).iter().any(|run| run.text.contains("카플란–마이어"));
    let first = runs(&found[0].marks).iter().any(|run| run.text.contains("카플란–마이어"));
    assert!(last && !first, "the definitions stand on the last page");
}

#[test]
fn a3_holds_the_demo_on_one_page() {
    let fonts = fonts();
    let map = map(7);
    assert_eq!(pages(&print(&map, &fonts).view(20.0, ink::PAPER), &Room::of(Paper::A3), 0).len(), 1);
}

#[test]
fn walks_and_customers_are_told_apart() {
    let fonts = fonts();
    let mut map = map_of(&[stage(0)]);
    assert!(print(&map, &fonts).svg().contains("여정 48,210건"));
    map.counts = Counts::Customers;
    let svg = print(&map, &fonts).svg();
    assert!(!svg.contains("여정 48,210건") && svg.contains("10명 중 1명"));
}

/// The layout in words: every text with its place, and how many other marks there are.
fn listing(page: &Page) -> String {
    let mut out = format!("{} × {}, {} marks\n", page.width, page.height, page.marks.len());
    for run in runs(&page.marks) {
        let style = run.style;
        writeln!(out, "{:7.1} {:7.1} {:?} {}/{} {}", run.x, run.y, run.anchor, style.size, style.weight, run.text)
            .expect("a text takes everything");
    }
    out
}

#[test]
fn the_layout_of_a_small_map() {
    let fonts = fonts();
    let map = small();
    insta::assert_snapshot!("small_ko", listing(&whole(&print(&map, &fonts).view(24.0, ink::BG), 0)));
    let english = Print::new(&map, Lang::En, &fonts);
    insta::assert_snapshot!("small_en_markdown", english.markdown());
}
