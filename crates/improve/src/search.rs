//! All groups of all tables, and what is left of them.

use rustc_hash::FxHashMap;
use yeojido_stats::benjamini_hochberg;

use crate::ENOUGH;
use crate::cores::on_all_cores;
use crate::effect::{Effect, effect};
use crate::group::{Group, Side};
use crate::numbers::cuts;
use crate::table::{Table, Values};
use crate::windows::extreme;

/// Values of a column that are tried, the most frequent first.
const VALUES: usize = 40;
/// Values of a column that are tried together with stretches of days.
const VALUES_BY_DAY: usize = 8;
/// Stretches of days that are tried one after the other, each apart from those before.
const STRETCHES: usize = 3;
/// Findings of a table at most.
const KEPT: usize = 8;

/// A difference that survived.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Place of its table among those searched.
    pub table: usize,
    /// The group.
    pub group: Group,
    /// How it differs.
    pub effect: Effect,
    /// Chance of being false, corrected for everything that was tried (Benjamini–Hochberg).
    pub p_adjusted: f64,
    /// Groups that differ in the same direction, and say no more than this one.
    pub also: Vec<Group>,
}

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Searched {
    /// The most certain of each table first.
    pub found: Vec<Found>,
    /// Comparisons that were tried and corrected for.
    pub tried: u64,
}

#[derive(Clone)]
struct Candidate {
    table: usize,
    group: Group,
    effect: Effect,
    p: f64,
}

/// Tries every group of every table; of those found false, a share of at most `q` is expected among what it gives.
///
/// A number is tried at several cuts and a table at many stretches of days; such a family counts as one comparison whose
/// p-value is multiplied by how many were tried (Bonferroni), and all comparisons together are corrected by Benjamini
/// and Hochberg. What survives and is at least [`Table::least`] large is then told once: the most certain group of a
/// table first, the others again within it and without it, and those that lose most of their difference become its
/// `also`.
#[must_use]
pub fn search(tables: &[Table], q: f64) -> Searched {
    let all: Vec<Candidate> =
        on_all_cores(tables.len(), |at| candidates(&tables[at], at)).into_iter().flatten().collect();
    let adjusted = benjamini_hochberg(&all.iter().map(|candidate| candidate.p).collect::<Vec<_>>());
    let tried = all.len() as u64;
    let mut by_table: FxHashMap<usize, Vec<(Candidate, f64)>> = FxHashMap::default();
    let certain: FxHashMap<Value, (f64, f64)> =
        all.iter().zip(&adjusted).filter(|(_, p)| **p <= q).filter_map(parent).collect();
    for (candidate, p_adjusted) in all.into_iter().zip(adjusted) {
        let table = &tables[candidate.table];
        let value = candidate.effect.difference.value;
        let told = value.abs() >= table.least && (value > 0.0 || !worse_only(table, candidate.group));
        let p_adjusted = p_adjusted.min(within(&candidate, &certain));
        if p_adjusted <= q && told {
            by_table.entry(candidate.table).or_default().push((candidate, p_adjusted));
        }
    }
    let mut places: Vec<usize> = by_table.keys().copied().collect();
    places.sort_unstable();
    let found = places.into_iter().flat_map(|at| select(&tables[at], by_table.remove(&at).unwrap_or_default()));
    Searched { found: found.collect(), tried }
}

/// A value by its table, its column and its code.
type Value = (usize, usize, u32);

/// A value of a column, with how much it differs and its corrected p-value.
fn parent((candidate, p): (&Candidate, &f64)) -> Option<(Value, (f64, f64))> {
    match candidate.group {
        Group::Is { column, code } => Some(((candidate.table, column, code), (candidate.effect.z, *p))),
        Group::Above { .. } | Group::AtMost { .. } | Group::Days { .. } | Group::IsOnDays { .. } => None,
    }
}

/// The p-value of a value on some days as a hypothesis within that of the value alone: it is asked only where the value
/// has survived, and corrected for the stretches that were tried (the tree of D. Yekutieli, JASA 103, 2008). 1 where the
/// value has not survived, or differs as surely without any days.
fn within(candidate: &Candidate, certain: &FxHashMap<Value, (f64, f64)>) -> f64 {
    let Group::IsOnDays { column, code, .. } = candidate.group else { return 1.0 };
    let surer = |(z, _): &&(f64, f64)| candidate.effect.z * z.signum() > z.abs();
    certain.get(&(candidate.table, column, code)).filter(surer).map_or(1.0, |(_, p)| candidate.p.max(*p))
}

