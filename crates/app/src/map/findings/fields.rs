//! Fields of events as something rows can be split by: names, numbers, or days.

use std::sync::Arc;

use yeojido_domain::{Micros, Zone};
use yeojido_journey::{Coded, Events, NONE};

/// A field with more values than this is an identifier rather than something to split by.
const NAMES: usize = 60;
/// Numbers with no more different values than this are names.
const FEW: usize = 12;
/// Share of the values that must read as a number, or as a day, for the field to be one.
const MOST: f64 = 0.9;

/// How the values of a field read, by code.
#[derive(Debug, Clone)]
pub(in crate::map) enum Reading {
    /// Each value is a name.
    Names,
    /// Each value is a number; `None` where it is not.
    Numbers(Vec<Option<f64>>),
    /// Each value is a day, as its first instant; `None` where it is not.
    Days(Vec<Option<Micros>>),
}

/// A field that rows can be split by.
#[derive(Debug, Clone)]
pub(in crate::map) struct Field {
    pub name: Arc<str>,
    pub reading: Reading,
}

/// Why a field is not looked at.
pub(super) const TOO_MANY_VALUES: &str = "too_many_values";

/// Fields that never split customers: they name one event, or the way it came here.
const APART: [&str; 6] = ["event_id", "session", "order", "url", "source", "currency"];

/// The fields of the events that can be split by, and those that cannot, with the reason.
pub(super) fn fields(events: &Events, zone: &Zone) -> (Vec<Field>, Vec<(String, String)>) {
    let (mut fields, mut left_out) = (Vec::new(), Vec::new());
    for (name, column) in &events.extra {
        if APART.contains(&name.as_str()) || column.values.is_empty() {
            continue;
        }
        match reading(column, zone) {
            Some(reading) => fields.push(Field { name: Arc::from(name.as_str()), reading }),
            None => left_out.push((name.clone(), TOO_MANY_VALUES.to_owned())),
        }
    }
    (fields, left_out)
}

fn reading(column: &Coded, zone: &Zone) -> Option<Reading> {
    let values = &column.values;
    let most = |read: usize| {
        #[expect(clippy::cast_precision_loss, reason = "values stay far below 2^53")]
        let share = read as f64 / values.len() as f64;
        share >= MOST
    };
    let numbers: Vec<Option<f64>> = values.iter().map(|value| number(value)).collect();
    if values.len() > FEW && most(numbers.iter().flatten().count()) {
        return Some(Reading::Numbers(numbers));
    }
    let days: Vec<Option<Micros>> = values.iter().map(|value| day(value, zone)).collect();
    if most(days.iter().flatten().count()) {
        return Some(Reading::Days(days));
    }
    (values.len() <= NAMES).then_some(Reading::Names)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The first instant of the day that a text begins with, as `2026-11-01` or `2026-11-01 00:00:00`.
fn day(text: &str, zone: &Zone) -> Option<Micros> {
    let date = text.trim().get(..10)?.parse::<jiff::civil::Date>().ok()?;
    Some(zone.start_of(date))
}

/// The last code told on some rows, which are in order.
pub(super) fn last_told(column: &Coded, rows: impl DoubleEndedIterator<Item = usize>) -> Option<u32> {
    rows.rev().map(|row| column.codes[row]).find(|code| *code != NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(values: &[&str]) -> Coded {
        Coded { codes: Vec::new(), values: values.iter().map(|value| Arc::from(*value)).collect() }
    }

    #[test]
    fn a_field_reads_as_what_most_of_its_values_are() {
        let many: Vec<String> = (0..40).map(|n| (n * 1000).to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(matches!(reading(&coded(&many), &Zone::seoul()), Some(Reading::Numbers(_))));
        assert!(matches!(reading(&coded(&["1", "2", "3"]), &Zone::seoul()), Some(Reading::Names)));
        let days = ["2026-11-01", "2026-11-02 00:00:00"];
        assert!(matches!(reading(&coded(&days), &Zone::seoul()), Some(Reading::Days(_))));
        assert!(matches!(reading(&coded(&["true", "false"]), &Zone::seoul()), Some(Reading::Names)));
    }

    #[test]
    fn an_identifier_is_left_out() {
        let ids: Vec<String> = (0..500).map(|n| format!("c{n}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert!(reading(&coded(&ids), &Zone::seoul()).is_none());
    }
}
