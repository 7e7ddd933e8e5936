//! What the map found by itself: pain points with their difference and its interval, delights in a line each.

use yeojido_domain::{Cost, Counts, Finding, FindingEffect, MapStage, Measure};

use super::actions::more;
use super::{Lane, SHOWN, cells};
use crate::Lang;
use crate::columns::Columns;
use crate::mark::{Mark, Paint, Style, glyph, ink};
use crate::numbers::{count, money, share, signed, signed_interval, span};
use crate::pen::{Pen, View};
use crate::words::{Named, Words, fill};

pub(super) struct Pains;
pub(super) struct Delights;

/// Longest title, in lines.
const LINES: usize = 5;

pub(crate) fn title(finding: &Finding, words: &Words) -> String {
    match words.lang {
        Lang::Ko => finding.title.ko.clone(),
        Lang::En => finding.title.en.clone(),
    }
}

/// `631명`, or `631건` where walks or ratings are counted.
pub(crate) fn people(finding: &Finding, view: &View<'_>) -> String {
    let customers = view.map.counts == Counts::Customers && finding.effect.measure != Measure::Emotion;
    let unit = if customers { view.words.unit_customers } else { view.words.unit_walks };
    format!("{}{unit} · {}", count(finding.n), share(finding.share.value, 1))
}

fn side(measure: Measure, value: f64, words: &Words) -> String {
    match measure {
        Measure::Lost | Measure::Back => share(value, 1),
        Measure::Slow => span(value, words.lang),
        Measure::Emotion => signed(value, 1),
    }
}

/// `44.2%, 비슷한 고객 11.1%`
pub(crate) fn sides(effect: &FindingEffect, words: &Words) -> Option<String> {
    let (group, others) = (side(effect.measure, effect.group?, words), side(effect.measure, effect.others?, words));
    let named = if effect.compared_with == "same_point" { words.found_same_point } else { words.found_others };
    let measure = match effect.measure {
        Measure::Lost => words.found_lost,
        Measure::Back => words.found_back,
        Measure::Slow | Measure::Emotion => "{n}",
    };
    Some(format!("{} · {}", fill(measure, &group), fill(named, &others)))
}

/// `+33.3%p`, and its interval.
pub(crate) fn difference(effect: &FindingEffect, words: &Words) -> [String; 2] {
    let (scale, form) = match effect.measure {
        Measure::Lost | Measure::Back => (100.0, words.found_points),
        Measure::Slow => (100.0, words.found_rank),
        Measure::Emotion => (1.0, "{n}"),
    };
    let value = fill(form, signed(effect.value * scale, 1));
    [value, signed_interval(effect.low * scale, effect.high * scale, 1)]
}

/// `판매 차이 ₩8,821,000 [₩5,910,000, ₩11,760,000]`; where the interval holds 0 it alone. What has no cost says so on screen.
fn cost(cost: &Cost, words: &Words) -> String {
    let money = |amount: f64| money(amount, &cost.currency);
    let interval = format!("[{}, {}]", money(cost.low), money(cost.high));
    if cost.low <= 0.0 && cost.high >= 0.0 {
        return fill(words.found_cost_none, &interval);
    }
    fill(words.found_cost, format!("{} {interval}", money(cost.amount)))
}

fn pain(pen: &mut Pen<'_, '_>, finding: &Finding) {
    let words = pen.view.words;
    pen.clamped(&title(finding, words), Style::BODY.bold(), LINES);
    pen.text(&people(finding, pen.view), Style::NOTE.leading(16.0));
    if let Some(sides) = sides(&finding.effect, words) {
        pen.text(&sides, Style::NOTE.leading(16.0).ink(ink::INK2));
    }
    pen.together(&difference(&finding.effect, words), Style::NOTE.leading(16.0), 6.0);
    if let Some(of) = &finding.cost {
        pen.text(&cost(of, words), Style::NOTE.leading(16.0));
    }
}

fn line_of(pen: &mut Pen<'_, '_>, finding: &Finding) {
    // The step of a positive feeling: shape and colour say that it is good.
    pen.marks.push(glyph(3, pen.x, pen.y + 4.5, 9.0, Paint::fill(ink::FEELINGS[3])));
    pen.x += 13.0;
    pen.width -= 13.0;
    pen.clamped(&title(finding, pen.view.words), Style::BODY, LINES);
    pen.text(&people(finding, pen.view), Style::NOTE.leading(16.0));
    pen.x -= 13.0;
    pen.width += 13.0;
}

/// The nothing of a lane, with the number of customers that a group needs.
fn none(form: &str, view: &View<'_>) -> String {
    let looked = view.map.looked.as_ref();
    looked.map_or_else(|| view.words.not_looked.to_owned(), |looked| fill(form, count(looked.enough)))
}

fn draw(
    view: &View<'_>,
    columns: &Columns,
    top: f32,
    marks: &mut Vec<Mark>,
    (list, nothing): (fn(&MapStage) -> &[Finding], &str),
    one: fn(&mut Pen<'_, '_>, &Finding),
) -> f32 {
    cells(view, columns, top, marks, |pen, stage| {
        let list = list(stage);
        if list.is_empty() {
            pen.nothing(&none(nothing, view));
        }
        for (at, finding) in list.iter().take(SHOWN).enumerate() {
            pen.y += if at == 0 { 2.0 } else { 8.0 };
            one(pen, finding);
        }
        more(list.len()).inspect(|n| pen.item(&fill(view.words.more, n)));
    })
}

fn write(view: &View<'_>, list: &[Finding], nothing: &str) -> Vec<String> {
    if list.is_empty() {
        return vec![none(nothing, view)];
    }
    let line = |finding: &Finding| {
        let sides = sides(&finding.effect, view.words).map(|sides| format!(" · {sides}")).unwrap_or_default();
        let [value, interval] = difference(&finding.effect, view.words);
        let cost = finding.cost.as_ref().map(|of| format!(" · {}", cost(of, view.words))).unwrap_or_default();
        format!("{} · {}{sides} · {value} {interval}{cost}", title(finding, view.words), people(finding, view))
    };
    list.iter().map(line).collect()
}

impl Lane for Pains {
    fn named(&self, words: &Words) -> Named {
        words.pains
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        draw(view, columns, top, marks, (|stage| &stage.pains, view.words.no_pains), pain)
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        write(view, &stage.pains, view.words.no_pains)
    }
}

impl Lane for Delights {
    fn named(&self, words: &Words) -> Named {
        words.delights
    }

    fn draw(&self, view: &View<'_>, columns: &Columns, top: f32, marks: &mut Vec<Mark>) -> f32 {
        draw(view, columns, top, marks, (|stage| &stage.delights, view.words.no_delights), line_of)
    }

    fn write(&self, view: &View<'_>, stage: &MapStage) -> Vec<String> {
        write(view, &stage.delights, view.words.no_delights)
    }
}
