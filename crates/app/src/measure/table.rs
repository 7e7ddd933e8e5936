//! Figures as a table in a file: one row a figure, columns named like the keys of the answer.
//!
//! Names come from people's data, and a spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula: such a
//! text is written with an apostrophe before it. What the table leaves out is said in its last row.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Figures};
use super::contrast::{ComparedAnswer, RowReport};
use crate::AppError;
use crate::map::Lang;

/// Spreadsheets take a file without it for one of another encoding, and Korean for nonsense.
const BYTE_ORDER_MARK: &str = "\u{feff}";

type Row = Map<String, Value>;

/// The figures as the text of a CSV file.
///
/// # Errors
/// [`AppError::Ended`] when the table cannot be written, which does not come about.
pub fn csv(answer: &Answer, lang: Lang) -> Result<String, AppError> {
    let figures = serde_json::to_value(&answer.figures).map_err(|why| failed(&why))?;
    written(&rows(&answer.figures, &figures), left_out(&answer.figures, lang))
}

/// Two sides as the text of a CSV file: the gap, then every row.
///
/// # Errors
/// As [`csv`].
pub fn csv_of_sides(answer: &ComparedAnswer, lang: Lang) -> Result<String, AppError> {
    let figures = &answer.figures;
    let row = |of: &str, row: &RowReport| -> Result<Row, AppError> {
        let value = serde_json::to_value(row).map_err(|why| failed(&why))?;
        // Sides without a row of their own still have the columns.
        Ok(flat(
            [("row", json!(of)), ("unit", json!(if of == "gap" { figures.gap_unit } else { figures.unit }))],
            &value,
        ))
    };
    let mut rows = vec![row("gap", &figures.gap)?];
    for one in &figures.rows {
        rows.push(row("row", one)?);
    }
    let left = figures.left_out;
    let said = (left > 0).then(|| match lang {
        Lang::Ko => format!("견주지 않은 것 {left}가지는 이 표에 없어요."),
        Lang::En => format!("{left} rows that were not compared are not in this table."),
    });
    written(&rows, said)
}

fn failed(why: &dyn std::fmt::Display) -> AppError {
    AppError::Ended(format!("the table cannot be written: {why}"))
}

fn written(rows: &[Row], said: Option<String>) -> Result<String, AppError> {
    let mut columns: Vec<&str> = Vec::new();
    for key in rows.iter().flat_map(Row::keys) {
        if !columns.contains(&key.as_str()) {
            columns.push(key);
        }
    }
    let mut to = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    to.write_record(&columns).map_err(|why| failed(&why))?;
    for row in rows {
        let cells = columns.iter().map(|column| row.get(*column).map(cell).unwrap_or_default());
        to.write_record(cells).map_err(|why| failed(&why))?;
    }
    if let Some(said) = said {
        to.write_record([said]).map_err(|why| failed(&why))?;
    }
    let bytes = to.into_inner().map_err(|why| failed(&why))?;
    Ok(BYTE_ORDER_MARK.to_owned() + &String::from_utf8(bytes).map_err(|why| failed(&why))?)
}

/// A value as a cell; a text that a spreadsheet would take for a formula is made one that it does not.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        Value::Array(list) => cell(&Value::String(list.iter().map(plain).collect::<Vec<_>>().join(" > "))),
        other => other.to_string(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn rows(figures: &Figures, value: &Value) -> Vec<Row> {
    match figures {
        Figures::Funnel(_) => funnel(value),
        Figures::Paths(_) => list(value, "steps").flat_map(path_step).collect(),
        Figures::Transitions(_) => [("edge", "edges"), ("start", "start"), ("end", "end")]
            .into_iter()
            .flat_map(|(of, key)| tagged(value, of, key))
            .collect(),
        Figures::Variants(_) => list(value, "variants").map(|row| flat([], row)).collect(),
        Figures::Sessions(_) => vec![flat([], value)],
        Figures::Retention(_) => list(value, "cohorts").flat_map(cohort).collect(),
        Figures::Stickiness(_) => list(value, "active").map(|row| flat([], row)).collect(),
        Figures::Lifecycle(_) => list(value, "stretches").map(|row| flat([], row)).collect(),
        Figures::Attribution(_) => attribution(value),
        Figures::Follows(_) => list(value, "pairs").map(|row| flat([], row)).collect(),
        Figures::Rework(_) => list(value, "events").map(|row| flat([], row)).collect(),
        Figures::Steps(_) => places(value),
        Figures::Conformance(_) => {
            let whole = flat([("row", json!("all"))], value);
            std::iter::once(whole).chain(tagged(value, "left", "left")).collect()
        }
        Figures::Times(_) => {
            [("pair", "pairs"), ("slow", "slowest")].into_iter().flat_map(|(of, key)| tagged(value, of, key)).collect()
        }
    }
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value[key].as_array().into_iter().flatten()
}

fn tagged<'v>(value: &'v Value, of: &'v str, key: &str) -> impl Iterator<Item = Row> + 'v {
    list(value, key).map(move |row| flat([("row", json!(of))], row))
}

/// The plain fields of an object after some others; those of an object in it under both names.
fn flat<const N: usize>(before: [(&str, Value); N], value: &Value) -> Row {
    let mut row: Row = before.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    for (key, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(inner) => {
                row.extend(inner.iter().map(|(sub, value)| (format!("{key}_{sub}"), value.clone())));
            }
            // Where there is no share there are no columns of it.
            Value::Null if matches!(key.as_str(), "from_before" | "from_first" | "share") => {}
            Value::Array(list) if list.iter().any(Value::is_object) => {}
            _ => {
                row.insert(key.clone(), value.clone());
            }
        }
    }
    row
}