fn worse_only(table: &Table, group: Group) -> bool {
    table.only_worse || group.column().is_some_and(|column| table.columns[column].only_worse)
}

fn candidates(table: &Table, at: usize) -> Vec<Candidate> {
    let mut all = Vec::new();
    let settled = table.without_drift();
    let mut keep = |group: Group, times: u64| {
        let table = if group.days().is_some() { &settled } else { table };
        if let Some(effect) = effect(table, &group.sides(table), &table.stratum) {
            #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
            let p = (effect.p * times as f64).min(1.0);
            all.push(Candidate { table: at, group, effect, p });
        }
    };
    let left = left(&settled);
    for (column, of) in table.columns.iter().enumerate() {
        match &of.values {
            Values::Names { codes, .. } => {
                for (rank, code) in tried(codes, of.only).into_iter().enumerate() {
                    keep(Group::Is { column, code }, 1);
                    if table.by_day && rank < VALUES_BY_DAY {
                        let rows = (0..table.len()).filter(|&row| codes[row] == Some(code));
                        let rows = rows.map(|row| (table.day[row], left[row]));
                        if let Some(window) = extreme(rows, table.len(), ENOUGH, table.only_worse) {
                            keep(Group::IsOnDays { column, code, from: window.from, to: window.to }, window.tried);
                        }
                    }
                }
            }
            Values::Numbers(numbers) => {
                let cuts = cuts(numbers, &of.cuts, ENOUGH);
                if let Some(group) = cut(table, column, &cuts) {
                    keep(group, cuts.len() as u64);
                }
            }
        }
    }
    if table.by_day {
        stretches(table, &left, &mut keep);
    }
    all
}

/// A cut that people would make is taken when it is nearly as certain as the best.
const NEARLY: f64 = 0.96;
/// A side with a larger share of the rows is the usual, and the other side the exception.
const USUAL: f64 = 0.75;

/// The side of the most certain cut that is worse, unless that side is the usual one.
fn cut(table: &Table, column: usize, cuts: &[f64]) -> Option<Group> {
    let judged = cuts.iter().filter_map(|&cut| {
        let effect = effect(table, &Group::Above { column, cut }.sides(table), &table.stratum)?;
        Some((cut, effect))
    });
    let judged: Vec<(f64, Effect)> = judged.collect();
    let surest = |a: &&(f64, Effect), b: &&(f64, Effect)| a.1.z.abs().total_cmp(&b.1.z.abs());
    let best = judged.iter().max_by(surest)?;
    let round = |(cut, effect): &&(f64, Effect)| {
        table.columns[column].cuts.contains(cut) && effect.z.abs() >= NEARLY * best.1.z.abs()
    };
    let (cut, effect) = judged.iter().filter(round).max_by(surest).unwrap_or(best);
    let (inside, outside) = (effect.inside.rows, effect.outside.rows);
    let above_is_worse = effect.difference.value > 0.0;
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let share = inside as f64 / (inside + outside) as f64;
    let above = if above_is_worse { share <= USUAL } else { 1.0 - share > USUAL };
    Some(if above { Group::Above { column, cut: *cut } } else { Group::AtMost { column, cut: *cut } })
}

fn stretches(table: &Table, left: &[f64], keep: &mut impl FnMut(Group, u64)) {
    let mut taken: Vec<(i32, i32)> = Vec::new();
    for _ in 0..STRETCHES {
        let free = |row: &usize| taken.iter().all(|&(from, to)| !(from..=to).contains(&table.day[*row]));
        let rows = (0..table.len()).filter(free).map(|row| (table.day[row], left[row]));
        let all = rows.clone().count();
        let Some(window) = extreme(rows, all, ENOUGH, table.only_worse) else { return };
        keep(Group::Days { from: window.from, to: window.to }, window.tried);
        taken.push((window.from, window.to));
    }
}

/// What is left of each outcome after the mean of its stratum.
fn left(table: &Table) -> Vec<f64> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for (row, &stratum) in table.stratum.iter().enumerate() {
        let at = stratum as usize;
        if at >= sums.len() {
            sums.resize(at + 1, (0.0, 0.0));
        }
        sums[at].0 += table.outcome[row];
        sums[at].1 += 1.0;
    }
    let mean = |stratum: u32| sums[stratum as usize].0 / sums[stratum as usize].1;
    table.outcome.iter().zip(&table.stratum).map(|(y, &stratum)| y - mean(stratum)).collect()
}

