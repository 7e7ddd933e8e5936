//! What is known of a row before its outcome, as columns that may split it.

use std::borrow::Cow;
use std::sync::Arc;

use yeojido_domain::{Micros, PersonId};
use yeojido_improve::{Column, Values};
use yeojido_journey::{Caught, Coded, NONE};

use super::fields::{Reading, last_told};
use super::ground::{Ground, Stay};

/// What a column means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::map) enum Fact {
    /// A trait of the customer.
    Trait(String),
    /// The channel of the event by which the stage was entered.
    Channel,
    /// The last value of a field told up to then.
    Field(Arc<str>),
    /// The hour of the day at which a stage was entered.
    Hour(u8),
    /// The day of the week on which a stage was entered.
    Weekday(u8),
    /// Days from the day that a field names to the entry of a stage; above 0 is late.
    Late(Arc<str>, u8),
    /// Days from the entry of a stage to that of the next one entered.
    Took(u8),
    /// Something happened before in the walk: the name of an event.
    Had(Arc<str>),
}

/// Days at which people cut time.
const CUTS: [f64; 9] = [-14.0, -7.0, -3.0, 0.0, 1.0, 3.0, 7.0, 14.0, 30.0];
/// Hours at which people cut the day.
const HOURS: [f64; 7] = [6.0, 9.0, 12.0, 15.0, 18.0, 20.0, 22.0];

/// A row as columns see it: whose it is, and the caught events known before its outcome.
pub(super) struct Known<'s> {
    pub person: Option<PersonId>,
    /// In order, the entry into the stage among them.
    pub before: Cow<'s, [Caught]>,
    /// What followed in the stage, for fields of which nothing was told before: they are told for those only who got so
    /// far, so their values may be compared with each other, and not with those of whom none was told. A field that had
    /// a value keeps it: who goes on would bring a newer one, and who does not would not.
    pub later: &'s [Caught],
    /// The channel by which the stage was entered.
    pub channel: Option<u32>,
}

impl<'s> Known<'s> {
    /// What is known of a visit when it begins.
    pub(super) fn at_entry(ground: &Ground<'s>, stay: &Stay<'s>) -> Self {
        let caught = ground.caught(stay.owned);
        let entry = stay.visit.first as usize - stay.owned.walk.caught.start;
        let channel = ground.events.channel.codes[caught[entry].row as usize];
        Self {
            person: Some(stay.owned.person),
            before: Cow::Borrowed(&caught[..=entry]),
            later: &[],
            channel: (channel != NONE).then_some(channel),
        }
    }

    /// The same with the fields told until the visit went on.
    pub(super) fn until_gone(ground: &Ground<'s>, stay: &Stay<'s>) -> Self {
        let caught = ground.caught(stay.owned);
        let entry = stay.visit.first as usize - stay.owned.walk.caught.start;
        let here = caught[entry..].iter().take_while(|event| event.stage <= stay.visit.stage).count();
        Self { later: &caught[entry + 1..entry + here.max(1)], ..Self::at_entry(ground, stay) }
    }

    /// When a stage was first entered.
    fn entry(&self, stage: u8) -> Option<Micros> {
        self.before.iter().find(|event| event.stage == stage).map(|event| event.time)
    }
}