/// Steps of all, of every value, of every stretch, and the same of the period compared with.
fn funnel(value: &Value) -> Vec<Row> {
    let mut rows = of_period("asked", value);
    if value["compare"].is_object() {
        rows.extend(of_period("compared", &value["compare"]));
    }
    rows
}

fn of_period(period: &str, value: &Value) -> Vec<Row> {
    let steps = |group: &str, name: Value, of: &Value| -> Vec<Row> {
        let step = |(at, step): (usize, &Value)| {
            let before =
                [("period", json!(period)), ("group", json!(group)), ("of", name.clone()), ("step", json!(at))];
            flat(before, step)
        };
        list(of, "steps").enumerate().map(step).collect()
    };
    let mut rows = steps("all", Value::Null, value);
    for (name, group) in value["breakdown"].as_object().into_iter().flatten() {
        rows.extend(steps("value", json!(name), group));
    }
    rows.extend(steps("others", Value::Null, &value["breakdown_others"]));
    rows.extend(steps("without", Value::Null, &value["breakdown_without"]));
    for stretch in list(value, "trend") {
        rows.extend(steps("day", stretch["day"].clone(), stretch));
    }
    let bin = |bin: &Value| {
        flat(
            [("period", json!(period)), ("group", json!("time_s")), ("of", bin[0].clone()), ("count", bin[1].clone())],
            &Value::Null,
        )
    };
    rows.extend(list(value, "histogram").map(bin));
    rows
}

fn path_step(step: &Value) -> Vec<Row> {
    let of = |kind: &str, key: &str| -> Vec<Row> {
        list(step, key).map(|row| flat([("row", json!(kind)), ("step", step["step"].clone())], row)).collect()
    };
    [of("node", "nodes"), of("link", "links")].concat()
}

fn cohort(cohort: &Value) -> Vec<Row> {
    let cell = |cell: &Value| flat([("cohort", cohort["cohort"].clone()), ("size", cohort["size"].clone())], cell);
    list(cohort, "cells").map(cell).collect()
}

fn attribution(value: &Value) -> Vec<Row> {
    let without = json!({ "row": "without_touch", "touched": value["without_touch"] });
    tagged(value, "channel", "channels").chain([flat([], &without)]).collect()
}

/// A column a place.
fn places(value: &Value) -> Vec<Row> {
    let row = |name: Value, is: &str, counts: &Value| {
        let counts = counts.as_array().into_iter().flatten().enumerate();
        let counts = counts.map(|(at, count)| (format!("place_{}", at + 1), count.clone()));
        let named = [("row".to_owned(), json!(is)), ("event".to_owned(), name)];
        named.into_iter().chain(counts).collect::<Row>()
    };
    let rows = list(value, "rows").map(|one| row(one["event"].clone(), "event", &one["counts"]));
    rows.chain([row(Value::Null, "ended", &value["ended"])]).collect()
}

/// What is not in the table, in a sentence.
fn left_out(figures: &Figures, lang: Lang) -> Option<String> {
    let said = |ko: String, en: String| Some(if lang == Lang::Ko { ko } else { en });
    match figures {
        Figures::Variants(report) if report.other.variants > 0 => {
            let (variants, customers) = (report.other.variants, report.other.customers);
            said(
                format!("고객 {customers}명의 경로 {variants}가지는 이 표에 없어요."),
                format!("{variants} further variants of {customers} customers are not in this table."),
            )
        }
        Figures::Follows(report) if report.left_out > 0 => said(
            format!("쌍 {}개는 이 표에 없어요.", report.left_out),
            format!("{} further pairs are not in this table.", report.left_out),
        ),
        Figures::Paths(report) => {
            let nodes = report.steps.iter().flat_map(|step| &step.nodes);
            let names: u64 = nodes.filter(|node| node.event.is_none()).map(|node| node.names).sum();
            if names == 0 {
                return None;
            }
            said(
                format!("이름이 빈 행은 이름 {names}개를 단계마다 모은 것이에요."),
                format!("Rows without a name stand for {names} names, those of each step together."),
            )
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_spreadsheet_would_run_is_written_as_text() {
        for text in ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(&json!(text)), format!("'{text}"));
            assert_eq!(cell(&json!([text, "b"])), format!("'{text} > b"));
        }
        assert_eq!(
            (cell(&json!(-1.5)), cell(&json!("a=b")), cell(&Value::Null)),
            ("-1.5".into(), "a=b".into(), String::new())
        );
    }
}
