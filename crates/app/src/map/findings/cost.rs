//! What a pain point costs: sales of those who met it, in a window after it, beside those of similar customers who were at
//! the same stage and had not met it.
//!
//! Similar is what was known before: sales so far, the channel, the week, and the point of the visit for what happened in
//! it. Nothing after the moment is looked at. A customer counts once, at the first time; until then the same customer is one
//! of the others, for who comes often meets more, and to leave those out who would meet it later is to look ahead. Only
//! moments whose window has passed count. The largest hundredth of amounts is cut to the next, since a few large orders
//! would otherwise decide. It is an association: whoever met it may differ in what nobody recorded.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};
use yeojido_domain::{Cost, Micros, PersonId, Span};
use yeojido_improve::{ENOUGH, Found, Group, Matched, Moment, Side, matched};
use yeojido_journey::NONE;
use yeojido_stats::quantile;

use super::facts::Fact;
use super::ground::Ground;
use super::sales::Sales;
use super::tables::{Asked, Members};

/// Windows in days, of which the longest is taken that has passed for half of those whom it concerns.
const WINDOWS: [i64; 5] = [90, 60, 30, 14, 7];
/// Amounts above this quantile of those who bought are cut to it.
const CUT: f64 = 0.99;
/// Customers are matched as closely as leaves this share of those who met it with somebody to be matched with.
const MATCHED: f64 = 0.8;

/// A cost with the rows that it rests on: places in the lists of walks or voices.
pub(super) struct Costed {
    pub cost: Cost,
    pub concerned: Vec<usize>,
    pub matched: Vec<usize>,
}

/// A row at its moment.
struct At {
    row: usize,
    person: PersonId,
    time: Micros,
    met: bool,
}

/// The cost of what is found; or, as a stable key, why there is none.
pub(super) fn cost(ground: &Ground<'_>, asked: &Asked, found: &Found, sides: &[Side]) -> Result<Costed, &'static str> {
    if found.effect.difference.value <= 0.0 {
        return Err("no_pain");
    }
    let sales = ground.sales.as_ref().map_err(|reason| *reason)?;
    let moments = moments(ground, asked, sides);
    let window = window(&moments, ground.data_end)?;
    let passed: Vec<At> = moments.into_iter().filter(|at| at.time.plus(window) <= ground.data_end).collect();
    let people = passed.iter().filter(|at| at.met).count();
    let mut after: Vec<f64> =
        passed.iter().map(|at| sales.between(at.person, at.time, at.time.plus(window)).1).collect();
    let bought: Vec<f64> = after.iter().copied().filter(|amount| *amount > 0.0).collect();
    let most = quantile(&bought, CUT).ok_or("no_sales")?;
    after.iter_mut().for_each(|amount| *amount = amount.min(most));
    let (compared, alike) = closest(ground, asked, found, sales, &passed, &after).ok_or("too_few_matched")?;
    #[expect(clippy::cast_precision_loss, reason = "people stay far below 2^53")]
    let times = -(people as f64);
    let list = |met: bool| {
        let rows = passed.iter().zip(&compared.compared).filter(|(at, compared)| at.met == met && (met || **compared));
        rows.map(|(at, _)| at.row).collect()
    };
    let difference = compared.difference;
    let cost = Cost {
        amount: difference.value * times,
        currency: sales.currency.clone(),
        low: difference.high * times,
        high: difference.low * times,
        window_days: u32::try_from(window.0 / Span::days(1).0).unwrap_or(u32::MAX),
        people: people as u64,
        matched: compared.matched,
        group: compared.met,
        others: compared.others,
        alike: alike.into_iter().map(str::to_owned).collect(),
        cut_at: most,
    };
    Ok(Costed { cost, concerned: list(true), matched: list(false) })
}

/// The first time of everybody who met it, and the times of others before they did.
fn moments(ground: &Ground<'_>, asked: &Asked, sides: &[Side]) -> Vec<At> {
    let scene = ground.scene;
    let person = |row: usize| match &asked.members {
        Members::Walks(walks) => Some(scene.walked.walks[walks[row] as usize].person),
        Members::Voices(voices) => scene.voices[voices[row] as usize].person,
    };
    let known = (0..sides.len()).filter(|&row| sides[row] != Side::Apart);
    let all = known
        .filter_map(|row| Some(At { row, person: person(row)?, time: asked.at[row], met: sides[row] == Side::In }));
    let mut all: Vec<At> = all.collect();
    all.sort_by_key(|at| (at.person, at.time, !at.met, at.row));
    let mut met: FxHashSet<PersonId> = FxHashSet::default();
    all.retain(|at| {
        let before = met.contains(&at.person);
        if at.met {
            met.insert(at.person);
        }
        !before
    });
    all
}

fn window(moments: &[At], data_end: Micros) -> Result<Span, &'static str> {
    let met = || moments.iter().filter(|at| at.met);
    let all = met().count();
    if all < ENOUGH {
        return Err("too_few_matched");
    }
    let enough = |days: &Span| {
        let passed = met().filter(|at| at.time.plus(*days) <= data_end).count();
        passed >= ENOUGH && 2 * passed >= all
    };
    WINDOWS.into_iter().map(Span::days).find(enough).ok_or("window_not_passed")
}

