//! Workbooks as people keep them: a sheet for each month, titles above the table, merged cells, sheets for other things.

use std::path::Path;

use yeojido_app::collect::guess::{Said, guess};
use yeojido_app::collect::import::dry_run;
use yeojido_app::collect::{ImportPlan, ImportResult, Limits, Reject, Table, Watch, preview};
use yeojido_domain::{FileOptions, Zone};

use super::xlsx::{Sheet, workbook};
use super::{drafts, fixture, now, settings};

const MAY: &[&[&str]] = &[
    &["고객번호", "이벤트명", "일시", "결제금액"],
    &["c1", "주문", "26/05/03", "1000"],
    &["c2", "주문", "26/05/31", "2000"],
];
/// The same columns in another order.
const JUNE: &[&[&str]] =
    &[&["일시", "고객번호", "이벤트명", "결제금액"], &["26/06/30", "c1", "주문", "3000"], &["미정", "c9", "주문", "1"]];
const SUMMARY: &[&[&str]] = &[&["달", "건수"], &["5월", "2"], &["6월", "1"]];

/// The same as `fixtures/good/months.xlsx`, which was written by this: `YEOJIDO_ACCEPT=1` writes it again.
fn book() -> (tempfile::TempDir, std::path::PathBuf) {
    let sheet = |name, rows| Sheet { name, rows, ..Sheet::default() };
    let cover: &[&[&str]] = &[&["마루상점 주문 내역"]];
    workbook(
        "주문.xlsx",
        &[
            sheet("표지", cover),
            sheet("5월", MAY),
            sheet("요약", SUMMARY),
            sheet("6월", JUNE),
            Sheet { hidden: true, ..sheet("옛것", MAY) },
        ],
    )
}

fn rehearsed(path: &Path, sheet: Option<&str>) -> (ImportResult, Vec<Reject>) {
    let said = Said { sheet: sheet.map(str::to_owned), ..Said::default() };
    let table = Table::open(path, &said.options(), &Limits::default()).expect("opens");
    let mapping = guess(&table, &said).and_then(|guess| guess.usable(&table)).expect("usable");
    let plan = ImportPlan::new(path, mapping, Zone::seoul(), now(), "test").expect("a plan");
    dry_run(&plan, &Watch::default()).expect("reads")
}

#[test]
fn the_fixture_is_what_is_written_here() {
    let (_dir, path) = book();
    if std::env::var_os("YEOJIDO_ACCEPT").is_some() {
        std::fs::copy(&path, fixture("good/months.xlsx")).expect("is written");
    }
    assert_eq!(std::fs::read(path).expect("reads"), std::fs::read(fixture("good/months.xlsx")).expect("is kept"));
}

#[test]
fn all_sheets_with_the_same_columns_are_read_and_the_others_named() {
    let (_dir, path) = book();
    let (result, rejects) = rehearsed(&path, None);
    assert_eq!((result.read, result.events, result.customers, result.rejected), (4, 3, 2, 1));
    let told: Vec<_> = result.sheets.iter().map(|sheet| (&*sheet.name, sheet.rows, sheet.read)).collect();
    let want = [("표지", 0, false), ("5월", 2, true), ("요약", 2, false), ("6월", 2, true), ("옛것", 2, false)];
    assert_eq!(told, want);
    let reject = (rejects[0].sheet.as_deref(), rejects[0].row, rejects[0].field.as_str());
    assert_eq!(reject, (Some("6월"), 3, "일시"), "a row is named by its sheet");
}

#[test]
fn a_sheet_asked_for_is_read_alone() {
    let (_dir, path) = book();
    let (result, _) = rehearsed(&path, Some("5월"));
    assert_eq!((result.read, result.events), (2, 2));
    assert_eq!(rehearsed(&path, Some("옛것")).0.events, 2, "also a hidden one");
    let options = FileOptions { sheet: Some("7월".to_owned()), ..FileOptions::default() };
    let error = Table::open(&path, &options, &Limits::default()).expect_err("no such sheet");
    assert_eq!((error.code(), error.field()), ("sheet_missing", Some("file.sheet")));
    assert!(error.to_string().contains("표지, 5월, 요약"), "{error}");
}

#[test]
fn a_preview_shows_the_sheets_and_reads_the_one_chosen() {
    let (_dir, path) = book();
    let said = Said { sheet: Some("요약".to_owned()), ..Said::default() };
    let shown = preview(&path, None, &said, &settings(), &[]).expect("previews");
    assert_eq!(shown.columns.iter().map(|column| &*column.name).collect::<Vec<_>>(), ["달", "건수"]);
    assert_eq!(shown.mapping.file.sheet.as_deref(), Some("요약"));
    assert_eq!(shown.sheets.iter().filter(|sheet| sheet.read).count(), 1);
    let shown = preview(&path, None, &Said::default(), &settings(), &[]).expect("previews");
    assert_eq!(shown.mapping.file.sheet, None);
    assert_eq!(shown.result.rejected[0].sheet.as_deref(), Some("6월"));
}

#[test]
fn the_same_rows_on_another_sheet_are_the_same_events() {
    let (_dir, path) = book();
    let alone = workbook("5월.xlsx", &[Sheet { name: "Sheet1", rows: MAY, ..Sheet::default() }]);
    let keys = |path: &Path| {
        let (got, _) = drafts(path, None).expect("reads");
        got.events.into_iter().map(|event| event.key).collect::<Vec<_>>()
    };
    let (all, may) = (keys(&path), keys(&alone.1));
    assert_eq!(all[..2], may[..]);
    assert!(open_sheets(&alone.1).is_empty(), "one sheet needs no word");
}

fn open_sheets(path: &Path) -> Vec<yeojido_app::collect::SheetPart> {
    super::open(path).expect("opens").sheets().to_vec()
}

#[test]
fn titles_above_the_table_and_cells_merged_beside_it_are_understood() {
    let rows: &[&[&str]] = &[
        &["2026년 5월 주문 내역"],
        &["출력일", "2026. 5. 31."],
        &[],
        &["주문", "", "", "상품", ""],
        &["주문번호", "고객번호", "일시", "상품명", "결제금액"],
        &["O-1", "c1", "2026. 5. 3. 오후 3:20", "컵", "5000"],
        &["", "", "", "접시", ""],
        &["O-2", "c2", "26/05/04", "컵", "3000"],
    ];
    let merged = &["A1:E1", "A4:C4", "D4:E4", "A6:A7", "B6:B7", "C6:C7", "E6:E7"];
    let (_dir, path) = workbook("주문.xlsx", &[Sheet { name: "주문", rows, merged, ..Sheet::default() }]);
    let (got, _) = drafts(&path, None).expect("reads");
    assert_eq!(got.rejects, []);
    let told: Vec<_> = got
        .events
        .iter()
        .map(|e| (e.customer.as_deref(), e.order.as_deref(), e.product.as_deref(), e.amount.map(|m| m.e4)))
        .collect();
    let want = [
        (Some("c1"), Some("O-1"), Some("컵"), Some(50_000_000)),
        // The total of the order stands in one cell for both rows; it counts once.
        (Some("c1"), Some("O-1"), Some("접시"), None),
        (Some("c2"), Some("O-2"), Some("컵"), Some(30_000_000)),
    ];
    assert_eq!(told, want);
    assert_eq!(got.events[0].time.to_string(), "2026-05-03T06:20:00Z");
}
