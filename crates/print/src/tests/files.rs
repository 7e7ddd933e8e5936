use std::process::Command;

use resvg::tiny_skia::Pixmap;
use serde_json::json;
use yeojido_domain::JourneyMap;

use super::sample::{fonts, map, map_of, print, small, stage};
use crate::lanes::lanes;
use crate::mark::ink;
use crate::page::Page;
use crate::plan::{Room, pages};
use crate::stage::counted;
use crate::{Lang, Paper, Print, PrintError};

fn inked(png: &[u8]) -> (u32, u32, f64) {
    let picture = Pixmap::decode_png(png).expect("a picture");
    let dark = picture.pixels().iter().filter(|pixel| pixel.red() < 128).count();
    (picture.width(), picture.height(), dark as f64 / picture.pixels().len() as f64)
}

#[test]
fn a_picture_has_its_size_and_is_not_blank() {
    let fonts = fonts();
    let map = map(7);
    let print = print(&map, &fonts);
    let (width, height, dark) = inked(&print.png(1.0).expect("a picture"));
    assert_eq!(width, 84 + 7 * 186 + 48);
    assert!((1000..2000).contains(&height));
    assert!((0.005..0.2).contains(&dark), "{dark} of it is dark");
    let (double, ..) = inked(&print.png(2.0).expect("a picture"));
    assert_eq!(double, 2 * width);
}

#[test]
fn a_scale_that_makes_no_picture_is_refused() {
    let fonts = fonts();
    let map = map(1);
    for scale in [0.0, -1.0, f32::NAN, 1000.0] {
        assert!(matches!(print(&map, &fonts).png(scale), Err(PrintError::Scale(_))), "{scale}");
    }
}

#[test]
fn slides_are_sixteen_to_nine() {
    let fonts = fonts();
    let map = map(7);
    let slides = print(&map, &fonts).slides(1.0).expect("slides");
    assert!(slides.len() > 1);
    for slide in &slides {
        let (width, height, dark) = inked(slide);
        assert_eq!((width, height), (1280, 720));
        assert!(dark > 0.001);
    }
}

#[test]
fn characters_that_no_font_has_are_said() {
    let fonts = fonts();
    let mut stage = stage(0);
    stage["thoughts"][0]["text"] = "最高 🎉".into();
    let map = map_of(&[stage]);
    let print = print(&map, &fonts);
    assert_eq!(print.missing(), 3);
    let svg = print.svg();
    assert!(svg.contains("“[?] [?]”") && svg.contains("글꼴에 없는 글자 3자"));
    assert!(print.markdown().contains("“最高 🎉”"), "what is not drawn is not replaced");
}

#[test]
fn markup_in_names_is_text() {
    let fonts = fonts();
    let mut stage = stage(0);
    stage["name"] = "<b>&\"'</b>".into();
    let map = map_of(&[stage]);
    assert!(print(&map, &fonts).svg().contains("&lt;b&gt;&amp;"));
    assert!(print(&map, &fonts).pdf(Paper::A3).expect("a file").starts_with(b"%PDF"));
}

#[test]
fn the_same_map_gives_the_same_files() {
    let fonts = fonts();
    let map = small();
    let make = || (print(&map, &fonts).svg(), print(&map, &fonts).pdf(Paper::A4).expect("a file"));
    assert!(make() == make());
}

/// Text without spaces: a line may end anywhere.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a column of a printed page, by `pdftotext`; `None` where it is not installed.
fn column_text(file: &std::path::Path, at: usize, page: &Page, room: &Room, stage: usize) -> Option<String> {
    // One dot of 144 dpi is half a point.
    let dots = |px: f32| (px * 1.5).round();
    let left = dots(room.margin + room.scale(page) * page.columns.left(stage));
    let width = dots(room.scale(page) * page.columns.width);
    let out = Command::new("pdftotext")
        .args(["-raw", "-r", "144", "-f", &at.to_string(), "-l", &at.to_string()])
        .args(["-x", &left.to_string(), "-y", "0", "-W", &width.to_string(), "-H", "3000"])
        .args([file.as_os_str(), "-".as_ref()])
        .output()
        .ok()?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

fn check_text(map: &JourneyMap, lang: Lang, paper: Paper) -> Option<()> {
    let fonts = fonts();
    let print = Print::new(map, lang, &fonts);
    let file = std::env::temp_dir().join(format!("yeojido-print-{}-{lang:?}-{paper:?}.pdf", std::process::id()));
    std::fs::write(&file, print.pdf(paper).expect("a file")).expect("written");
    let view = print.view(20.0, ink::PAPER);
    let room = Room::of(paper);
    let mut seen = 0;
    for (at, page) in (1..).zip(pages(&view, &room, 0)) {
        for stage in page.columns.stages.clone() {
            let of = &map.stages[stage];
            let text = bare(&column_text(&file, at, &page, &room, stage)?);
            let mut expected = vec![of.name.clone(), crate::numbers::count(of.entered)];
            for count in counted(&view, of, stage + 1 == map.stages.len()) {
                expected.extend([count.label.to_owned()].into_iter().chain(count.beside).chain([count.value]));
            }
            for lane in lanes(&view) {
                expected.extend(lane.write(&view, of));
            }
            let mut rest = text.as_str();
            for piece in expected.iter().map(|piece| bare(piece)) {
                let found = rest.find(&piece);
                assert!(found.is_some(), "{paper:?}, stage {stage}: {piece:?} is not in {rest:?}");
                rest = &rest[found.unwrap_or(0) + piece.len()..];
                seen += 1;
            }
        }
    }
    assert!(seen > 20 * map.stages.len());
    std::fs::remove_file(&file).expect("removed");
    Some(())
}

#[test]
fn what_people_wrote_is_a_row_of_its_own_where_there_is_any() {
    let fonts = fonts();
    let mut map = map(3);
    assert!(!print(&map, &fonts).markdown().contains("| 쓴 것 |"));
    let line = json!({"lane": "goal", "text": "이틀 안에 받기", "by": "정도윤", "at": "2026-08-11T00:00:00Z",
        "kind": "assumption", "expects": {"cell": "s1.time", "op": "lte", "value": 60.0},
        "drift": {"value": 120.0, "low": 100.0, "high": 140.0, "n": 40}});
    map.stages[1].written.push(serde_json::from_value(line).expect("a cell"));
    let said = "목표: 이틀 안에 받기<br>가정 · 정도윤 2026. 8. 11. 09:00<br>자료와 달라요 · 2분";
    let written = print(&map, &fonts).markdown();
    assert!(written.contains(&format!("| 쓴 것 | 쓴 것이 없어요. | {said} | 쓴 것이 없어요. |")), "{written}");
    let drawn = print(&map, &fonts).svg();
    assert!(drawn.contains("이틀 안에 받기") && drawn.contains("자료와 달라요"), "{drawn}");
}

#[test]
fn the_text_of_a_printed_map_is_that_of_its_cells() {
    let map = map(7);
    for (lang, paper) in [(Lang::Ko, Paper::A3), (Lang::Ko, Paper::A4), (Lang::En, Paper::A3), (Lang::En, Paper::A4)] {
        if check_text(&map, lang, paper).is_none() {
            eprintln_skip("pdftotext (poppler-utils) is not installed");
            return;
        }
    }
}

/// Says on stderr why a test did nothing.
pub(super) fn eprintln_skip(why: &str) {
    use std::io::Write as _;
    writeln!(std::io::stderr(), "skipped: {why}").expect("stderr is open");
}
