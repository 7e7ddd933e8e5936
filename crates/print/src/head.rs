//! Title, whom, when, how many, and when it was computed.

use yeojido_domain::{Condition, Field, Predicate, Property};

use crate::legible;
use crate::mark::{Anchor, Mark, Style, ink};
use crate::numbers::{days, moment};
use crate::pen::{Pen, View};
use crate::words::{fill, plural};

/// `state: SP, RJ` or `amount ≥ 100`.
pub(crate) fn predicate(predicate: &Predicate) -> String {
    let (Field::Trait(name) | Field::Event(name)) = &predicate.field;
    match &predicate.is {
        Condition::Is(values) => {
            let values: Vec<String> = values.as_slice().iter().map(Property::to_text).collect();
            format!("{name}: {}", values.join(", "))
        }
        Condition::Compare(compare) => {
            let bounds = [("≥", compare.gte), (">", compare.gt), ("≤", compare.lte), ("<", compare.lt)];
            let mut parts: Vec<String> =
                bounds.into_iter().filter_map(|(sign, bound)| Some(format!("{sign} {}", bound?))).collect();
            parts.extend(compare.exists.map(|wanted| if wanted { "= *" } else { "= –" }.to_owned()));
            format!("{name} {}", parts.join(" "))
        }
    }
}

/// Whom, when, how many, when computed.
pub(crate) fn facts(view: &View<'_>) -> Vec<String> {
    let (map, words) = (view.map, view.words);
    let whom = match &map.segment {
        Some(segment) => vec![segment.clone()],
        None => legible::filter(&map.filter, view.measure.fonts).0,
    };
    let period = map.from.zip(map.to).map_or_else(|| words.all_time.to_owned(), |(a, b)| days(a, b, words.lang));
    let walks = (map.counts == yeojido_domain::Counts::Walks).then(|| plural(words.head_walks, map.walks));
    let mut facts = if whom.is_empty() { vec![words.everyone.to_owned()] } else { whom };
    facts.push(period);
    facts.push(plural(words.head_customers, map.customers));
    facts.extend(walks);
    facts.push(fill(words.computed_at, moment(map.computed_at, &map.zone, words.lang)));
    facts
}

/// Draws the head from y = 0 down; its height. `page` is the number of the page and of how many.
pub(crate) fn draw(view: &View<'_>, width: f32, page: Option<(usize, usize)>, marks: &mut Vec<Mark>) -> f32 {
    let mut pen = Pen { view, marks, x: 0.0, y: 0.0, width: width - 64.0 };
    pen.clamped(&view.map.name, Style::TITLE, 2);
    pen.width = width;
    pen.y += 2.0;
    pen.text(&facts(view).join(" · "), Style::BODY.ink(ink::INK2));
    let bottom = pen.y + 10.0;
    if let Some((at, of)) = page {
        let style = Style::BODY.ink(ink::INK3);
        let run = view.run(format!("{at} / {of}"), style, width, Style::TITLE.baseline(0.0), Anchor::End, 60.0);
        marks.push(Mark::Text(run));
    }
    bottom
}
