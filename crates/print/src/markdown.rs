//! The map as Markdown: one table with the stages across, all quotes in full, and the definitions.

use crate::foot::{definitions, notes};
use crate::head::facts;
use crate::lanes::{goes_on, lanes, quoted, source};
use crate::numbers::count;
use crate::pen::View;
use crate::stage::counted;

/// The whole document.
pub(crate) fn write(view: &View<'_>) -> String {
    let (map, words) = (view.map, view.words);
    let mut out = format!("# {}\n\n{}\n\n", plain(&map.name), plain(&facts(view).join(" · ")));
    if view.plan.is_some() && map.stages.is_empty() {
        out += words.no_plan;
        out += "\n\n";
    } else if map.stages.is_empty() || view.plan.is_none() && map.walks == 0 {
        out += words.no_walks;
        out += "\n\n";
    } else {
        out += &table(view);
        out += &quotes(view);
    }
    out += &format!("## {}\n\n", words.definitions);
    for (term, text) in definitions(view) {
        out += &format!("- **{}** {}\n", plain(&term), plain(&text));
    }
    out += &format!("\n{}\n", notes(view, 0).join("\n"));
    out
}

fn table(view: &View<'_>) -> String {
    let (map, words) = (view.map, view.words);
    let mut out = row(words.stage.0, map.stages.iter().map(|stage| cell(&stage.name)));
    out += &format!("|---|{}\n", "---|".repeat(map.stages.len()));
    if view.plan.is_some() {
        out += &row(words.of_today, map.stages.iter().map(|stage| cell(&goes_on(view, stage))));
    } else {
        out += &counts(view);
    }
    for lane in lanes(view) {
        let cells = map.stages.iter().map(|stage| {
            let lines: Vec<String> = lane.write(view, stage).iter().map(|line| cell(line)).collect();
            lines.join("<br>")
        });
        out += &row(lane.named(words).0, cells);
    }
    out.push('\n');
    out
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {name} | {} |\n", cells.join(" | "))
}

/// The counts that add up, a row each.
fn counts(view: &View<'_>) -> String {
    let (map, words) = (view.map, view.words);
    let mut out = row(words.entered, map.stages.iter().map(|stage| count(stage.entered)));
    let last = map.stages.len() - 1;
    for at in 0..4 {
        let counts = map.stages.iter().enumerate().map(|(stage, of)| {
            let [first, second, third, fourth] = counted(view, of, stage == last);
            let chosen = [first, second, third, fourth].into_iter().nth(at);
            chosen.map_or_else(String::new, |c| {
                let label = if stage == last && at == 0 { format!("{} ", c.label) } else { String::new() };
                let beside = c.beside.map(|share| format!(" ({share})")).unwrap_or_default();
                format!("{label}{}{beside}", c.value)
            })
        });
        let name = [words.went_on, words.dropped, words.undecided, words.median][at];
        out += &row(name, counts);
    }
    out
}

fn quotes(view: &View<'_>) -> String {
    let mut out = String::new();
    for stage in view.map.stages.iter().filter(|stage| !stage.thoughts.is_empty()) {
        out += &format!("### {}\n\n", plain(&stage.name));
        for quote in &stage.thoughts {
            for line in quoted(quote).lines() {
                out += &format!("> {}\n", plain(line));
            }
            out += &format!(">\n> {}\n\n", source(quote, view.words));
        }
    }
    if out.is_empty() { out } else { format!("## {}\n\n{out}", view.words.words_of) }
}

/// A text that Markdown must not read as its own signs.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn cell(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