/// The columns of some rows at a stage, and what each means. `said` adds what only a rating may be split by: how long
/// the stages before it took, and what happened in them. (Who does more also goes on more, so for going on these would
/// say nothing but that.)
pub(super) fn columns(ground: &Ground<'_>, stage: u8, rows: &[Known<'_>], said: bool) -> (Vec<Column>, Vec<Fact>) {
    let mut facts: Vec<(Fact, Values, &[f64])> = Vec::new();
    let persons: Vec<Option<PersonId>> = rows.iter().map(|row| row.person).collect();
    for column in ground.traits {
        facts.push((Fact::Trait(column.name.clone()), column.values(&persons), &[]));
    }
    let channels = rows.iter().map(|row| row.channel).collect();
    facts.push((Fact::Channel, Values::Names { codes: channels, names: ground.events.channel.values.clone() }, &[]));
    for field in ground.fields {
        let Some(column) = ground.events.column(&field.name) else { continue };
        let one = column.values.len() == 1;
        let of = |events: &[Caught]| last_told(column, events.iter().map(|event| event.row as usize));
        let told = |row: &Known<'_>| of(&row.before).or_else(|| if one { None } else { of(row.later) });
        let codes: Vec<Option<u32>> = rows.iter().map(told).collect();
        match &field.reading {
            Reading::Names => facts.push((Fact::Field(Arc::clone(&field.name)), names(column, codes), &[])),
            Reading::Numbers(numbers) => {
                let values = codes.iter().map(|code| numbers[(*code)? as usize]).collect();
                facts.push((Fact::Field(Arc::clone(&field.name)), Values::Numbers(values), &[]));
            }
            Reading::Days(days) => {
                for of in 0..=stage {
                    let late = |(row, code): (&Known<'_>, &Option<u32>)| {
                        Some(whole_days(row.entry(of)?, days[(*code)? as usize]?))
                    };
                    let values = rows.iter().zip(&codes).map(late).collect();
                    facts.push((Fact::Late(Arc::clone(&field.name), of), Values::Numbers(values), &CUTS));
                }
            }
        }
    }
    times(ground, stage, rows, said, &mut facts);
    if said {
        happened(ground, rows, &mut facts);
    }
    facts.retain(|(_, values, _)| splits(values));
    let columns = |(key, (_, values, cuts)): (usize, &(Fact, Values, &[f64]))| Column {
        key,
        values: values.clone(),
        cuts: cuts.to_vec(),
        only: matches!(facts[key].0, Fact::Had(_)).then_some(1),
        // Who got further has had more of everything: that what came before pleased would say nothing but that.
        only_worse: matches!(facts[key].0, Fact::Had(_)),
    };
    (facts.iter().enumerate().map(columns).collect(), facts.into_iter().map(|(fact, _, _)| fact).collect())
}

/// When the stage and the one before it were entered, and how long the stages took.
fn times(ground: &Ground<'_>, stage: u8, rows: &[Known<'_>], said: bool, facts: &mut Vec<(Fact, Values, &[f64])>) {
    for of in stage.saturating_sub(1)..=stage {
        let hours = rows.iter().map(|row| row.entry(of).map(|time| ground.hour(time))).collect();
        facts.push((Fact::Hour(of), Values::Numbers(hours), &HOURS));
        let zone = &ground.scene.question.period.zone;
        let weekday = |time: Micros| u32::try_from(time.day(zone).weekday().to_monday_zero_offset()).unwrap_or(0);
        let codes = rows.iter().map(|row| row.entry(of).map(weekday)).collect();
        let names = (0..7).map(|day| Arc::from(day.to_string())).collect();
        facts.push((Fact::Weekday(of), Values::Names { codes, names }, &[]));
    }
    if !said {
        return;
    }
    for of in 0..=stage {
        let took = |row: &Known<'_>| {
            let from = row.entry(of)?;
            let next = row.before.iter().find(|event| event.stage > of && event.time > from)?;
            Some(next.time.since(from).seconds() / 86_400.0)
        };
        facts.push((Fact::Took(of), Values::Numbers(rows.iter().map(took).collect()), &CUTS));
    }
}

/// Whether each event happened before.
fn happened(ground: &Ground<'_>, rows: &[Known<'_>], facts: &mut Vec<(Fact, Values, &[f64])>) {
    let names = &ground.events.event.values;
    let mut had = vec![vec![false; rows.len()]; names.len()];
    for (at, row) in rows.iter().enumerate() {
        for event in row.before.iter() {
            had[ground.events.event.codes[event.row as usize] as usize][at] = true;
        }
    }
    for (name, had) in names.iter().zip(had) {
        // Strangers' rows know of no events: what happened to them was not told.
        let codes = rows.iter().zip(&had).map(|(row, had)| (!row.before.is_empty()).then_some(u32::from(*had)));
        let values = Values::Names { codes: codes.collect(), names: vec![Arc::from("no"), Arc::from("yes")] };
        facts.push((Fact::Had(Arc::clone(name)), values, &[]));
    }
}

/// A field that only ever has one value splits those who have it from those who do not.
fn names(column: &Coded, codes: Vec<Option<u32>>) -> Values {
    if column.values.len() > 1 {
        return Values::Names { codes, names: column.values.clone() };
    }
    let codes = codes.into_iter().map(|code| Some(code.unwrap_or(1))).collect();
    Values::Names { codes, names: vec![Arc::clone(&column.values[0]), Arc::from("–")] }
}

/// Whole days from one day to another.
fn whole_days(from: Micros, to: Micros) -> f64 {
    (from.since(to).seconds() / 86_400.0).floor()
}

fn splits(values: &Values) -> bool {
    match values {
        Values::Names { codes, .. } => {
            let first = codes.iter().flatten().next();
            first.is_some_and(|first| codes.iter().flatten().any(|code| code != first))
        }
        Values::Numbers(numbers) => numbers.iter().flatten().count() > 1,
    }
}