/// Codes with enough rows, the most frequent first; of two that are each other's opposite, the rarer.
fn tried(codes: &[Option<u32>], only: Option<u32>) -> Vec<u32> {
    if let Some(only) = only {
        return vec![only];
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for code in codes.iter().flatten() {
        *counts.entry(*code).or_default() += 1;
    }
    let opposites = counts.len() == 2;
    let mut counts: Vec<(u32, usize)> = counts.into_iter().filter(|(_, n)| *n >= ENOUGH).collect();
    counts.sort_unstable_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
    if opposites && counts.len() == 2 {
        counts.remove(0);
    }
    counts.truncate(VALUES);
    counts.into_iter().map(|(code, _)| code).collect()
}

/// Tells what survived once: forward selection by certainty.
fn select(table: &Table, mut kept: Vec<(Candidate, f64)>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut stratum = table.stratum.clone();
    let settled = table.without_drift();
    let family = kept.len();
    kept.sort_by(|(a, _), (b, _)| b.effect.z.abs().total_cmp(&a.effect.z.abs()));
    while !kept.is_empty() && found.len() < KEPT {
        let at = explaining(table, &kept);
        let (chosen, p_adjusted) = kept.remove(at);
        let sides = chosen.group.sides(table);
        stratum = finer(&stratum, &sides);
        let mut also = Vec::new();
        let mut rest = Vec::new();
        for (candidate, p) in kept {
            let table = if candidate.group.days().is_some() { &settled } else { table };
            match again(table, candidate.group, &candidate.effect, &stratum, family) {
                Some(effect) => rest.push((effect.z.abs(), (candidate, p))),
                None => also.push((candidate.group, candidate.effect.difference.value > 0.0)),
            }
        }
        rest.sort_by(|a, b| b.0.total_cmp(&a.0));
        kept = rest.into_iter().map(|(_, one)| one).collect();
        let worse = chosen.effect.difference.value > 0.0;
        let also = also.into_iter().filter(|(_, other)| *other == worse).map(|(group, _)| group).collect();
        found.push(Found { table: chosen.table, group: chosen.group, effect: chosen.effect, p_adjusted, also });
    }
    found
}

/// The first, unless it is no more than a stretch of days that a value explains nearly as well.
fn explaining(table: &Table, kept: &[(Candidate, f64)]) -> usize {
    let first = &kept[0].0;
    if !matches!(first.group, Group::Days { .. }) {
        return 0;
    }
    let sides = first.group.sides(table);
    let near = kept.iter().position(|(candidate, _)| {
        matches!(candidate.group, Group::Is { .. })
            && candidate.effect.z.abs() > 0.75 * first.effect.z.abs()
            && likeness(&sides, &candidate.group.sides(table)) > 0.7
    });
    near.unwrap_or(0)
}

/// How much two groups overlap: rows in both of rows in either.
fn likeness(a: &[Side], b: &[Side]) -> f64 {
    let (mut both, mut either) = (0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += f64::from(u8::from(*a == Side::In && *b == Side::In));
        either += f64::from(u8::from(*a == Side::In || *b == Side::In));
    }
    if either > 0.0 { both / either } else { 0.0 }
}

/// Whether most of a difference is left within and without what other findings mark: `marks` gives every row of the
/// table a code of what was met there.
#[must_use]
pub fn still(table: &Table, found: &Found, marks: &[u32]) -> bool {
    let mut codes: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let stratum = table.stratum.iter().zip(marks).map(|(&stratum, &mark)| {
        let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        *codes.entry((stratum, mark)).or_insert(next)
    });
    let stratum: Vec<u32> = stratum.collect();
    let before = found.effect.difference.value;
    let settled = table.without_drift();
    let table = if found.group.days().is_some() { &settled } else { table };
    effect(table, &found.group.sides(table), &stratum).is_some_and(|now| now.difference.value / before > 0.5)
}

/// What is left of a difference within and without the groups that were chosen before it, if it still says something.
fn again(table: &Table, group: Group, before: &Effect, stratum: &[u32], family: usize) -> Option<Effect> {
    let effect = effect(table, &group.sides(table), stratum)?;
    let (before, now) = (before.difference.value, effect.difference.value);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let certain = effect.p * family as f64 <= 0.01;
    let large = now.signum() == before.signum() && now.abs() >= table.least && now.abs() >= 0.4 * before.abs();
    (certain && large).then_some(effect)
}

/// Strata cut further by a group.
fn finer(stratum: &[u32], sides: &[Side]) -> Vec<u32> {
    let mut codes: FxHashMap<(u32, u8), u32> = FxHashMap::default();
    let mut next = 0;
    stratum
        .iter()
        .zip(sides)
        .map(|(&stratum, &side)| {
            *codes.entry((stratum, side as u8)).or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