/// The closest matching that leaves most of those who met it with somebody to be matched with, else the widest.
fn closest(
    ground: &Ground<'_>,
    asked: &Asked,
    found: &Found,
    sales: &Sales,
    passed: &[At],
    after: &[f64],
) -> Option<(Matched, Vec<&'static str>)> {
    let of_days = matches!(found.group, Group::Days { .. });
    let column = found.group.column().map(|column| asked.table.columns[column].key);
    let of_channel = column.is_some_and(|key| asked.facts[key] == Fact::Channel);
    let before: Vec<(u64, f64)> = passed.iter().map(|at| sales.between(at.person, Micros(i64::MIN), at.time)).collect();
    let spent: Vec<f64> = before.iter().map(|(_, amount)| *amount).filter(|amount| *amount > 0.0).collect();
    let middle = quantile(&spent, 0.5).unwrap_or(0.0);
    let met = passed.iter().filter(|at| at.met).count();
    let mut best = None;
    // Weeks of time, and how finely sales before are told apart; 0 is not at all.
    for (weeks, finely, channel) in [(1, 3, true), (4, 3, true), (4, 1, true), (4, 1, false)] {
        let (channel, weeks) = (channel && !of_channel, if of_days { 0 } else { weeks });
        let keys: Vec<(u32, u64, bool, u32, i32)> = passed
            .iter()
            .zip(&before)
            .map(|(at, (orders, amount))| {
                let week = if weeks > 0 { ground.day(at.time).div_euclid(7 * weeks) } else { 0 };
                let came_by = if channel { entered_by(ground, asked, at.row) } else { NONE };
                (asked.table.stratum[at.row], (*orders).min(finely), finely > 1 && *amount > middle, came_by, week)
            })
            .collect();
        let strata = numbered(&keys);
        let owners = numbered(&passed.iter().map(|at| at.person).collect::<Vec<_>>());
        let rows: Vec<Moment> = (0..passed.len())
            .map(|at| Moment { owner: owners[at], stratum: strata[at], met: passed[at].met, after: after[at] })
            .collect();
        let Some(compared) = matched(&rows) else { continue };
        let alike = [(true, "sales"), (channel, "channel"), (weeks == 1, "week"), (weeks == 4, "weeks")];
        let point = asked.incident.map(|_| "point");
        let alike = alike.into_iter().filter_map(|(is, key)| is.then_some(key)).chain(point).collect();
        #[expect(clippy::cast_precision_loss, reason = "people stay far below 2^53")]
        let enough = compared.customers as f64 >= MATCHED * met as f64;
        best = Some((compared, alike));
        if enough {
            break;
        }
    }
    best
}

/// The channel by which the stage was entered.
fn entered_by(ground: &Ground<'_>, asked: &Asked, row: usize) -> u32 {
    let Members::Walks(walks) = &asked.members else { return NONE };
    let owned = &ground.scene.walked.walks[walks[row] as usize];
    let entry = owned.walk.visit(asked.stage).map(|visit| owned.base + visit.first as usize);
    entry.map_or(NONE, |at| ground.events.channel.codes[ground.scene.walked.caught[at].row as usize])
}

/// Equal keys get equal numbers.
fn numbered<K: Hash + Eq + Copy>(keys: &[K]) -> Vec<u32> {
    let mut codes: FxHashMap<K, u32> = FxHashMap::default();
    let mut number = |key: &K| {
        let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        *codes.entry(*key).or_insert(next)
    };
    keys.iter().map(&mut number).collect()
}
