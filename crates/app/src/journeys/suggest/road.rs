//! Groups of events as stages of a road: which is one stage, which is several, and in which order they stand.

use yeojido_domain::{LocalText, Span};
use yeojido_journey::{Events, Valley};

use super::phases::{AGAIN, CART, DELIVER, ORDER, PAY, PHASES};
use super::seen::Seen;
use super::together::{Together, beside, share, units};

/// Silence that parts what belongs together where visits do not.
const LONG: Span = Span::days(90);
/// Units that must show an order before it is believed.
const ENOUGH: u64 = 20;
/// A step comes before the next one in this share of the units with both.
const ORDERLY: f64 = 0.9;
/// A step is passed by this share of those who come further.
const PASSED: f64 = 0.5;
/// One step lies within another if nearly all who come to it have passed the other.
const NESTED: f64 = 0.95;
/// Of those at a step, this share comes to the next one: fewer come to what goes wrong.
const COME_ON: f64 = 0.3;
/// What comes more often in a unit is looked at, not passed.
const OFTEN: f64 = 1.5;
/// What happens at the very same moment so often is one step.
const AT_ONCE: f64 = 0.8;
/// Stages stand against their usual order if this share of the units with both does.
const CONTRARY: f64 = 0.8;
/// Before buying, what fewer than this share of those who come further pass is a page beside the road.
const BESIDE: f64 = 0.25;
/// Events that happen this often to a customer happen once.
const ONCE: f64 = 1.2;

/// Why an event stands where it does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reason {
    /// A word of its name.
    Name(&'static str),
    /// Its mean place.
    Place,
    /// It comes beside the others of the stage in this share.
    Beside(f64),
    /// A step of its own, that this share of those who come further passes.
    Step(f64),
}

/// Events that make one stage.
pub(super) struct Group {
    pub id: String,
    pub name: LocalText,
    /// The phase of which it is, if names told one.
    pub phase: Option<usize>,
    /// Places in the list of names, with the reason of each.
    pub members: Vec<(usize, Reason)>,
}

/// The events with the silences that part them.
pub(super) struct Road<'e> {
    pub events: &'e Events,
    pub seen: &'e [Seen],
    pub valley: Option<Valley>,
}

impl Road<'_> {
    fn visit(&self) -> Span {
        self.valley.map_or(LONG, |valley| valley.ends)
    }

    /// For every code of events, the number of the group that holds it.
    pub(super) fn places<'g>(&self, groups: impl Iterator<Item = &'g Group>) -> Vec<Option<usize>> {
        let mut places = vec![None; self.events.event.values.len()];
        for (at, group) in groups.enumerate() {
            group.members.iter().for_each(|(seen, _)| places[self.seen[*seen].code as usize] = Some(at));
        }
        places
    }

    /// Pages beside the road before buying, taken out of their groups: few of those who come from before and go further
    /// pass them, and they come more than once.
    pub(super) fn side_pages(&self, groups: &mut Vec<Group>) -> Vec<usize> {
        let places = self.places(groups.iter());
        let mut passed = vec![(0_u64, 0_u64); groups.len()];
        for person in self.events.iter() {
            for unit in units(&person, self.visit()) {
                let mut here = vec![false; groups.len()];
                unit.filter_map(|row| places[person.event[row] as usize]).for_each(|at| here[at] = true);
                let (first, last) = (here.iter().position(|is| *is), here.iter().rposition(|is| *is));
                let (Some(first), Some(last)) = (first, last) else { continue };
                for at in first + 1..last {
                    passed[at].0 += u64::from(here[at]);
                    passed[at].1 += 1;
                }
            }
        }
        let once = |group: &Group| {
            group.members.iter().all(|(seen, _)| share(self.seen[*seen].count, self.seen[*seen].customers) <= ONCE)
        };
        let mut out = Vec::new();
        let mut at = 0;
        groups.retain(|group| {
            let (met, of) = passed[at];
            at += 1;
            let early = group.phase.is_some_and(|phase| phase <= PAY);
            let aside = early && of >= ENOUGH && share(met, of) < BESIDE && !once(group);
            if aside {
                out.extend(group.members.iter().map(|(seen, _)| *seen));
            }
            !aside
        });
        out
    }

    /// Puts events without a place into the group after whose events they come most often.
    pub(super) fn put_beside(&self, groups: &mut [Group], loose: &[usize]) {
        let places = self.places(groups.iter());
        let counts = beside(self.events, self.visit(), &places, groups.len());
        for &one in loose {
            let of = &counts[self.seen[one].code as usize];
            let most = of.iter().enumerate().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(&a.0)));
            if let Some((at, &most)) = most {
                groups[at].members.push((one, Reason::Beside(share(most, of.iter().sum()))));
            }
        }
    }

    /// Joins groups that begin at the very same moment, and puts those that stand against their usual order into that of
    /// the data.
    pub(super) fn in_order(&self, groups: &mut Vec<Group>) {
        let mut at = 0;
        while at + 1 < groups.len() {
            let together = Together::of(self.events, LONG, &self.places(groups.iter()), groups.len());
            let next = (at + 1..groups.len())
                .find(|&next| together.both(at, next) > 0 && together.at_once(at, next) >= AT_ONCE);
            let Some(next) = next else {
                at += 1;
                continue;
            };
            let other = groups.remove(next);
            let bought = other.phase == Some(ORDER);
            if bought {
                (groups[at].id, groups[at].name, groups[at].phase) = (other.id, other.name, other.phase);
            }
            groups[at].members.extend(other.members);
        }
        let units =
            [self.visit(), LONG].map(|gap| Together::of(self.events, gap, &self.places(groups.iter()), groups.len()));
        let mut order: Vec<usize> = (0..groups.len()).collect();
        for _ in 0..groups.len() {
            for at in 1..order.len() {
                let (a, b) = (order[at - 1], order[at]);
                let together = if 2 * units[0].both(a, b) >= units[1].both(a, b) { &units[0] } else { &units[1] };
                if together.both(a, b) > 0 && together.first(b, a) >= CONTRARY {
                    order.swap(at - 1, at);
                }
            }
        }
        let mut old: Vec<Option<Group>> = std::mem::take(groups).into_iter().map(Some).collect();
        groups.extend(order.into_iter().filter_map(|at| old[at].take()));
    }

    /// Events of phases after buying that come before it, taken out of their groups: their names mislead, as that of a page
    /// of reviews, which is read before buying and not written after it. Those of coming back follow on looking round, and
    /// are told by what comes first in the life of a customer; the others by what they come after.
    pub(super) fn misled(&self, groups: &mut Vec<Group>) -> Vec<usize> {
        let bought =
            [ORDER, PAY].into_iter().find_map(|phase| groups.iter().position(|group| group.phase == Some(phase)));
        let Some(bought) = bought else { return Vec::new() };
        let after = groups.iter().filter(|group| group.phase.is_some_and(|phase| phase > ORDER));
        let after: Vec<(usize, usize)> = after
            .flat_map(|group| group.members.iter().map(|(seen, _)| (*seen, group.phase.unwrap_or(AGAIN))))
            .collect();
        let mut thing: Vec<Option<usize>> = vec![None; self.events.event.values.len()];
        groups[bought].members.iter().for_each(|(seen, _)| thing[self.seen[*seen].code as usize] = Some(0));
        (1..).zip(&after).for_each(|(own, (seen, _))| thing[self.seen[*seen].code as usize] = Some(own));
        let together = Together::of(self.events, LONG, &thing, after.len() + 1);
        let places = self.places(groups.iter());
        let misleads = |own: usize, seen: usize, phase: usize| {
            if phase == AGAIN {
                return together.both(own, 0) >= 3 && 2.0 * together.first(own, 0) > 1.0;
            }
            let code = self.seen[seen].code as usize;
            let mut others = places.clone();
            others[code] = None;
            let counts = &beside(self.events, LONG, &others, groups.len())[code];
            let early: u64 = counts[..bought].iter().sum();
            counts.iter().sum::<u64>() >= 3 && 2 * early > counts.iter().sum()
        };
        let out = (1..).zip(&after).filter(|(own, (seen, phase))| misleads(*own, *seen, *phase));
        let out: Vec<usize> = out.map(|(_, (seen, _))| *seen).collect();
        groups.iter_mut().for_each(|group| group.members.retain(|(seen, _)| !out.contains(seen)));
        groups.retain(|group| !group.members.is_empty());
        out
    }

    /// Splits groups from the cart to the delivery in which customers pass one step after the other.
    pub(super) fn steps(&self, groups: Vec<Group>) -> Vec<Group> {
        let mut all = Vec::new();
        let places = self.places(groups.iter());
        for (at, group) in groups.into_iter().enumerate() {
            if group.members.len() < 2 || !group.phase.is_some_and(|phase| (CART..=DELIVER).contains(&phase)) {
                all.push(group);
                continue;
            }
            let later = group.members.len();
            let mut thing: Vec<Option<usize>> =
                places.iter().map(|place| place.filter(|place| *place > at).map(|_| later)).collect();
            (0..).zip(&group.members).for_each(|(own, (seen, _))| thing[self.seen[*seen].code as usize] = Some(own));
            let units = [self.visit(), LONG].map(|gap| Together::of(self.events, gap, &thing, later + 1));
            let chain = self.chain(&group, &units);
            if chain.len() > 1 { all.extend(self.split(&group, &chain)) } else { all.push(group) }
        }
        all
    }

    /// The members that are steps one after the other, each with those that come at the very same moment, and with the
    /// share of those who come further that pass it.
    fn chain(&self, group: &Group, [visit, long]: &[Together; 2]) -> Vec<Vec<(usize, f64)>> {
        let later = group.members.len();
        // What belongs to one visit is judged by visits.
        let of = |a: usize, b: usize| if 2 * visit.both(a, b) >= long.both(a, b) { visit } else { long };
        let further = long.with(later) >= ENOUGH;
        let passed = |own: usize| if further { of(own, later).passed(own, later) } else { 1.0 };
        let often = |own: usize| share(self.seen[group.members[own].0].count, of(own, later).with(own));
        let wrong = |own: usize| crate::map::is_wrong(&self.seen[group.members[own].0].event);
        let mut candidates: Vec<usize> = (0..later)
            .filter(|&own| long.with(own) >= ENOUGH && !wrong(own) && passed(own) >= PASSED && often(own) <= OFTEN)
            .collect();
        // The most passed first: what contradicts them is no step.
        candidates.sort_by_key(|&own| std::cmp::Reverse(long.with(own)));
        let fits = |own: usize, other: usize| {
            let together = of(own, other);
            let (a, b) = if together.first(own, other) >= 0.5 { (own, other) } else { (other, own) };
            let orderly = together.first(a, b) >= ORDERLY && together.passed(a, b) >= PASSED;
            let nested = together.passed(a, b) >= NESTED && together.passed(b, a) < NESTED;
            together.both(a, b) >= ENOUGH && together.passed(b, a) >= COME_ON && (orderly || nested)
        };
        let mut steps: Vec<Vec<(usize, f64)>> = Vec::new();
        for own in candidates {
            if let Some(step) = steps.iter_mut().find(|step| long.at_once(own, step[0].0) >= AT_ONCE) {
                step.push((own, passed(own)));
            } else if steps.iter().all(|step| fits(own, step[0].0)) {
                let before = |step: &Vec<(usize, f64)>| of(own, step[0].0).first(own, step[0].0) >= 0.5;
                let at = steps.iter().position(before).unwrap_or(steps.len());
                steps.insert(at, vec![(own, passed(own))]);
            }
        }
        steps
    }

    fn split(&self, group: &Group, chain: &[Vec<(usize, f64)>]) -> Vec<Group> {
        let mut parts: Vec<Group> = Vec::new();
        for step in chain {
            let event = &self.seen[group.members[step[0].0].0].event;
            let members = step.iter().map(|(own, passed)| (group.members[*own].0, Reason::Step(*passed))).collect();
            // Several names of one moment have the name of what they are together.
            let (id, name) = if step.len() > 1 {
                (group.id.clone(), group.name.clone())
            } else {
                let id = id(event).unwrap_or_else(|| format!("{}-{}", group.id, parts.len() + 1));
                (id, LocalText::One(event.clone()))
            };
            parts.push(Group { id, name, phase: group.phase, members });
        }
        let taken = |own: usize| chain.iter().flatten().any(|(step, _)| *step == own);
        let loose: Vec<usize> =
            (0..group.members.len()).filter(|&own| !taken(own)).map(|own| group.members[own].0).collect();
        self.put_beside(&mut parts, &loose);
        parts
    }
}

/// A group of events whose names tell a phase.
pub(super) fn of_phase(phase: usize, members: Vec<(usize, Reason)>) -> Group {
    let of = &PHASES[phase];
    Group { id: of.id.to_owned(), name: LocalText::both(of.ko, of.en), phase: Some(phase), members }
}

/// The name of an event as an id, if it can be one.
fn id(event: &str) -> Option<String> {
    let plain = event.is_ascii() && event.len() <= 60 && event.contains(|c: char| c.is_ascii_alphanumeric());
    let words = event.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    plain.then(|| words.collect::<Vec<_>>().join("-").to_lowercase())
}
